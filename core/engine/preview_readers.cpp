#include "engine/preview_readers.h"

#include <algorithm>

#include "domain/placement.h"
#include "observe/masking.h"

namespace sluss::engine {
namespace {

/// It may end a record's way, and changes nothing of it.
bool leaves_as_it_is(const Processor& step) {
  const auto effect = step.effect();
  return effect.body == Effect::Body::kept && effect.adds.empty();
}

bool reads(const Reading& reading, std::string_view column) {
  return std::find(reading.columns.begin(), reading.columns.end(), column) != reading.columns.end();
}

}  // namespace

observe::CellKind kind_of_member(const std::string& kind, std::string_view path) {
  if (domain::is_personal(path)) return observe::CellKind::personal;
  const Value something("?");
  auto body = Value::object();
  body.make(path.substr(0, path.find('['))) = something;
  const bool is_shown = observe::masked(kind, body) == body;
  return is_shown ? observe::CellKind::known : observe::CellKind::unknown;
}

Readers::Readers(const config::Inlet& inlet)
    : kind_(inlet.kind), once_(inlet.once), is_as_it_came_(inlet.steps.empty()) {
  for (std::size_t i = 0; i < inlet.steps.size(); ++i) {
    const auto step = inlet.steps[i].make();
    if (auto told = step->reads()) {
      known_ = true;
      is_first_ = i == 0;
      is_last_ = i + 1 == inlet.steps.size();
      readings_ = std::move(*told);
    }
    if (known_ || !leaves_as_it_is(*step)) return;
  }
}

std::vector<const Reading*> Readers::of(std::string_view column) const {
  std::vector<const Reading*> found;
  for (const auto& reading : readings_) {
    if (reads(reading, column)) found.push_back(&reading);
  }
  return found;
}

std::vector<std::string> Readers::targets_of(std::string_view column) const {
  std::vector<std::string> targets;
  for (const auto* reading : of(column)) targets.push_back(reading->target);
  if (is_as_it_came_) targets.emplace_back(column);
  if (!once_.empty() && column == once_) targets.emplace_back("once: (the name of the event)");
  return targets;
}

observe::CellKind Readers::kind_of_column(std::string_view column) const {
  if (is_as_it_came_) return kind_of_member(kind_, column);
  const auto readings = of(column);
  if (readings.empty()) return observe::CellKind::unknown;
  const bool is_personal =
      std::any_of(readings.begin(), readings.end(), [](const Reading* reading) { return reading->personal; });
  return is_personal ? observe::CellKind::personal : observe::CellKind::known;
}

observe::CellKind Readers::kind_of_target(std::string_view target) const {
  const auto at = std::find_if(readings_.begin(), readings_.end(),
                               [&](const Reading& reading) { return reading.target == target; });
  if (at == readings_.end()) return kind_of_member(kind_, target);
  return at->personal ? observe::CellKind::personal : observe::CellKind::known;
}

bool Readers::makes_of_any(std::string_view target, const std::set<std::string>& columns) const {
  return std::any_of(readings_.begin(), readings_.end(), [&](const Reading& reading) {
    return reading.target == target && std::any_of(reading.columns.begin(), reading.columns.end(),
                                                   [&](const std::string& column) { return columns.contains(column); });
  });
}

bool Readers::may_be_no_header(const std::vector<std::string>& names) const {
  return std::none_of(names.begin(), names.end(), [&](const std::string& name) { return !of(name).empty(); });
}

}  // namespace sluss::engine
