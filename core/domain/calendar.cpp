#include "domain/calendar.h"

#include <algorithm>

#include "domain/bank_days.h"

namespace sluss::domain {
namespace {

bool lies_in(const std::vector<Period>& periods, Day day) {
  return std::any_of(periods.begin(), periods.end(),
                     [&](const Period& period) { return period.first <= day && day <= period.last; });
}

}  // namespace

Calendar Calendar::bank_days() {
  Calendar calendar("bank_days", {}, {});
  calendar.computed_ = is_bank_day;
  return calendar;
}

Calendar::Calendar(std::string name, std::vector<Period> on, std::vector<Period> except)
    : name_(std::move(name)), on_(std::move(on)), except_(std::move(except)) {}

bool Calendar::contains(Day day) const {
  if (computed_ != nullptr) return computed_(day);
  return lies_in(on_, day) && !lies_in(except_, day);
}

std::optional<Period> Calendar::span() const {
  if (on_.empty()) return std::nullopt;
  auto span = on_.front();
  for (const auto& period : on_) span = {std::min(span.first, period.first), std::max(span.last, period.last)};
  return span;
}

}  // namespace sluss::domain
