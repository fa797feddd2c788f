#include "domain/allocation.h"

#include <algorithm>
#include <limits>
#include <map>
#include <tuple>

#include "domain/capacity.h"
#include "domain/chain.h"

namespace sluss::domain {
namespace {

constexpr auto unlimited = std::numeric_limits<std::int64_t>::max();
constexpr int usual_withdrawal_days = 28;

/// A line being placed.
struct Work {
  AllocatedLine result;
  const AllocatedLine* earlier = nullptr;
  std::vector<Candidate> chain;

  [[nodiscard]] std::int64_t seated() const {
    std::int64_t places = 0;
    for (const auto& candidate : chain) places += candidate.places;
    return places;
  }
};

/// How many more places somebody can take, and what sets that limit.
struct Room {
  std::int64_t places = unlimited;
  Refusal why;

  void limit(std::int64_t left, Refusal reason) {
    if (left >= places) return;
    places = std::max<std::int64_t>(left, 0);
    why = std::move(reason);
  }
};

class Allocator {
 public:
  explicit Allocator(const AllocationInput& input)
      : input_(input), book_(input.book), offers_(input.book, input.offers, input.round.term) {}

  Allocation run() {
    take_up_lines();
    for (const auto* other : input_.others) take_out(*other);
    for (auto& work : lines_) keep(work);
    for (auto& work : lines_) search(work);
    Allocation allocation{input_.round.id, input_.round.term, {}};
    for (auto& work : lines_) {
      conclude(work);
      allocation.lines.push_back(std::move(work.result));
    }
    return allocation;
  }

 private:
  void take_up_lines() {
    std::map<std::string, const AllocatedLine*> earlier;
    if (input_.earlier != nullptr)
      for (const auto& line : input_.earlier->lines) earlier.emplace(line.line.id, &line);
    for (const auto& line : input_.lines) {
      const auto at = earlier.find(line.id);
      take_up(line, at == earlier.end() ? nullptr : at->second);
      if (at != earlier.end()) earlier.erase(at);
    }
    for (const auto& [id, gone] : earlier) {
      auto line = gone->line;
      line.status = OrderStatus::withdrawn;
      take_up(line, gone);
    }
    std::sort(lines_.begin(), lines_.end(), [](const Work& a, const Work& b) {
      const auto place = [](const Work& work) {
        const auto& line = work.result.line;
        return std::tie(line.priority, line.institution, line.id);
      };
      return place(a) < place(b);
    });
  }

  void take_up(const OrderLine& line, const AllocatedLine* earlier) {
    Work work;
    work.result.line = line;
    work.earlier = earlier;
    const auto* institution = book_.find_institution(line.institution);
    if (institution != nullptr) work.result.line.institution = institution->id;
    if (earlier != nullptr) work.result.late = earlier->late;
    auto& accepted = work.result.accepted;
    accepted = line.status == OrderStatus::sent ? line.count : 0;
    // A round that was never split before takes all there is: when its lines came, nobody can tell any more.
    if (input_.today > input_.round.closes && input_.earlier != nullptr)
      accepted = std::min(accepted, earlier == nullptr ? 0 : earlier->accepted);
    work.chain = chain_of(book_, work.result.line, institution);
    lines_.push_back(std::move(work));
  }

  /// What another round uses is not there for this one.
  void take_out(const Allocation& other) {
    for (const auto& [line, state, accepted, seats, hops, refusals, late] : other.lines) {
      for (const auto& seat : seats) {
        quotas_.take(book_.placing.find_quota(seat.agreement, seat.at, line.programme), year_of(line.first),
                     seat.places);
        if (other.term == input_.round.term) offers_.take(seat.at, line, seat.places);
      }
    }
  }

  /// What was placed earlier stays where it is, as far as order and rules allow.
  void keep(Work& work) {
    if (work.earlier == nullptr) return;
    auto left = work.result.accepted;
    for (auto& candidate : work.chain) {
      const auto* seat = seat_at(*work.earlier, candidate.id);
      if (seat == nullptr) continue;
      const auto wanted = std::min(seat->places, left);
      const auto room = room_at(work, candidate);
      const auto kept = std::min(wanted, room.places);
      take(work, candidate, kept);
      left -= kept;
      note_late(work, candidate, work.result.line.institution, seat->places - wanted);
      const bool gave_back =
          seat->word != Word::asked && (room.why.stop == Stop::answered || room.why.stop == Stop::capacity);
      if (gave_back) note_late(work, candidate, candidate.id, wanted - kept);
    }
  }

  void note_late(Work& work, const Candidate& candidate, const std::string& by, std::int64_t places) const {
    const auto days = candidate.agreement != nullptr ? candidate.agreement->withdrawal_days : usual_withdrawal_days;
    const bool in_time = input_.today + std::chrono::days(days) <= work.result.line.first;
    if (places > 0 && !in_time) work.result.late.push_back({by, candidate.id, places, input_.today});
  }

  void search(Work& work) {
    auto left = work.result.accepted - work.seated();
    for (auto& candidate : work.chain) {
      const auto taken = std::min(left, room_at(work, candidate).places);
      if (taken > 0) take(work, candidate, taken);
      left -= taken;
    }
  }

