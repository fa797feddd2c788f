#include "mapper.h"

#include <algorithm>
#include <set>

#include "base/text.h"

namespace sluss::map {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// Letters become x, digits stay.
std::string without_letters(std::string_view value) {
  std::string text;
  for (const char c : value) {
    const auto byte = static_cast<unsigned char>(c);
    const bool is_letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || byte >= 0x80;
    const bool is_continuation = (byte & 0xC0U) == 0x80U;
    if (!is_continuation) text += is_letter ? 'x' : c;
  }
  return text;
}

std::vector<std::string> quoted(const std::vector<std::string>& names) {
  std::vector<std::string> texts;
  for (const auto& name : names) texts.push_back("\"" + name + "\"");
  return texts;
}

/// Whether something stands at the path, be it empty.
bool has(const Value& record, std::string_view path) {
  const auto* members = record.as_object();
  return members != nullptr && std::any_of(members->begin(), members->end(), [&](const auto& member) {
           const auto& [name, value] = member;
           const bool is_within = path.size() > name.size() && path[name.size()] == '.' && path.starts_with(name);
           return name == path || (is_within && has(value, path.substr(name.size() + 1)));
         });
}

}  // namespace

std::string shown_value(const Rule& rule, std::string_view value) {
  const bool has_digit = std::any_of(value.begin(), value.end(), is_digit);
  if (rule.personal) return excerpt(shape_of(value));
  if (!rule.lookup.empty()) return excerpt(value);
  return excerpt(is_numeric(rule.converter.kind) || !has_digit ? without_letters(value) : std::string(value));
}

Mapper::Mapper(Table table) : table_(std::move(table)) {
  for (const auto& rule : table_.rules) {
    auto& cells = cells_.emplace_back();
    for (const auto& column : rule.columns) cells.push_back({column, anywhere});
  }
}

std::vector<Reading> Mapper::readings() const {
  std::vector<Reading> all;
  for (const auto& rule : table_.rules) {
    const auto take = rule.take == Rule::Take::first ? Reading::Take::first : Reading::Take::all;
    all.push_back({rule.target, rule.columns, take, rule.optional, rule.personal});
  }
  return all;
}

Result<std::vector<std::string>> Mapper::bind(const Columns& columns) {
  std::vector<Missing> missing;
  for (std::size_t rule = 0; rule < table_.rules.size(); ++rule) bind_rule(rule, columns, missing);
  std::set<std::string_view> used;
  for (const auto& cells : cells_) {
    for (const auto& cell : cells) used.insert(cell.name);
  }
  if (!missing.empty()) {
    // The first line of a file without a header holds people, not columns: it is not shown.
    if (used.empty())
      return fail(Fault::data,
                  "none of the columns that the mapping needs is there; is the first line a header? Expected "
                  "for example \"" +
                      missing.front().column + "\"");
    std::string text = "columns that the mapping needs are missing: ";
    for (const auto& [column, target] : missing) {
      const auto meant = nearest(column, columns.names);
      if (&column != &missing.front().column) text += "; ";
      text += "\"" + column + "\" (for " + target + ")" + (meant ? ", did you mean \"" + *meant + "\"?" : "");
    }
    return fail(Fault::data,
                text + (text.ends_with('?') ? "" : ".") + " Columns found: " + join(quoted(columns.names), ", "));
  }
  std::vector<std::string> unused;
  for (const auto& name : columns.names) {
    if (!used.contains(name)) unused.push_back(name);
  }
  return unused;
}

void Mapper::bind_rule(std::size_t rule, const Columns& columns, std::vector<Missing>& missing) {
  const auto& wanted = table_.rules[rule];
  auto& cells = cells_[rule];
  cells.clear();
  for (const auto& column : wanted.columns) {
    const auto at = std::find(columns.names.begin(), columns.names.end(), column);
    const bool found = at != columns.names.end();
    if (found) cells.push_back({column, static_cast<std::size_t>(at - columns.names.begin())});
    if (found && wanted.take == Rule::Take::first) return;
    if (!found && !wanted.optional && wanted.take == Rule::Take::all) missing.push_back({column, wanted.target});
  }
  if (wanted.take == Rule::Take::first && !wanted.optional)
    missing.push_back({join(wanted.columns, "\" or \""), wanted.target});
}

