// Invoices for tests, and a reader of SIE made from the specification alone. All persons are made up.
#pragma once

#include <array>
#include <map>
#include <stdexcept>
#include <string>
#include <vector>

#include "domain/identifiers.h"
#include "domain/invoice.h"
#include "sie_codec.h"
#include "support/plugin_parts.h"

namespace sluss::sie {

inline domain::Invoice invoice(const std::string& number, const std::string& unit, std::int64_t ore) {
  domain::Invoice invoice;
  invoice.number = number;
  invoice.ocr = domain::make_ocr(number, false);
  invoice.key = "a1/ki/" + unit + "/HT2026/ordinary";
  invoice.agreement = "a1";
  invoice.term = "HT2026";
  invoice.period_first = make_day(2026, 7, 1);
  invoice.period_last = make_day(2027, 1, 31);
  invoice.issued = make_day(2026, 12, 1);
  invoice.due = make_day(2026, 12, 31);
  invoice.seller.unit = unit;
  invoice.seller.name = "Vårdcentralen Norr";
  invoice.seller.organisation_number = "2120000142";
  invoice.buyer.institution = "ki";
  invoice.buyer.name = "Högskolan \"Ö\"";
  invoice.buyer.organisation_number = "2021002973";
  domain::InvoiceLine line;
  line.id = "1";
  line.placement = "P-1";
  line.student_name = "Åsa Påhittad";
  line.programme = "SSK";
  line.first = make_day(2026, 9, 7);
  line.last = make_day(2026, 9, 29);
  line.days = 17;
  line.week_price = {153000};
  line.amount = {ore};
  invoice.lines.push_back(line);
  invoice.total = {ore};
  return invoice;
}

inline domain::Invoice credit_note(const std::string& number, const std::string& credited, std::int64_t ore) {
  auto note = invoice(number, "vc-norr", ore);
  note.correction = 1;
  note.credits = domain::CreditedInvoice{credited, make_day(2026, 12, 1)};
  note.issued = make_day(2027, 1, 15);
  return note;
}

inline Message message_of(const domain::Invoice& invoice) {
  Message message;
  message.kind = "invoice";
  message.body = domain::to_value(invoice);
  return message;
}

/// A file as the specification says that it is to be read: every sum and the checksum are tried.
struct ReadFile {
  using Fields = std::vector<std::string>;
  struct Row {
    Fields fields;
    std::vector<std::string> objects;
  };
  std::vector<Fields> heading;
  std::vector<std::pair<Fields, std::vector<Row>>> verifications;
};

class SpecificationReader {
 public:
  /// Throws std::runtime_error for what the specification does not allow.
  ReadFile read(const std::string& bytes) {
    for (std::size_t i = 0; i < table_.size(); ++i) {
      auto crc = static_cast<std::uint32_t>(i);
      for (int bit = 8; bit > 0; --bit) crc = (crc & 1U) == 1U ? (crc >> 1U) ^ 0xEDB88320U : crc >> 1U;
      table_.at(i) = crc;
    }
    std::size_t at = 0;
    while (at < bytes.size()) {
      const auto end = bytes.find("\r\n", at);
      if (end == std::string::npos) throw std::runtime_error("a line without its end");
      take(bytes.substr(at, end - at));
      at = end + 2;
    }
    if (sums_ != 2 || in_verification_) throw std::runtime_error("not ended");
    return std::move(file_);
  }

 private:
  /// Fields of a line; what stands in braces goes to `objects`. The contents are counted.
  std::vector<std::string> split(const std::string& line, std::vector<std::string>& objects, bool counts) {
    std::vector<std::string> fields;
    bool braces = false;
    for (std::size_t i = 0; i < line.size();) {
      const char c = line[i];
      if (c == ' ' || c == '\t') {
        ++i;
      } else if (c == '{' || c == '}') {
        braces = c == '{';
        ++i;
      } else {
        std::string field;
        if (c == '"') {
          for (++i; line.at(i) != '"'; ++i) {
            if (line[i] == '\\') ++i;
            field += line.at(i);
          }
          ++i;
        } else {
          while (i < line.size() && std::string(" \t{}").find(line[i]) == std::string::npos) field += line[i++];
        }
        for (const char byte : field) {
          if (static_cast<unsigned char>(byte) < 32 || byte == 127) throw std::runtime_error("a control character");
          if (counts)
            crc_ = ((crc_ >> 8U) & 0x00FFFFFFU) ^ table_.at((crc_ ^ static_cast<unsigned char>(byte)) & 0xFFU);
        }
        (braces ? objects : fields).push_back(field);
      }
    }
    return fields;
  }

  void take(const std::string& line) {
    if (sums_ == 2) throw std::runtime_error("something follows the checksum");
    const bool is_sum = line.rfind("#KSUMMA", 0) == 0;
    std::vector<std::string> objects;
    const auto fields = split(line, objects, sums_ == 1 && !is_sum);
    if (is_sum) return take_sum(fields);
    if (line == "{" || line == "}") return take_brace(line == "{");
    if (fields.at(0) == "#VER") {
      file_.verifications.push_back({fields, {}});
    } else if (fields.at(0) == "#TRANS") {
      if (!in_verification_) throw std::runtime_error("#TRANS outside of a #VER");
      file_.verifications.back().second.push_back({fields, objects});
      const auto& amount = fields.at(2);
      const auto point = amount.find('.');
      if (point == std::string::npos || amount.size() - point != 3) throw std::runtime_error("an amount");
      balance_ += std::stoll(amount.substr(0, point) + amount.substr(point + 1));
    } else {
      if (!file_.verifications.empty()) throw std::runtime_error("a heading behind a #VER");
      file_.heading.push_back(fields);
    }
  }

  void take_brace(bool opens) {
    if (opens == in_verification_ || file_.verifications.empty()) throw std::runtime_error("a brace");
    if (balance_ != 0) throw std::runtime_error("a verification does not sum to zero");
    in_verification_ = opens;
  }

  void take_sum(const std::vector<std::string>& fields) {
    ++sums_;
    if (sums_ == 2 && fields.at(1) != std::to_string(crc_ ^ 0xFFFFFFFFU)) throw std::runtime_error("the checksum");
  }

  std::array<std::uint32_t, 256> table_{};
  std::uint32_t crc_ = 0xFFFFFFFFU;
  int sums_ = 0;
  bool in_verification_ = false;
  std::int64_t balance_ = 0;
  ReadFile file_;
};

}  // namespace sluss::sie
