// Calendars: the days on which something may happen, by a name that a schedule can say.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/day.h"
#include "domain/term.h"

namespace sluss::domain {

class Calendar {
 public:
  /// Swedish bank days, named "bank_days": computed, so it has a day in every year.
  [[nodiscard]] static Calendar bank_days();
  /// The days of `on` that are not in `except`. Neither holds a period that ends before it begins.
  Calendar(std::string name, std::vector<Period> on, std::vector<Period> except);

  [[nodiscard]] const std::string& name() const { return name_; }
  [[nodiscard]] bool contains(Day day) const;
  /// From the first to the last day that is named in it, both included; nullopt for one that is computed, and for one
  /// without a day.
  [[nodiscard]] std::optional<Period> span() const;

 private:
  std::string name_;
  std::vector<Period> on_, except_;
  bool (*computed_)(Day) = nullptr;  ///< instead of the periods
};

}  // namespace sluss::domain
