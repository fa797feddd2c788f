// What two plans of the same night do differently.
#pragma once

#include <string>
#include <vector>

#include "base/value.h"

namespace sluss::app {

/// A plan as data: the report (engine::to_value), and what the Planner collected.
struct Planned {
  Value report, messages, invoices;
};

/// One thing that only one of the plans does, or that they do differently.
struct PlanDifference {
  std::string what;           ///< "placement P1", "invoice vc-norr|ki|HT2026"
  std::string before, after;  ///< for people: "held: no price", "1 530,00 kr"; empty: nothing comes of it
};

struct PlanDifferences {
  std::vector<PlanDifference> counts;    ///< of the report, where they differ
  std::vector<PlanDifference> invoices;  ///< by what they are of, not by number: both plans number anew
  std::vector<PlanDifference> messages;
};

[[nodiscard]] PlanDifferences differences_between(const Planned& before, const Planned& after);
[[nodiscard]] std::string to_text(const PlanDifferences& differences);
[[nodiscard]] Value to_value(const PlanDifferences& differences);

}  // namespace sluss::app
