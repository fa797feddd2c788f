#include "reader.h"

#include <algorithm>

namespace sluss::bgmax {
namespace {

constexpr auto ask_the_bank = "; the file is damaged or incomplete, fetch it from the bank again";
constexpr std::size_t most_digits = 18;
constexpr std::int64_t largest_amount = 10'000'000'000'000;  // öre; the sum of a whole file stays below 64 bits

bool all_digits(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

std::string_view without_zeros(std::string_view digits) {
  digits.remove_prefix(std::min(digits.find_first_not_of('0'), digits.size()));
  return digits;
}

/// The number that stands there, zero filled.
Result<std::int64_t> number(const Line& line, std::size_t first, std::size_t last, const std::string& what) {
  const auto written = line.field(first, last);
  const auto digits = without_zeros(written);
  const bool whole = written.size() == last - first + 1 && all_digits(written) && digits.size() <= most_digits;
  if (!whole)
    return refuse(line.number, what + " (positions " + std::to_string(first) + "-" + std::to_string(last) +
                                   ") is no whole number" + ask_the_bank);
  return digits.empty() ? 0 : std::stoll(std::string(digits));
}

Result<Day> day(const Line& line) {
  const auto written = line.field(38, 45);
  if (written.size() == 8) {
    const auto iso = std::string(written.substr(0, 4)) + "-" + std::string(written.substr(4, 2)) + "-" +
                     std::string(written.substr(6));
    if (const auto found = parse_iso_day(iso)) return *found;
  }
  return refuse(line.number, std::string("the payment day (positions 38-45) is no day as YYYYMMDD") + ask_the_bank);
}

std::string mismatch(const std::string& what, std::int64_t stated, std::int64_t found) {
  return what + " is stated as " + std::to_string(stated) + ", and there are " + std::to_string(found) + ask_the_bank;
}

/// A payer's reference as it stands. Blanks between digits, as people write them, stay.
std::string reference(const Line& line) { return line.text(13, 37); }

}  // namespace

Result<void> Reader::take(const Line& line) {
  last_line_ = line.number;
  const auto type = line.type();
  if (place_ == Place::before) return begin_file(line);
  if (place_ == Place::after)
    return refuse(line.number, std::string("a record follows after the last one") + ask_the_bank);
  if (place_ == Place::in_section) return take_in_section(line);
  if (type == "05") return begin_section(line);
  if (type == "70") return end_file(line);
  return refuse(line.number,
                std::string("expected the beginning of a section (05) or the end of the file (70)") + ask_the_bank);
}

Result<void> Reader::take_in_section(const Line& line) {
  const auto type = line.type();
  if (type == "20" || type == "21") return take_payment(line);
  if (type == "15") return end_section(line);
  // Information, name, address and organisation number of the payer: nobody needs them here, and they are not kept.
  const bool about_payer = type.size() == 2 && type[0] == '2' && type[1] >= '5' && type[1] <= '9';
  const bool extra = type == "22" || type == "23";
  if (!about_payer && !extra)
    return refuse(line.number, std::string("expected a payment (20-29) or the end of the section (15)") + ask_the_bank);
  if (entries_.empty())
    return refuse(line.number, std::string("this belongs to a payment, and none stands before it") + ask_the_bank);
  return extra ? take_extra(line) : Result<void>();
}

Result<void> Reader::begin_file(const Line& line) {
  if (line.type() != "01" || line.field(3, 22) != "BGMAX")
    return refuse(line.number, "this is no BgMax file: it does not begin with 01BGMAX");
  if (line.field(23, 24) != "01") return refuse(line.number, "this is not version 01 of BgMax, the one that is known");
  if (line.field(45, 45) != "P")
    return refuse(line.number, "this is a test file (position 45 is not P): no money has come in with it");
  place_ = Place::in_file;
  return {};
}

Result<void> Reader::begin_section(const Line& line) {
  const auto bankgiro = without_zeros(line.field(3, 12)), plusgiro = without_zeros(line.field(13, 22));
  const auto account = bankgiro.empty() ? plusgiro : bankgiro;
  if (account.empty() || !all_digits(account))
    return refuse(line.number,
                  std::string("the section names neither bankgiro (3-12) nor plusgiro (13-22)") + ask_the_bank);
  section_ = {std::string(account), line.text(23, 25), {}};
  place_ = Place::in_section;
  return {};
}

Result<void> Reader::take_payment(const Line& line) {
  Entry entry;
  entry.line = line.number;
  entry.raw = line.bytes;
  entry.deduction = line.type() == "21";
  SLUSS_TRY_ASSIGN(amount, number(line, 38, 55, "the amount"));
  if (amount > largest_amount)
    return refuse(line.number, std::string("the amount (38-55) cannot be right") + ask_the_bank);
  entry.amount = Ore{amount};
  if (auto ocr = reference(line); !ocr.empty()) entry.ocrs.push_back(std::move(ocr));
  const auto serial = line.field(58, 69);
  if (!all_digits(serial))
    return refuse(line.number, std::string("the serial number (58-69) is no number") + ask_the_bank);
  if (!without_zeros(serial).empty()) entry.serial = serial;
  section_.sum += entry.deduction ? -entry.amount : entry.amount;
  ++(entry.deduction ? counts_.deductions : counts_.payments);
  entries_.push_back(std::move(entry));
  return {};
}

Result<void> Reader::take_extra(const Line& line) {
  auto& entry = entries_.back();
  // The payment's own reference may be all of them in one text.
  std::erase_if(entry.ocrs, [](const std::string& ocr) { return !all_digits(ocr); });
  if (auto ocr = reference(line); !ocr.empty()) entry.ocrs.push_back(std::move(ocr));
  entry.raw += "\n" + line.bytes;
  ++counts_.extra;
  return {};
}

Result<void> Reader::end_section(const Line& line) {
  SLUSS_TRY_ASSIGN(booked, day(line));
  SLUSS_TRY_ASSIGN(sum, number(line, 51, 68, "the deposit"));
  SLUSS_TRY_ASSIGN(count, number(line, 72, 79, "the number of payments"));
  if (const auto found = static_cast<std::int64_t>(entries_.size()); count != found)
    return refuse(line.number, mismatch("the number of the section's payments", count, found));
  if (Ore{sum} != section_.sum)
    return refuse(line.number, "the section's deposit is stated as " + to_kronor(Ore{sum}) +
                                   ", and its payments sum to " + to_kronor(section_.sum) + ask_the_bank);
  for (const auto& entry : entries_) SLUSS_TRY(emit(entry, booked));
  entries_.clear();
  ++counts_.deposits;
  place_ = Place::in_file;
  return {};
}

Result<void> Reader::end_file(const Line& line) {
  const std::vector<std::tuple<std::size_t, std::string, std::int64_t>> totals = {
      {3, "the number of payments", counts_.payments},
      {11, "the number of deductions", counts_.deductions},
      {19, "the number of extra references", counts_.extra},
      {27, "the number of sections", counts_.deposits}};
  for (const auto& [at, what, found] : totals) {
    SLUSS_TRY_ASSIGN(stated, number(line, at, at + 7, what));
    if (stated != found) return refuse(line.number, mismatch(what, stated, found));
  }
  place_ = Place::after;
  return {};
}

Result<void> Reader::emit(const Entry& entry, Day day) {
  Record record;
  auto& message = record.message;
  message.origin.line = entry.line;
  message.raw = entry.raw;
  auto& body = message.body = Value::object();
  if (!entry.serial.empty()) {
    // A serial number may come back after two years: with the year it does not.
    const auto bank_reference = std::to_string(year_of(day)) + "-" + entry.serial;
    const auto id = section_.account + "/" + bank_reference;
    if (!ids_.insert(id).second)
      return refuse(entry.line, std::string("the serial number (58-69) stands in the file before") + ask_the_bank);
    body["id"] = id;
    body["reference"] = bank_reference;
  } else {
    message.raw += "\nline " + std::to_string(entry.line);  // two without a number are two
    record.fault = Error{Fault::data,
                         "the payment has no serial number (58-69): it cannot be told from another one, so "
                         "it is not booked; look it up at the bank"};
  }
  body["account"] = section_.account;
  body["kind"] = entry.deduction ? "reversal" : "credit";
  body["amount_ore"] = entry.amount.value;
  body["day"] = to_iso(day);
  if (!entry.ocrs.empty()) body["ocr"] = entry.ocrs.front();
  for (std::size_t i = 1; i < entry.ocrs.size(); ++i) {
    auto& more = body["more_ocrs"];
    if (more.is_null()) more = Value::list();
    more.as_list()->emplace_back(entry.ocrs[i]);
  }
  if (section_.currency != "SEK")
    record.fault = Error{Fault::data, "the payment is in " + excerpt(section_.currency) + ", and invoices are in SEK"};
  records_.push_back(std::move(record));
  return {};
}

Result<std::vector<Record>> Reader::finish() {
  if (place_ == Place::after) return std::move(records_);
  if (place_ == Place::before) return fail(Fault::data, "the file is empty");
  return refuse(last_line_, std::string("the file ends without its last record (70)") + ask_the_bank);
}

}  // namespace sluss::bgmax
