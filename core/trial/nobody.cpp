#include "trial/nobody.h"

#include <algorithm>
#include <functional>

#include "base/text.h"
#include "engine/preview_readers.h"
#include "observe/cells.h"
#include "scaffold/look.h"

namespace sluss::trial {
namespace {

using engine::Readers;
using observe::CellKind;
using scaffold::Look;

constexpr auto of_somebody = "student.other";  // what it is nobody knows, but it goes
constexpr auto within_texts = "(within texts)";
constexpr auto names = "names", numbers = "numbers", addresses = "addresses";

/// The inlet from the step on that tells what it reads; as it is where none does.
config::Inlet from_the_mapping_on(config::Inlet inlet) {
  const auto tells = [](const config::Step& step) { return step.make()->reads().has_value(); };
  const auto at = std::find_if(inlet.steps.begin(), inlet.steps.end(), tells);
  if (at != inlet.steps.end()) inlet.steps.erase(inlet.steps.begin(), at);
  return inlet;
}

using Visit = std::function<void(const std::string& path, const std::string& text)>;

/// Each text and number, by the path of its member; the items of a list have the list's.
void visit_values(const std::string& path, const Value& value, const Visit& visit) {
  if (const auto* members = value.as_object()) {
    for (const auto& [name, member] : *members) visit_values(path.empty() ? name : path + "." + name, member, visit);
  } else if (const auto* items = value.as_list()) {
    for (const auto& item : *items) visit_values(path, item, visit);
  } else if (const auto text = value.text_or_empty(); !trim(text).empty()) visit(path, std::string(trim(text)));
}

scaffold::Sheet sheet_of(const std::vector<Value>& records) {
  scaffold::Sheet sheet;
  std::map<std::string, std::size_t> places;
  for (const auto& record : records)
    visit_values("", record, [&](const std::string& path, const std::string& text) {
      const auto [at, is_new] = places.emplace(path, sheet.columns.size());
      if (is_new) sheet.columns.push_back({path, {}, true});
      sheet.columns[at->second].values.push_back(text);
    });
  sheet.rows = static_cast<std::int64_t>(records.size());
  return sheet;
}

bool is_yes_or_no(const std::string& text) {
  return scaffold::is_yes(fold_case(text)) || scaffold::is_no(fold_case(text));
}

bool is_any_not(const scaffold::Column& column, bool (*what)(const std::string&)) {
  return !std::all_of(column.values.begin(), column.values.end(), what);
}

/// What of a person it is: a path below "student".
std::string personal_target(const scaffold::Column& column, const std::string& target) {
  if (!target.starts_with("student.")) return of_somebody;
  return target == "student.protected" && is_any_not(column, is_yes_or_no) ? of_somebody : target;
}

std::size_t digits_in(std::string_view text) {
  return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; }));
}

/// Nobody is told by it, whatever column it stands in: a longer number or a code may be a student's in some system.
bool is_harmless(const std::string& text) {
  constexpr std::size_t too_few = 5;
  if (!observe::is_plain(text)) return false;
  const auto digits = digits_in(text);
  const bool is_of_time = text.find_first_not_of("0123456789-/.:+ TZ") == std::string::npos;
  if (is_of_time && text.find_first_of("-/.:") != std::string::npos) return true;
  const bool is_yes_or_no = digits == 0;  // of what is plain
  return is_yes_or_no || (digits < too_few && text.find_first_not_of("0123456789-., ") == std::string::npos);
}

/// What the disguise is to take a column for that nothing tells about.
std::string target_of_unknown(const Crowd& crowd, const scaffold::Column& column) {
  if (crowd.harmless.contains(column.name)) return column.name;
  return crowd.asked_by.contains(column.name) || is_any_not(column, is_harmless) ? of_somebody : "";
}

/// What the disguise is to take the column for: a part of a student goes, any other part of a message stays.
std::string target_for(const Crowd& crowd, const Readers& readers, const scaffold::Column& column) {
  const auto& kind = crowd.inlet.kind;
  if (crowd.inlet.steps.empty()) {
    const auto known = engine::kind_of_member(kind, column.name);
    if (known == CellKind::personal) return personal_target(column, column.name);
    return known == CellKind::known ? column.name : target_of_unknown(crowd, column);
  }
  const auto readings = readers.of(column.name);
  for (const auto* reading : readings) {
    if (reading->personal) return personal_target(column, reading->target);
  }
  const bool is_known = !readings.empty() && std::all_of(readings.begin(), readings.end(), [&](const auto* reading) {
    return engine::kind_of_member(kind, reading->target) == CellKind::known;
  });
  return is_known ? readings.front()->target : target_of_unknown(crowd, column);
}

