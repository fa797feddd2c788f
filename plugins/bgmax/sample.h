// BgMax files as a test writes them. The accounts and numbers are made up.
#pragma once

#include <string>
#include <vector>

namespace sluss::bgmax {

/// Digits with zeros before them.
inline std::string zeros(std::int64_t number, std::size_t width) {
  const auto digits = std::to_string(number);
  return std::string(width - digits.size(), '0') + digits;
}

inline std::string record(std::string text) {
  text.resize(80, ' ');
  return text + "\r\n";
}

inline std::string begin(const std::string& mark = "P") {
  return record("01BGMAX               0120261218173035010331" + mark);
}
inline std::string section(const std::string& currency = "SEK") {
  return record("05" + std::string("0099000010") + std::string(10, ' ') + currency);
}
/// A payment, or with "21" a deduction, "22" an extra reference.
inline std::string payment(const std::string& ocr, std::int64_t ore, std::int64_t serial,
                           const std::string& type = "20") {
  return record(type + "0003783511" + std::string(25 - ocr.size(), ' ') + ocr + zeros(ore, 18) + "22" +
                zeros(serial, 12) + "0");
}
inline std::string deposit(std::int64_t ore, std::int64_t count, const std::string& day = "20261218") {
  return record("15" + zeros(0, 35) + day + "00036" + zeros(ore, 18) + "SEK" + zeros(count, 8));
}
inline std::string end(std::int64_t payments, std::int64_t deductions, std::int64_t extra, std::int64_t sections) {
  return record("70" + zeros(payments, 8) + zeros(deductions, 8) + zeros(extra, 8) + zeros(sections, 8));
}

/// Two sections: two payments, of which one names three invoices, and a deduction; then one payment.
inline std::string whole() {
  return begin() + section() + payment("10000016", 459000, 101) + record("26Provia Testberg AB") +
         record("27Provgatan 1                        12345") + payment("1000002 1000003", 200000, 102) +
         payment("10000024", 0, 102, "22") + payment("10000032", 0, 102, "22") +
         record(
             "25F\xF6r b\xE5"
             "da") +
         payment("10000040", 9000, 103, "21") + deposit(650000, 3) + section() + payment("", 100, 104) +
         deposit(100, 1, "20261221") + end(3, 1, 2, 2);
}

}  // namespace sluss::bgmax
