#include "entry.h"

#include <algorithm>
#include <map>

#include "domain/identifiers.h"

namespace sluss::camt {
namespace {

constexpr std::size_t shortest_ocr = 5;

bool is_digit(char c) { return c >= '0' && c <= '9'; }

std::optional<Day> day_of(const std::string& written) { return parse_iso_day(written.substr(0, 10)); }

/// A deduction within an entry has the other sign.
bool is_deduction(const Entry& entry, const Transaction& transaction) {
  return !transaction.indicator.empty() && transaction.indicator != entry.indicator;
}

/// What came in, what was taken back of it, or neither.
std::string kind_of(const Entry& entry, const Transaction& transaction) {
  const bool back = entry.reversal == "true" || entry.reversal == "1";
  const bool deducted = is_deduction(entry, transaction);
  if (entry.indicator == "CRDT" && !back) return deducted ? "reversal" : "credit";
  return entry.indicator == "DBIT" && back && !deducted ? "reversal" : "other";
}

/// References by which the bank tells the transactions of an entry apart. Where it gives them none of their own, their
/// place in the entry does: an entry is told of as a whole.
std::vector<std::string> references_of(const Entry& entry) {
  const auto of_entry = entry.reference.empty() ? entry.entry_reference : entry.reference;
  std::vector<std::string> references;
  std::map<std::string, int> seen;
  for (const auto& transaction : entry.transactions) {
    references.push_back(transaction.reference.empty() ? of_entry : transaction.reference);
    ++seen[references.back()];
  }
  for (std::size_t i = 0; i < references.size(); ++i) {
    auto& reference = references[i];
    if (!reference.empty() && seen[reference] > 1) reference += "/" + std::to_string(i + 1);
  }
  return references;
}

/// Why nothing of an entry can be taken; empty when it can.
std::string fault_of(const Entry& entry) {
  if (entry.indicator != "CRDT" && entry.indicator != "DBIT")
    return "the entry does not say whether money came in or went out (CdtDbtInd)";
  if (entry.status != "BOOK")
    return "the entry is not booked yet (Sts is " + excerpt(entry.status) + "); the bank tells of it again when it is";
  if (!entry.count.empty() && entry.count != std::to_string(entry.transactions.size()))
    return "the entry states " + excerpt(entry.count) + " transactions, and there are " +
           std::to_string(entry.transactions.size());
  const auto alone = entry.transactions.size() < 2;
  if (!entry.amount || (alone && (entry.transactions.empty() || !entry.transactions.front().amount))) return "";
  const auto stated = ore_of(entry.amount->text);
  Ore sum;
  for (const auto& transaction : entry.transactions) {
    const auto amount = transaction.amount ? ore_of(transaction.amount->text) : std::nullopt;
    if (!amount) return "a transaction of the entry has no amount that can be read";
    if (transaction.amount->currency != entry.amount->currency)
      return "a transaction of the entry is in another currency than the entry";
    sum += is_deduction(entry, transaction) ? -*amount : *amount;
  }
  if (!stated || *stated != sum) return "the entry's transactions do not sum to its amount";
  return "";
}

/// Digits without the blanks that people put between them; anything else as it is.
std::string ocr_of(const std::string& written) {
  auto digits = written;
  std::erase(digits, ' ');
  return std::all_of(digits.begin(), digits.end(), is_digit) ? digits : written;
}

std::string without_blanks(std::string text) {
  std::erase_if(text, [](char c) { return c == ' ' || c == '-'; });
  return text;
}

class RecordMaker {
 public:
  RecordMaker(const Entry& entry, std::set<std::string>& ids) : entry_(entry), ids_(ids), fault_(fault_of(entry)) {}

