#include "domain/placing.h"

#include <algorithm>

#include "base/text.h"

namespace sluss::domain {
namespace {

template <class Thing, class Test>
const Thing* first_of(const std::vector<Thing>& things, Test&& test) {
  const auto at = std::find_if(things.begin(), things.end(), test);
  return at == things.end() ? nullptr : &*at;
}

template <class Thing>
const Thing* by_id_or_name(const std::vector<Thing>& things, std::string_view name) {
  const auto* by_id = first_of(things, [&](const Thing& thing) { return same_word(thing.id, name); });
  return by_id != nullptr ? by_id : first_of(things, [&](const Thing& thing) { return same_word(thing.name, name); });
}

}  // namespace

bool same_word(std::string_view a, std::string_view b) { return fold_case(trim(a)) == fold_case(trim(b)); }

bool covers(const std::vector<std::string>& programmes, std::string_view programme) {
  return std::any_of(programmes.begin(), programmes.end(),
                     [&](const std::string& covered) { return covered == "*" || same_word(covered, programme); });
}

const Area* PlacingRules::find_area(std::string_view name) const { return by_id_or_name(areas, name); }

const OtherParty* PlacingRules::find_other(std::string_view name) const { return by_id_or_name(others, name); }

const Round* PlacingRules::find_round(std::string_view id) const {
  return first_of(rounds, [&](const Round& round) { return round.id == id; });
}

const PlacingUnit* PlacingRules::find_unit(std::string_view id) const {
  return first_of(units, [&](const PlacingUnit& unit) { return unit.unit == id; });
}

const Quota* PlacingRules::find_quota(std::string_view agreement, std::string_view unit,
                                      std::string_view programme) const {
  const Quota* general = nullptr;
  for (const auto& quota : quotas) {
    if (quota.agreement != agreement || quota.unit != unit) continue;
    for (const auto& covered : quota.programmes) {
      if (covered == "*") general = &quota;
      else if (same_word(covered, programme)) return &quota;
    }
  }
  return general;
}

std::optional<PairRule> PlacingRules::rule_of(std::string_view institution, std::string_view unit) const {
  for (const auto wanted : {institution, std::string_view("*")}) {
    const auto* pair =
        first_of(pairs, [&](const Pair& other) { return other.institution == wanted && other.unit == unit; });
    if (pair != nullptr) return pair->rule;
  }
  return std::nullopt;
}

}  // namespace sluss::domain
