// By which rules places are found. All of it is configuration.
// Sources: [R] the 2021 report on shared co-ordination (areas, the chain, exclusions, rounds); [A] the model agreement
// of 2016 (quotas, dates).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/day.h"
#include "domain/placement.h"

namespace sluss::domain {

/// A kind of care: geriatrics, home care. Units of one area stand in for each other.
struct Area {
  std::string id, name;
  std::vector<std::string> then;  ///< the areas that take what it cannot, in order
};

/// What a unit can be asked for.
struct PlacingUnit {
  std::string unit;  ///< id
  std::string area;  ///< id
  std::vector<std::string> goals;
};

/// Students a calendar year that a unit takes by an agreement. Several programmes may share one.
struct Quota {
  std::string agreement, unit;  ///< ids
  std::vector<std::string> programmes;
  std::int64_t students = 0;
};

/// excluded: outside the co-ordination, never used; direct: gets orders that name it, and no others.
enum class PairRule { excluded, direct };

struct Pair {
  std::string institution;  ///< id, or "*" for all
  std::string unit;         ///< id
  PairRule rule = PairRule::excluded;
};

/// A co-ordinator elsewhere, who is asked for what nobody here can take.
struct OtherParty {
  std::string id, name;
};

/// Orders of a group of programmes for a term, taken in together.
struct Round {
  std::string id;
  std::string term;
  std::vector<std::string> programmes;  ///< codes, or "*"
  std::vector<PlacementType> types = {PlacementType::vfu};
  Day opens;      ///< from this day on places are looked for
  Day closes;     ///< the last day of new orders; reductions, answers and new searches go on after it
  Day answer_by;  ///< when units are to have answered
};

/// Whether two names that people wrote are one: without regard to case and outer blanks.
[[nodiscard]] bool same_word(std::string_view a, std::string_view b);
[[nodiscard]] bool covers(const std::vector<std::string>& programmes, std::string_view programme);

/// What is listed first is asked first.
struct PlacingRules {
  std::vector<Area> areas;
  std::vector<PlacingUnit> units;
  std::vector<Quota> quotas;
  std::vector<Pair> pairs;
  std::vector<OtherParty> others;
  std::vector<Round> rounds;

  /// By id or name. These give null when there is none.
  [[nodiscard]] const Area* find_area(std::string_view name) const;
  [[nodiscard]] const OtherParty* find_other(std::string_view name) const;
  [[nodiscard]] const Round* find_round(std::string_view id) const;
  [[nodiscard]] const PlacingUnit* find_unit(std::string_view id) const;
  /// The quota of a programme: one that names it goes before "*". Null: none is agreed, and none limits.
  [[nodiscard]] const Quota* find_quota(std::string_view agreement, std::string_view unit,
                                        std::string_view programme) const;
  /// A rule for the institution itself goes before one for all.
  [[nodiscard]] std::optional<PairRule> rule_of(std::string_view institution, std::string_view unit) const;
};

}  // namespace sluss::domain