  Record make(const Transaction& transaction, const std::string& reference) {
    Record record;
    record.message.origin.line = transaction.line;
    auto& body = record.message.body = Value::object();
    const auto account = without_blanks(transaction.account.empty() ? entry_.account : transaction.account);
    fault_now_ = fault_;
    if (!reference.empty() && !account.empty()) body["id"] = account + "/" + reference;
    if (!reference.empty()) body["reference"] = reference;
    else blame("the bank gave no reference (AcctSvcrRef): the payment cannot be told from another one");
    if (!account.empty()) body["account"] = account;
    else blame("the account that was paid to is not named (CdtrAcct, or Acct of the notification)");
    body["kind"] = kind_of(entry_, transaction);
    set_amount(transaction, body);
    set_days(body);
    set_ocrs(transaction, body);
    if (const auto id = body["id"].text_or_empty(); !id.empty() && !ids_.insert(id).second)
      blame("the bank's reference stands in the file before");
    if (!fault_now_.empty()) record.fault = Error{Fault::data, fault_now_ + "; look it up at the bank"};
    // What was read of it, and not the bytes: those tell who paid. With the line, two without a reference are two.
    record.message.raw = to_json(body) + " line " + std::to_string(transaction.line);
    return record;
  }

 private:
  void blame(const std::string& what) {
    if (fault_now_.empty()) fault_now_ = what;
  }

  void set_amount(const Transaction& transaction, Value& body) {
    const auto& sum = transaction.amount ? transaction.amount : entry_.amount;
    if (!sum) return blame("there is no amount");
    if (sum->currency != "SEK")
      return blame("the amount is in " + excerpt(sum->currency) + ", and invoices are in SEK");
    const auto amount = ore_of(sum->text);
    if (amount && *amount > Ore{}) body["amount_ore"] = amount->value;
    else blame("the amount is no number of öre above 0");
  }

  void set_days(Value& body) {
    const auto booked = day_of(entry_.booked);
    if (booked) body["day"] = to_iso(*booked);
    else blame("there is no day of booking (BookgDt)");
    if (const auto valued = day_of(entry_.valued); valued && valued != booked) body["value_day"] = to_iso(*valued);
  }

  void set_ocrs(const Transaction& transaction, Value& body) {
    std::vector<std::string> ocrs;
    for (const auto& written : transaction.ocrs) ocrs.push_back(ocr_of(written));
    const auto day = day_of(entry_.booked);
    if (auto found = ocrs.empty() && day ? ocr_in(transaction.remarks, *day) : ""; !found.empty())
      ocrs.push_back(std::move(found));
    if (!ocrs.empty()) body["ocr"] = ocrs.front();
    if (ocrs.size() < 2) return;
    auto more = Value::list();
    for (std::size_t i = 1; i < ocrs.size(); ++i) more.as_list()->emplace_back(ocrs[i]);
    body["more_ocrs"] = std::move(more);
  }

  const Entry& entry_;
  std::set<std::string>& ids_;
  std::string fault_, fault_now_;
};

}  // namespace

std::vector<Record> records_of(const Entry& entry, std::set<std::string>& ids) {
  auto whole = entry;
  if (whole.transactions.empty()) {
    whole.transactions.emplace_back();
    whole.transactions.back().line = entry.line;
  }
  const auto references = references_of(whole);
  RecordMaker maker(entry, ids);
  std::vector<Record> records;
  for (std::size_t i = 0; i < whole.transactions.size(); ++i)
    records.push_back(maker.make(whole.transactions[i], references[i]));
  return records;
}

std::optional<Ore> ore_of(std::string_view decimal) {
  const auto point = decimal.find('.');
  // Five decimals are allowed, and those after the second are zeros in SEK.
  while (point != std::string_view::npos && decimal.size() > point + 3 && decimal.ends_with('0'))
    decimal.remove_suffix(1);
  return parse_decimal_kronor(decimal);
}

std::string ocr_in(const std::vector<std::string>& remarks, Day day) {
  std::set<std::string> found;
  for (const auto& remark : remarks) {
    for (auto from = remark.begin(); from != remark.end();) {
      from = std::find_if(from, remark.end(), is_digit);
      const auto to = std::find_if_not(from, remark.end(), is_digit);
      const std::string digits(from, to);
      from = to;
      const bool fits = digits.size() >= shortest_ocr && domain::check_ocr(digits).has_value();
      if (fits && !domain::check_personnummer(digits, day)) found.insert(digits);
    }
  }
  return found.size() == 1 ? *found.begin() : "";
}

}  // namespace sluss::camt
