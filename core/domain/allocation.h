// The split of a round's order over units: who is asked for how many places, who takes them, and why. Pure: the same
// orders, offers, rules, earlier split and day give the same split, in whatever order they come.
// Source: [R] the 2021 report on shared co-ordination.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "domain/offer.h"
#include "domain/order.h"
#include "domain/parties.h"

namespace sluss::domain {

/// Where an order line stands.
enum class LineState {
  draft,
  sent,          ///< units are asked, and none has answered
  part_offered,  ///< some places are granted, and nobody further along the chain is asked for the rest
  declined,      ///< nobody grants a place, and nobody is left to ask
  redirected,    ///< the rest is asked for further along the chain
  offered,       ///< every place is granted; the order can still change
  allocated,     ///< every place is granted, and the round is closed for new orders
  withdrawn,
};

[[nodiscard]] const char* name_of(LineState state);

/// The rule or number by which somebody takes no more places of a line.
enum class Stop {
  goals,         ///< learning goals it cannot meet, by name
  excluded,      ///< the pair is outside the co-ordination
  direct_only,   ///< the institution orders directly from this unit
  not_direct,    ///< a direct order, for a pair that has no such rule
  no_agreement,  ///< none holds for the parties, programme and type on the first day
  quota,         ///< `used` of `limit` students of the calendar year
  capacity,      ///< `used` of the `limit` places that the unit has stated
  answered,      ///< it answered `used` of the `limit` places it was asked for
  placed,        ///< it has room now, but the places were found elsewhere before, and stay there
  closed,        ///< ordered after the round's last day: `used` of `limit` places came in time
  unknown,       ///< the configuration has no such area or unit
};

[[nodiscard]] const char* name_of(Stop stop);

/// Why `at` takes no more.
struct Refusal {
  std::string at;  ///< a unit or another party, by id; of Stop::closed the round; of Stop::unknown as it is spelled
  Stop stop = Stop::quota;
  std::int64_t used = 0, limit = 0;
  std::vector<std::string> goals;

  friend bool operator==(const Refusal&, const Refusal&) = default;
};

/// For people: "quota 12 of 12 used".
[[nodiscard]] std::string to_text(const Refusal& refusal);

/// Why places are where they are.
enum class Ground {
  direct,       ///< the order names the unit
  area,         ///< a unit of the area that was ordered
  other_area,   ///< an area that the chain leads on to
  other_party,  ///< another co-ordinator, at the end of the chain
};

/// What a unit has said of the places.
enum class Word {
  asked,     ///< nothing yet: they are reserved, and wait for its answer
  answered,  ///< it answered this line
  stated,    ///< they are within the capacity it has stated
};

[[nodiscard]] const char* name_of(Ground ground);
[[nodiscard]] const char* name_of(Word word);

/// Places of a line at one unit or other party.
struct Seat {
  std::string at;    ///< id
  std::string area;  ///< id; empty where there is none
  std::string agreement;
  std::int64_t places = 0;
  Ground ground = Ground::area;
  Word word = Word::asked;

  friend bool operator==(const Seat&, const Seat&) = default;
};

/// Places that went on from one to the next, and why the first did not take them.
struct Hop {
  std::string from, to;
  std::int64_t count = 0;
  Refusal why;

  friend bool operator==(const Hop&, const Hop&) = default;
};

/// Places that were given back too late, and by whom.
struct LateChange {
  std::string by;  ///< the institution or unit
  std::string at;  ///< the unit that had the places
  std::int64_t places = 0;
  Day on;

  friend bool operator==(const LateChange&, const LateChange&) = default;
};

/// accepted = the seats' places + open(). What was ordered too late is not accepted.
struct AllocatedLine {
  OrderLine line;  ///< its institution by id
  LineState state = LineState::sent;
  std::int64_t accepted = 0;
  std::vector<Seat> seats;        ///< in the order of the chain
  std::vector<Hop> hops;          ///< in the order of the chain
  std::vector<Refusal> refusals;  ///< of each that was tried before all places were found
  std::vector<LateChange> late;   ///< oldest first; kept from run to run

  [[nodiscard]] std::int64_t granted() const;
  [[nodiscard]] std::int64_t awaiting() const;
  [[nodiscard]] std::int64_t open() const { return accepted - granted() - awaiting(); }

  friend bool operator==(const AllocatedLine&, const AllocatedLine&) = default;
};

struct Allocation {
  std::string round, term;
  std::vector<AllocatedLine> lines;  ///< by priority, institution, id

  friend bool operator==(const Allocation&, const Allocation&) = default;
};

struct AllocationInput {
  const AgreementBook& book;
  const Round& round;
  std::vector<OrderLine> lines;                ///< of this round; each id once
  std::vector<Offer> offers;                   ///< those of other terms count for nothing
  const Allocation* earlier = nullptr;         ///< of this round
  std::vector<const Allocation*> others = {};  ///< of all other rounds: they use quotas and capacity too
  Day today;
};

/// Splits the round's order. Lines go by priority, then institution and id; each walks along its chain: the units of
/// its area, the areas that follow it, the other parties. Nobody gets more than its quota of the calendar year, its
/// stated capacity or its answer; who has said nothing is asked, and the places wait there. Of several answers to one
/// line the lowest holds; several capacities add up, and one for the programme itself goes before one for all.
/// What was placed earlier stays, unless the order, an answer, a capacity or a rule has shrunk; an order that shrinks
/// gives back its open places first, then those at the end of its chain.
[[nodiscard]] Allocation allocate(const AllocationInput& input);

/// The order line's body, and what became of it.
[[nodiscard]] Value to_value(const AllocatedLine& line);
[[nodiscard]] Value to_value(const Allocation& allocation);
/// What `to_value` gave, read back; nullopt when it is something else.
[[nodiscard]] std::optional<Allocation> read_allocation(const Value& body);

/// How much of each quota is used in a calendar year (that of a line's first day).
struct QuotaUse {
  const Quota* quota = nullptr;
  std::int64_t granted = 0, awaiting = 0;
};
/// One for each quota, in the order of the rules.
[[nodiscard]] std::vector<QuotaUse> quota_use(const AgreementBook& book, const std::vector<Allocation>& rounds,
                                              int year);

}  // namespace sluss::domain
