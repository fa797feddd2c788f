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

/// Nobody is told by it, whatever column it stands in: longer numbers and codes may be a student's in some system.
bool is_harmless(const std::string& text) {
  constexpr std::size_t too_few = 5;
  if (!observe::is_plain(text)) return false;
  const bool is_of_time = text.find_first_not_of("0123456789-/.:+ TZ") == std::string::npos;
  return digits_in(text) < too_few || (is_of_time && text.find_first_of("-/.:") != std::string::npos);
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

bool is_address(std::string_view word) {
  const auto at = word.find('@');
  return at != std::string_view::npos && at > 0 && word.find('.', at) != std::string_view::npos;
}

}  // namespace

Nobody::Nobody(std::vector<Crowd> crowds, Day today, std::string ours) : disguise_({}), ours_(std::move(ours)) {
  Known inside;
  inside.sheet.columns = {{"numbers", {}, true}, {"addresses", {}, true}};
  for (const auto& crowd : crowds) {
    auto& known = crowds_[crowd.name];
    known.sheet = sheet_of(crowd.records);
    known.proposal = proposal_for(crowd, known.sheet, today);
    for (const auto& column : known.sheet.columns) {
      if (scaffold::is_replaced({known.sheet, known.proposal}, column)) known.goes.insert(column.name);
      for (const auto& value : column.values) {
        for (const auto number : observe::personal_numbers_in(value))
          inside.sheet.columns[0].values.emplace_back(number);
        for (const auto word : split(value, ' ')) {
          if (is_address(word)) inside.sheet.columns[1].values.emplace_back(word);
        }
        if (!known.goes.contains(column.name)) kept_texts_ += value + "\n";
      }
    }
  }
  inside.proposal.looks = {{"numbers", {Look::personnummer, {}, {}}}, {"addresses", {Look::email, {}, {}}}};
  inside.goes = {"numbers", "addresses"};
  crowds_[within_texts] = std::move(inside);
  std::vector<scaffold::Exchange> exchanges;
  for (const auto& [name, known] : crowds_) {
    exchanges.push_back({known.sheet, known.proposal});
    for (const auto& column : known.sheet.columns) {
      if (known.goes.contains(column.name)) know_people(known, column);
    }
  }
  disguise_ = scaffold::Disguise(exchanges);
}

void Nobody::know_people(const Known& known, const scaffold::Column& column) {
  const auto& target = target_of(known.proposal, column.name);
  const auto look = known.proposal.looks.at(column.name).look;
  const bool is_personal = (target.starts_with("student.") && target != of_somebody) || look == Look::personnummer ||
                           look == Look::email || look == Look::phone;
  for (const auto& value : column.values) {
    const bool is_full = value.find(' ') != std::string::npos || is_address(value) || digits_in(value) >= 6;
    constexpr std::size_t long_enough = 8;
    if (is_personal && is_full) unmistakable_.insert(value);
    else if (is_personal && value.size() > 1 && digits_in(value) < value.size()) words_.insert(value);
    else if (!is_personal && value.size() >= long_enough && !observe::is_plain(value)) words_.insert(value);
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
  // Longer ones may hold shorter ones: "Eva Ek Berg" before "Eva Ek".
  std::vector<std::string_view> found;
  for (const auto& value : unmistakable_) {
    if (scaffold::find_value(text, value) != std::string_view::npos) found.emplace_back(value);
  }
  std::stable_sort(found.begin(), found.end(), [](const auto a, const auto b) { return a.size() > b.size(); });
  for (const auto value : found) {
    const auto stand_in = disguise_.edit_value(value);
    for (auto at = scaffold::find_value(text, value); at != std::string::npos;
         at = scaffold::find_value(text, value, at + stand_in.size()))
      text.replace(at, value.size(), stand_in);
  }
  return text;
}

bool Nobody::is_anybody_left_in(std::string_view text) const {
  const auto stands_in = [](std::string_view where, std::string_view value) {
    return scaffold::find_value(where, value) != std::string_view::npos;
  };
  const bool is_unmistakable = std::any_of(unmistakable_.begin(), unmistakable_.end(), [&](const std::string& value) {
    return stands_in(text, value) && !stands_in(ours_, value);
  });
  return is_unmistakable || std::any_of(words_.begin(), words_.end(), [&](const std::string& word) {
           return stands_in(text, word) && !stands_in(ours_, word) && !stands_in(kept_texts_, word);
         });
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