scaffold::Proposal proposal_for(const Crowd& crowd, const scaffold::Sheet& sheet, Day today) {
  const Readers readers(from_the_mapping_on(crowd.inlet));
  scaffold::Proposal proposal;
  for (const auto& column : sheet.columns) {
    proposal.looks[column.name] = scaffold::looks_of(column.values, today);
    const auto target = target_for(crowd, readers, column);
    if (!target.empty()) proposal.rules.push_back({target, {column.name}, "", ""});
  }
  return proposal;
}

const std::string& target_of(const scaffold::Proposal& proposal, const std::string& column) {
  static const std::string none;
  for (const auto& rule : proposal.rules) {
    if (rule.columns.front() == column) return rule.target;
  }
  return none;
}

bool stands_in(std::string_view text, std::string_view value) {
  return scaffold::find_value(text, value) != std::string_view::npos;
}

/// A word as it stands in a sentence, without what stands around it there.
std::string_view without_marks(std::string_view word) {
  constexpr std::string_view marks = "<>()[]{},;:.!?\"'";
  const auto begin = word.find_first_not_of(marks);
  if (begin == std::string_view::npos) return {};
  return word.substr(begin, word.find_last_not_of(marks) - begin + 1);
}

bool is_address(std::string_view word) {
  const auto at = word.find('@');
  return at != std::string_view::npos && at > 0 && word.find('.', at) != std::string_view::npos;
}

/// A record's text in a column, by its name or its path.
std::string text_in(const Value& record, const std::string& column) {
  const auto& own = record[column];
  return std::string(trim((own.is_null() ? record.at(column) : own).text_or_empty()));
}

/// Full names that are made of several columns, in the ways people write them: each column alone is but a word.
std::vector<std::string> names_of(const Crowd& crowd) {
  std::vector<std::string> all;
  const Readers readers(from_the_mapping_on(crowd.inlet));
  for (const auto& reading : readers.all()) {
    if (!reading.personal || reading.columns.size() < 2) continue;
    for (const auto& record : crowd.records) {
      std::vector<std::string> parts;
      for (const auto& column : reading.columns) {
        if (auto text = text_in(record, column); !text.empty()) parts.push_back(std::move(text));
      }
      if (parts.size() < 2) continue;
      all.push_back(join(parts, " "));
      std::rotate(parts.begin(), parts.end() - 1, parts.end());
      all.push_back(join(parts, " "));
      parts.front() += ",";
      all.push_back(join(parts, " "));
    }
  }
  return all;
}

}  // namespace

Nobody::Nobody(std::vector<Crowd> crowds, Day today, std::string ours)
    : disguise_({}), ours_(fold_case(ours)), exact_ours_(std::move(ours)) {
  Known within;
  within.sheet.columns = {{names, {}, true}, {numbers, {}, true}, {addresses, {}, true}};
  within.proposal.rules = {{"student.name", {names}, "", ""}};
  within.proposal.looks = {
      {names, {Look::text, {}, {}}}, {numbers, {Look::personnummer, {}, {}}}, {addresses, {Look::email, {}, {}}}};
  within.goes = {names, numbers, addresses};
  for (const auto& crowd : crowds) know(crowd, today, within.sheet);
  crowds_[within_texts] = std::move(within);
  std::vector<scaffold::Exchange> exchanges;
  for (const auto& [name, known] : crowds_) {
    exchanges.push_back({known.sheet, known.proposal});
    for (const auto& column : known.sheet.columns) {
      if (known.goes.contains(column.name)) know_people(name, known, column);
    }
  }
  disguise_ = scaffold::Disguise(exchanges);
}

void Nobody::know(const Crowd& crowd, Day today, scaffold::Sheet& within) {
  auto& known = crowds_[crowd.name];
  known.sheet = sheet_of(crowd.records);
  known.proposal = proposal_for(crowd, known.sheet, today);
  for (const auto& column : known.sheet.columns) {
    const bool goes = scaffold::is_replaced({known.sheet, known.proposal}, column);
    if (goes) known.goes.insert(column.name);
    for (const auto& value : column.values) {
      if (!goes) kept_texts_ += value + "\n";
      for (const auto number : observe::personal_numbers_in(value)) within.columns[1].values.emplace_back(number);
      for (const auto word : split(value, ' ')) {
        if (const auto bare = without_marks(word); is_address(bare)) within.columns[2].values.emplace_back(bare);
      }
    }
  }
  for (auto& name : names_of(crowd)) within.columns[0].values.push_back(std::move(name));
}