  static const Seat* seat_at(const AllocatedLine& line, const std::string& id) {
    for (const auto& seat : line.seats) {
      if (seat.at == id) return &seat;
    }
    return nullptr;
  }

  Room room_at(const Work& work, const Candidate& candidate) {
    const auto& line = work.result.line;
    Room room;
    if (candidate.ruled_out) {
      room.limit(0, *candidate.ruled_out);
      return room;
    }
    if (const auto answer = offers_.answer_of(candidate.id, line.id))
      room.limit(*answer - candidate.places, {candidate.id, Stop::answered, *answer, 0, {}});
    if (const auto capacity = offers_.capacity_of(candidate.id, line))
      room.limit(capacity->left,
                 {candidate.id, Stop::capacity, capacity->stated - capacity->left, capacity->stated, {}});
    if (candidate.quota != nullptr) {
      const auto used = quotas_.used(candidate.quota, year_of(line.first));
      room.limit(candidate.quota->students - used, {candidate.id, Stop::quota, used, candidate.quota->students, {}});
    }
    return room;
  }

  void take(const Work& work, Candidate& candidate, std::int64_t places) {
    const auto& line = work.result.line;
    candidate.places += places;
    quotas_.take(candidate.quota, year_of(line.first), places);
    offers_.take(candidate.id, line, places);
  }

  [[nodiscard]] Word word_of(const Work& work, const Candidate& candidate) {
    const auto& line = work.result.line;
    if (offers_.answer_of(candidate.id, line.id)) return Word::answered;
    return offers_.capacity_of(candidate.id, line) ? Word::stated : Word::asked;
  }

  /// Seats, hops and refusals, from where the places are now.
  void conclude(Work& work) {
    auto& result = work.result;
    auto left = result.accepted;
    std::optional<Refusal> from;  // of the last one who was asked; before that, of the first in the chain
    for (const auto& candidate : work.chain) {
      if (left == 0) break;
      auto why = refusal_of(work, candidate, left);
      const bool is_asked = candidate.places > 0 || why.stop == Stop::answered;
      if (is_asked && from) result.hops.push_back({from->at, candidate.id, left, *from});
      if (candidate.places > 0)
        result.seats.push_back({candidate.id, candidate.area,
                                candidate.agreement == nullptr ? "" : candidate.agreement->id, candidate.places,
                                candidate.ground, word_of(work, candidate)});
      left -= candidate.places;
      if (left > 0) result.refusals.push_back(why);
      if (is_asked || !from) from = std::move(why);
    }
    if (result.line.status == OrderStatus::sent && result.accepted < result.line.count)
      result.refusals.push_back({input_.round.id, Stop::closed, result.accepted, result.line.count, {}});
    result.state = state_of(result);
  }

  Refusal refusal_of(const Work& work, const Candidate& candidate, std::int64_t asked) {
    auto room = room_at(work, candidate);
    if (room.places > 0) return {candidate.id, Stop::placed, 0, 0, {}};
    if (room.why.stop == Stop::answered) room.why.limit = asked;
    return std::move(room.why);
  }

  [[nodiscard]] LineState state_of(const AllocatedLine& result) const {
    if (result.line.status == OrderStatus::draft) return LineState::draft;
    if (result.line.status == OrderStatus::withdrawn || result.line.count == 0) return LineState::withdrawn;
    const auto granted = result.granted();
    if (granted == result.line.count)
      return input_.today > input_.round.closes ? LineState::allocated : LineState::offered;
    const bool asks_further = std::any_of(result.seats.begin(), result.seats.end(), [&](const Seat& seat) {
      const auto goes_there = [&](const Hop& hop) { return hop.to == seat.at; };
      return seat.word == Word::asked && std::any_of(result.hops.begin(), result.hops.end(), goes_there);
    });
    if (asks_further) return LineState::redirected;
    if (granted > 0) return LineState::part_offered;
    return result.awaiting() > 0 ? LineState::sent : LineState::declined;
  }

  const AllocationInput& input_;
  const AgreementBook& book_;
  Offers offers_;
  Quotas quotas_;
  std::vector<Work> lines_;
};

}  // namespace

std::int64_t AllocatedLine::granted() const {
  std::int64_t places = 0;
  for (const auto& seat : seats) places += seat.word == Word::asked ? 0 : seat.places;
  return places;
}

std::int64_t AllocatedLine::awaiting() const {
  std::int64_t places = 0;
  for (const auto& seat : seats) places += seat.word == Word::asked ? seat.places : 0;
  return places;
}

Allocation allocate(const AllocationInput& input) { return Allocator(input).run(); }

std::vector<QuotaUse> quota_use(const AgreementBook& book, const std::vector<Allocation>& rounds, int year) {
  std::map<const Quota*, QuotaUse> used;
  for (const auto& round : rounds) {
    for (const auto& line : round.lines) {
      if (year_of(line.line.first) != year) continue;
      for (const auto& seat : line.seats) {
        const auto* quota = book.placing.find_quota(seat.agreement, seat.at, line.line.programme);
        (seat.word == Word::asked ? used[quota].awaiting : used[quota].granted) += seat.places;
      }
    }
  }
  std::vector<QuotaUse> all;
  for (const auto& quota : book.placing.quotas) {
    auto use = used[&quota];
    use.quota = &quota;
    all.push_back(use);
  }
  return all;
}

}  // namespace sluss::domain
