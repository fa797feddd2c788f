// The folder `placing`: by which rules places are found for orders.
#include <algorithm>
#include <tuple>

#include "config/draft_checks.h"
#include "config/drafts.h"
#include "config/fields.h"
#include "config/values.h"
#include "domain/term.h"

namespace sluss::config {
namespace {

using domain::Area;
using domain::OtherParty;
using domain::Pair;
using domain::PlacingUnit;
using domain::Quota;
using domain::Round;

const auto rule_of =
    one_of<domain::PairRule>({{"excluded", domain::PairRule::excluded}, {"direct", domain::PairRule::direct}});

void read_students(const Node& node, ParseContext& context, std::int64_t& target) {
  read_between(node, context, 0, 10'000, target);
}

/// An institution's id, or "*" for all.
void read_institution_or_all(const Node& node, ParseContext& context, std::string& target) {
  if (node.is_scalar() && node.text == "*") target = "*";
  else read_name(node, context, target);
}

void read_term(const Node& node, ParseContext& context, std::string& target) {
  const auto term = node.is_scalar() ? domain::parse_term(node.text) : std::nullopt;
  if (term) target = domain::to_text(*term);
  else
    context.diagnostics.add(node, "expected a term such as HT2026 or VT2027",
                            "VT is spring and HT autumn, with the year behind it");
}

/// What all of these name at once may stand there once.
template <class Thing, class KeyOf>
void check_once(const std::vector<Draft<Thing>>& drafts, const std::string& what, KeyOf&& key_of,
                Diagnostics& diagnostics) {
  std::map<decltype(key_of(drafts.front().thing)), Mark> places;
  for (const auto& draft : drafts) {
    if (!draft.is_right) continue;
    const auto [at, is_first] = places.emplace(key_of(draft.thing), draft.node->mark);
    if (!is_first) diagnostics.add(*draft.node, what + " already, at " + at->second.text(), "remove one of them");
  }
}

void check_quota_programmes(const Drafts& drafts, Diagnostics& diagnostics) {
  std::map<std::tuple<std::string, std::string, std::string>, Mark> places;
  for (const auto& draft : drafts.quotas) {
    if (!draft.is_right) continue;
    for (const auto& programme : draft.thing.programmes) {
      const auto key = std::tuple(draft.thing.agreement, draft.thing.unit, fold_case(programme));
      const auto [at, is_first] = places.emplace(key, draft.node->mark);
      if (!is_first)
        diagnostics.add(
            (*draft.node)["programmes"],
            "the unit's quota for " + programme + " by this agreement stands already at " + at->second.text(),
            "remove one of them");
    }
  }
}

/// An agreement is with one provider: it says nothing of another one's units.
void check_quota_unit(const Draft<Quota>& quota, const Drafts& drafts, Diagnostics& diagnostics) {
  const auto named = [](const auto& list, const std::string& id) {
    return std::find_if(list.begin(), list.end(), [&](const auto& draft) { return draft.thing.id == id; });
  };
  const auto agreement = named(drafts.agreements, quota.thing.agreement);
  const auto unit = named(drafts.units, quota.thing.unit);
  if (agreement == drafts.agreements.end() || unit == drafts.units.end()) return;
  const bool is_known = named(drafts.providers, unit->thing.provider) != drafts.providers.end();
  if (is_known && agreement->thing.provider != unit->thing.provider)
    diagnostics.add((*quota.node)["unit"], "the unit is \"" + unit->thing.provider + "\"'s, and the agreement \"" +
                                               agreement->thing.id + "\" is with \"" + agreement->thing.provider +
                                               "\"");
}

void check_then(const Draft<Area>& area, const std::vector<std::string>& ids, Diagnostics& diagnostics) {
  const auto& node = (*area.node)["then"];
  std::set<std::string> seen = {area.thing.id};
  for (const auto& next : node.is_list() ? node.items : std::vector<Node>{node}) {
    if (!next.is_scalar() || next.text.empty()) continue;
    if (std::find(ids.begin(), ids.end(), next.text) == ids.end())
      diagnostics.add(next, "there is no area \"" + next.text + "\"", hint_of(next.text, ids));
    else if (!seen.insert(next.text).second)
      diagnostics.add(next, "the chain comes to \"" + next.text + "\" twice", "leave it out here");
  }
}

/// An offer names either: one name leads to one of them.
void check_other(const Draft<OtherParty>& other, const Drafts& drafts, Diagnostics& diagnostics) {
  for (const auto& unit : drafts.units) {
    for (const auto* key : {"id", "name"}) {
      const auto& name = (*other.node)[key];
      if (!name.is_scalar() || name.text.empty()) continue;
      if (domain::same_word(name.text, unit.thing.id) || domain::same_word(name.text, unit.thing.name))
        diagnostics.add(name, "the unit \"" + unit.thing.id + "\" is called so, at " + unit.node->mark.text(),
                        "choose another name");
    }
  }
}

Area read_area(const Node& node, ParseContext& context) {
  Area area;
  Fields fields(node, context);
  fields.required("id", read_name, area.id, "geriatrik");
  fields.required("name", read_text, area.name, "Geriatrik");
  fields.optional("then", read_texts, area.then);
  fields.done();
  return area;
}

PlacingUnit read_placing_unit(const Node& node, ParseContext& context) {
  PlacingUnit unit;
  Fields fields(node, context);
  fields.required("unit", read_name, unit.unit, "ostra-geriatriken");
  fields.required("area", read_name, unit.area, "geriatrik");
  fields.optional("goals", read_texts, unit.goals);
  fields.done();
  return unit;
}

Quota read_quota(const Node& node, ParseContext& context) {
  Quota quota;
  Fields fields(node, context);
  fields.required("agreement", read_name, quota.agreement, "avtal-01");
  fields.required("unit", read_name, quota.unit, "ostra-geriatriken");
  fields.required("programmes", read_texts, quota.programmes, "[SSK], or \"*\" for all");
  fields.required("students", read_students, quota.students, "12");
  fields.done();
  return quota;
}

Pair read_pair(const Node& node, ParseContext& context) {
  Pair pair;
  Fields fields(node, context);
  fields.required("institution", read_institution_or_all, pair.institution, "larosate-01, or \"*\" for all");
  fields.required("unit", read_name, pair.unit, "ostra-geriatriken");
  fields.required("rule", rule_of, pair.rule, "excluded");
  fields.done();
  return pair;
}

OtherParty read_other(const Node& node, ParseContext& context) {
  OtherParty other;
  Fields fields(node, context);
  fields.required("id", read_name, other.id, "grannregionen");
  fields.required("name", read_text, other.name, "Grannregionens samordnare");
  fields.done();
  return other;
}

Round read_round(const Node& node, ParseContext& context) {
  Round round;
  Fields fields(node, context);
  fields.required("id", read_name, round.id, "VT2027-ssk");
  fields.required("term", read_term, round.term, "VT2027");
  fields.required("programmes", read_texts, round.programmes, "[SSK], or \"*\" for all");
  fields.optional("types", read_billed_types, round.types);
  fields.required("opens", read_day, round.opens, "2026-08-15");
  fields.required("closes", read_day, round.closes, "2026-09-15");
  fields.required("answer_by", read_day, round.answer_by, "2026-11-15");
  fields.done();
  if (node.has("closes") && round.closes < round.opens)
    context.diagnostics.add(node["closes"], "expected a day that is not before opens");
  if (node.has("answer_by") && round.answer_by < round.opens)
    context.diagnostics.add(node["answer_by"], "expected a day that is not before opens");
  return round;
}

}  // namespace

void read_placing(const Node& document, ParseContext& context, Drafts& drafts) {
  check_frame(document, {"areas", "units", "quotas", "pairs", "others", "rounds"}, context.diagnostics);
  read_list(document, "areas", read_area, context, drafts.areas, drafts);
  read_list(document, "units", read_placing_unit, context, drafts.placing_units, drafts);
  read_list(document, "quotas", read_quota, context, drafts.quotas, drafts);
  read_list(document, "pairs", read_pair, context, drafts.pairs, drafts);
  read_list(document, "others", read_other, context, drafts.others, drafts);
  read_list(document, "rounds", read_round, context, drafts.rounds, drafts);
}

void check_placing(const Drafts& drafts, Diagnostics& diagnostics) {
  check_ids(drafts.areas, diagnostics);
  check_ids(drafts.others, diagnostics);
  check_ids(drafts.rounds, diagnostics);
  check_once(
      drafts.placing_units, "the unit's area stands", [](const PlacingUnit& unit) { return unit.unit; }, diagnostics);
  check_once(
      drafts.pairs, "there is a rule for this pair",
      [](const Pair& pair) { return std::tuple(pair.institution, pair.unit); }, diagnostics);
  check_quota_programmes(drafts, diagnostics);
  if (!drafts.complete) return;
  const auto areas = ids_of(drafts.areas);
  const auto units = ids_of(drafts.units);
  const auto agreements = ids_of(drafts.agreements);
  auto institutions = ids_of(drafts.institutions);
  institutions.emplace_back("*");
  for (const auto& draft : drafts.areas) check_then(draft, areas, diagnostics);
  for (const auto& draft : drafts.others) check_other(draft, drafts, diagnostics);
  for (const auto& draft : drafts.placing_units) {
    check_reference(*draft.node, "unit", "unit", units, diagnostics);
    check_reference(*draft.node, "area", "area", areas, diagnostics);
  }
  for (const auto& draft : drafts.pairs) {
    check_reference(*draft.node, "institution", "institution", institutions, diagnostics);
    check_reference(*draft.node, "unit", "unit", units, diagnostics);
  }
  for (const auto& draft : drafts.quotas) {
    check_reference(*draft.node, "agreement", "agreement", agreements, diagnostics);
    check_reference(*draft.node, "unit", "unit", units, diagnostics);
    if (draft.is_right) check_quota_unit(draft, drafts, diagnostics);
  }
}

domain::PlacingRules make_placing(const Drafts& drafts) {
  domain::PlacingRules rules;
  for (const auto& draft : drafts.areas) rules.areas.push_back(draft.thing);
  for (const auto& draft : drafts.placing_units) rules.units.push_back(draft.thing);
  for (const auto& draft : drafts.quotas) rules.quotas.push_back(draft.thing);
  for (const auto& draft : drafts.pairs) rules.pairs.push_back(draft.thing);
  for (const auto& draft : drafts.others) rules.others.push_back(draft.thing);
  for (const auto& draft : drafts.rounds) rules.rounds.push_back(draft.thing);
  return rules;
}

}  // namespace sluss::config