void Mapper::apply(Item& item, Day today) {
  message_ = &item.message;
  record_ = std::move(item.message.body);
  today_ = today;
  faults_.clear();
  complaints_.clear();
  item.message.body = build(table_.body);
  if (!faults_.empty()) item.reject(join(faults_, "; "), std::move(complaints_));
}

Value Mapper::build(const std::vector<Branch>& branches) {
  Value::Object object;
  object.reserve(branches.size());
  for (const auto& branch : branches) {
    auto value = branch.members.empty() ? fill(branch.rule) : build(branch.members);
    const bool is_empty_object = !branch.members.empty() && value.as_object()->empty();
    if (!value.is_null() && !is_empty_object) object.emplace_back(branch.name, std::move(value));
  }
  return Value(std::move(object));
}

Value Mapper::fill(std::size_t index) {
  const auto& rule = table_.rules[index];
  if (rule.take == Rule::Take::constant) return rule.constant;
  const auto text = text_of(index);
  if (text.empty()) {
    if (is_missing(index)) blame_missing(rule);
    return rule.fallback;
  }
  if (!rule.lookup.empty()) return look_up(rule, text);
  auto value = convert(text, rule.converter, today_);
  if (value) return std::move(*value);
  blame(rule, text, value.error().what, value.error().expected);
  return {};
}

bool Mapper::is_missing(std::size_t index) const {
  const auto& rule = table_.rules[index];
  if (rule.optional || !rule.fallback.is_null()) return false;
  const auto& cells = cells_[index];
  return std::none_of(cells.begin(), cells.end(),
                      [&](const Cell& cell) { return cell.index != anywhere || has(record_, cell.name); });
}

Value Mapper::look_up(const Rule& rule, std::string_view text) {
  for (const auto& [word, meaning] : rule.lookup) {
    if (word == text) return meaning;
  }
  const auto folded = fold_case(text);
  for (const auto& [word, meaning] : rule.lookup) {
    if (fold_case(word) == folded) return meaning;
  }
  if (rule.otherwise) return *rule.otherwise;
  std::vector<std::string> words;
  for (const auto& entry : rule.lookup) words.push_back(entry.first);
  blame(rule, text, "a word that the mapping knows", join(words, ", "));
  return {};
}

std::string_view Mapper::text_of(std::size_t index) {
  const auto& cells = cells_[index];
  if (cells.size() == 1) return text_of_cell(find(cells.front()), joined_);
  joined_.clear();
  std::string scratch;
  for (const auto& cell : cells) {
    const auto& value = find(cell);
    const auto text = text_of_cell(value, scratch);
    if (!text.empty()) joined_.append(joined_.empty() ? "" : " ").append(text);
    if (table_.rules[index].take == Rule::Take::first && !value.is_null()) break;
  }
  return joined_;
}

std::string_view Mapper::text_of_cell(const Value& value, std::string& scratch) const {
  if (const auto* text = value.as_text()) return trim(*text);
  if (const auto* flag = value.as_bool()) return *flag ? "true" : "false";
  std::string joined = value.text_or_empty();
  if (const auto* items = value.as_list()) {
    for (const auto& item : *items) joined += (joined.empty() ? "" : " ") + item.text_or_empty();
  }
  scratch = std::move(joined);
  return trim(scratch);
}

const Value& Mapper::find(const Cell& cell) const {
  const auto* members = record_.as_object();
  if (members != nullptr && cell.index < members->size() && (*members)[cell.index].first == cell.name)
    return (*members)[cell.index].second;
  const auto& member = record_[cell.name];
  return member.is_null() ? record_.at(cell.name) : member;
}

void Mapper::blame(const Rule& rule, std::string_view value, const std::string& what, const std::string& expected) {
  const auto& cells = cells_[static_cast<std::size_t>(&rule - table_.rules.data())];
  Complaint complaint;
  for (const auto& cell : cells) complaint.columns.push_back(cell.name);
  complaint.value = shown_value(rule, value);
  complaint.what = "is not " + what + "; expected " + expected;
  const auto place = message_->origin.place_of(join(complaint.columns, " + "));
  faults_.push_back(place + ": '" + complaint.value + "' " + complaint.what);
  complaints_.push_back(std::move(complaint));
}

void Mapper::blame_missing(const Rule& rule) {
  const auto what = "there is no \"" + join(rule.columns, "\" or \"") + "\", from which " + rule.target + " is made";
  faults_.push_back(message_->origin.place() + ": " + what);
  complaints_.push_back({{}, "", what});
}

}  // namespace sluss::map
