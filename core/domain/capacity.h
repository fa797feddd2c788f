// What limits how many places there are: quotas, stated capacities and answers, and what is taken of them.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "domain/offer.h"
#include "domain/order.h"
#include "domain/parties.h"

namespace sluss::domain {

/// Quotas of calendar years. A null quota limits nothing.
class Quotas {
 public:
  void take(const Quota* quota, int year, std::int64_t places) {
    if (quota != nullptr) used_[{quota, year}] += places;
  }
  [[nodiscard]] std::int64_t used(const Quota* quota, int year) const {
    const auto at = used_.find({quota, year});
    return at == used_.end() ? 0 : at->second;
  }

 private:
  std::map<std::pair<const Quota*, int>, std::int64_t> used_;
};

/// What units and other parties have said for a term.
class Offers {
 public:
  /// The offers must outlive it.
  Offers(const AgreementBook& book, const std::vector<Offer>& offers, const std::string& term);

  /// What it answered to that line: the lowest of several answers.
  [[nodiscard]] std::optional<std::int64_t> answer_of(const std::string& unit, const std::string& line) const;

  struct Capacity {
    std::int64_t stated = 0, left = 0;
  };
  /// The capacity that counts for a line: those for its programme together, else those for all programmes, of what
  /// holds on all its days. Nullopt: none is stated.
  [[nodiscard]] std::optional<Capacity> capacity_of(const std::string& unit, const OrderLine& line) const;
  /// Takes places of that capacity, where there is one.
  void take(const std::string& unit, const OrderLine& line, std::int64_t places);

 private:
  struct Pool {
    const Offer* offer;
    Capacity capacity;
  };
  [[nodiscard]] std::vector<std::size_t> pools_for(const std::string& unit, const OrderLine& line) const;

  std::map<std::pair<std::string, std::string>, std::int64_t> answers_;  ///< by unit and line
  std::map<std::string, std::vector<Pool>> pools_;                       ///< by unit, in the order they are used up
};

}  // namespace sluss::domain
