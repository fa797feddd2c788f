#include "domain/chain.h"

#include <algorithm>

namespace sluss::domain {
namespace {

class Chain {
 public:
  Chain(const AgreementBook& book, const OrderLine& line, const Institution* institution)
      : book_(book), rules_(book.placing), line_(line), institution_(institution) {}

  std::vector<Candidate> make() {
    if (!line_.unit.empty()) add_direct();
    else add_areas();
    return std::move(candidates_);
  }

 private:
  void add_direct() {
    const auto* unit = book_.find_unit({"", line_.unit});
    if (unit == nullptr) return add_unknown(line_.unit);
    const auto* placed = rules_.find_unit(unit->id);
    add_unit(*unit, placed == nullptr ? "" : placed->area, Ground::direct);
  }

  void add_areas() {
    const auto* area = rules_.find_area(line_.area);
    if (area == nullptr) return add_unknown(line_.area);
    add_area(area->id, Ground::area);
    for (const auto& next : area->then) add_area(next, Ground::other_area);
    for (const auto& other : rules_.others) {
      Candidate candidate;
      candidate.id = other.id;
      candidate.ground = Ground::other_party;
      candidates_.push_back(std::move(candidate));
    }
  }

  void add_area(const std::string& area, Ground ground) {
    for (const auto& placed : rules_.units) {
      const auto* unit = placed.area == area ? book_.unit_by_id(placed.unit) : nullptr;
      if (unit != nullptr) add_unit(*unit, area, ground);
    }
  }

  void add_unknown(const std::string& name) {
    Candidate candidate;
    candidate.id = name;
    candidate.ruled_out = Refusal{name, Stop::unknown, 0, 0, {}};
    candidates_.push_back(std::move(candidate));
  }

  void add_unit(const Unit& unit, const std::string& area, Ground ground) {
    Candidate candidate;
    candidate.id = unit.id;
    candidate.area = area;
    candidate.ground = ground;
    if (institution_ != nullptr)
      candidate.agreement = book_.find_agreement(*institution_, unit, line_.programme, line_.type, line_.first);
    if (candidate.agreement != nullptr)
      candidate.quota = rules_.find_quota(candidate.agreement->id, unit.id, line_.programme);
    candidate.ruled_out = ruled_out(candidate);
    candidates_.push_back(std::move(candidate));
  }

  [[nodiscard]] std::optional<Refusal> ruled_out(const Candidate& candidate) const {
    const auto rule = rules_.rule_of(line_.institution, candidate.id);
    const auto refused = [&](Stop stop) { return Refusal{candidate.id, stop, 0, 0, {}}; };
    if (rule == PairRule::excluded) return refused(Stop::excluded);
    if (candidate.ground == Ground::direct && rule != PairRule::direct) return refused(Stop::not_direct);
    if (candidate.ground != Ground::direct && rule == PairRule::direct) return refused(Stop::direct_only);
    if (candidate.agreement == nullptr) return refused(Stop::no_agreement);
    auto missing = missing_goals(candidate.id);
    if (missing.empty()) return std::nullopt;
    return Refusal{candidate.id, Stop::goals, 0, 0, std::move(missing)};
  }

  [[nodiscard]] std::vector<std::string> missing_goals(const std::string& unit) const {
    const auto* placed = rules_.find_unit(unit);
    std::vector<std::string> missing;
    for (const auto& goal : line_.goals) {
      const auto is_it = [&](const std::string& met) { return same_word(met, goal); };
      if (placed == nullptr || std::none_of(placed->goals.begin(), placed->goals.end(), is_it)) missing.push_back(goal);
    }
    return missing;
  }

  const AgreementBook& book_;
  const PlacingRules& rules_;
  const OrderLine& line_;
  const Institution* institution_;
  std::vector<Candidate> candidates_;
};

}  // namespace

std::vector<Candidate> chain_of(const AgreementBook& book, const OrderLine& line, const Institution* institution) {
  return Chain(book, line, institution).make();
}

}  // namespace sluss::domain