void Nobody::know_people(const std::string& crowd, const Known& known, const scaffold::Column& column) {
  const auto place = crowd == within_texts ? std::string("a text") : crowd + ", column " + column.name;
  const auto& target = target_of(known.proposal, column.name);
  const auto look = known.proposal.looks.at(column.name).look;
  const bool is_personal = (target.starts_with("student.") && target != of_somebody) || look == Look::personnummer ||
                           look == Look::email || look == Look::phone;
  for (const auto& value : column.values) {
    const bool is_full = value.find(' ') != std::string::npos || is_address(value) || digits_in(value) >= 6;
    constexpr std::size_t long_enough = 8;
    if (is_personal && is_full) unmistakable_.emplace(fold_case(value), Person{value, place});
    else if (is_personal && value.size() > 1 && digits_in(value) < value.size()) words_.emplace(value, place);
    else if (!is_personal && value.size() >= long_enough && !observe::is_plain(value)) words_.emplace(value, place);
  }
}

Value Nobody::disguised(const std::string& crowd, const Value& record, Depth depth) const {
  return disguised(crowds_.at(crowd), "", record, depth);
}

Value Nobody::disguised(const Known& known, const std::string& path, const Value& value, Depth depth) const {
  if (const auto* members = value.as_object()) {
    auto copy = Value::object();
    for (const auto& [name, member] : *members)
      copy.as_object()->emplace_back(name, disguised(known, path.empty() ? name : path + "." + name, member, depth));
    return copy;
  }
  if (const auto* items = value.as_list()) {
    auto copy = Value::list();
    for (const auto& item : *items) copy.as_list()->push_back(disguised(known, path, item, depth));
    return copy;
  }
  const auto text = value.text_or_empty();
  if (trim(text).empty()) return value;
  const auto made = known.goes.contains(path) ? disguise_.edit_value(text)
                    : depth == Depth::texts   ? within(text)
                                              : text;
  return made == text ? value : Value(made);
}

std::string Nobody::within(std::string text) const {
  // In small letters a text is as long, so that a place in the one is that in the other.
  auto folded = fold_case(text);
  std::vector<std::pair<std::string_view, const Person*>> found;
  for (const auto& [value, person] : unmistakable_) {
    if (stands_in(folded, value)) found.emplace_back(value, &person);
  }
  // Longer ones may hold shorter ones: "Eva Ek Berg" before "Eva Ek".
  std::stable_sort(found.begin(), found.end(),
                   [](const auto& a, const auto& b) { return a.first.size() > b.first.size(); });
  for (const auto& [value, person] : found) {
    const auto stand_in = disguise_.edit_value(person->written);
    for (auto at = scaffold::find_value(folded, value); at != std::string::npos;
         at = scaffold::find_value(folded, value, at + stand_in.size())) {
      text.replace(at, value.size(), stand_in);
      folded.replace(at, value.size(), fold_case(stand_in));
    }
  }
  return text;
}

std::optional<std::string> Nobody::left_in(std::string_view text) const {
  const auto folded = fold_case(text);
  for (const auto& [value, person] : unmistakable_) {
    if (stands_in(folded, value) && !stands_in(ours_, value)) return told(person.place);
  }
  for (const auto& [word, place] : words_) {
    if (stands_in(text, word) && !stands_in(exact_ours_, word) && !stands_in(kept_texts_, word)) return told(place);
  }
  return std::nullopt;
}

/// A place whose own name tells nobody.
std::string Nobody::told(const std::string& place) const {
  const auto folded = fold_case(place);
  const bool names_anybody =
      std::any_of(unmistakable_.begin(), unmistakable_.end(),
                  [&](const auto& known) { return stands_in(folded, known.first); }) ||
      std::any_of(words_.begin(), words_.end(), [&](const auto& known) { return stands_in(place, known.first); });
  return names_anybody ? std::string() : place;
}

std::vector<std::string> Nobody::replaced(const std::string& crowd) const {
  const auto& goes = crowds_.at(crowd).goes;
  return {goes.begin(), goes.end()};
}

std::vector<std::string> Nobody::kept(const std::string& crowd) const {
  std::vector<std::string> names;
  for (const auto& column : crowds_.at(crowd).sheet.columns) {
    if (!crowds_.at(crowd).goes.contains(column.name)) names.push_back(column.name);
  }
  return names;
}

bool may_be_no_header(const config::Inlet& inlet, const std::vector<std::string>& columns) {
  const Readers readers(from_the_mapping_on(inlet));
  return readers.known() && readers.may_be_no_header(columns);
}

}  // namespace sluss::trial
