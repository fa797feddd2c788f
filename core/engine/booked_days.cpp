#include "engine/booked_days.h"

namespace sluss::engine {

DaySet booked_days(const store::LedgerLine& line) {
  auto days = line.days;
  for (const auto& month : line.credited.months()) days.insert(month);
  return days;
}

}  // namespace sluss::engine
