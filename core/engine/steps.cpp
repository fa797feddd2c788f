#include "engine/steps.h"

#include <new>
#include <system_error>

#include "engine/invoicing.h"

namespace sluss::engine {

namespace {

/// An exception's text may quote what was being worked on, so it goes no further.
Error bug_in(const std::string& who) { return {Fault::internal, who + " failed unexpectedly; this is a bug in it"}; }

}  // namespace

Error thrown_by(const std::string& who) {
  try {
    throw;
  } catch (const std::bad_alloc&) {
    // The machine's fault, as far as anybody knows: no message is blamed for it.
    return {Fault::unavailable,
            who + " ran out of memory; give Sluss more of it (MemoryMax, ulimit -v). It is tried again"};
  } catch (const std::system_error& refused) {
    if (refused.code() != std::errc::resource_unavailable_try_again) return bug_in(who);
    return {Fault::unavailable, who + " was given no thread; give Sluss more of them (TasksMax). It is tried again"};
  } catch (...) {
    return bug_in(who);
  }
}

Result<void> StepContext::decide(const Group& group, const std::vector<WaitingLine>& lines, bool approved,
                                 const Approver& by) {
  return decide_lines(*transaction_, group, lines, approved, {by.who, by.at, by.reason});
}

Result<Steps> Steps::make(const config::Pipeline& pipeline, const config::Configuration& configuration,
                          const Registry& registry) {
  Steps steps;
  for (const auto& step : pipeline.steps) {
    steps.steps_.push_back(step.make());
    steps.names_.push_back(step.plugin);
    if (auto* reviewer = dynamic_cast<Reviewer*>(steps.steps_.back().get())) steps.reviewers_.push_back(reviewer);
  }
  for (const auto& route : pipeline.to) {
    Way way{route.outlet, configuration.outlets.at(route.outlet).kind, nullptr};
    if (!route.when.empty()) {
      SLUSS_TRY_ASSIGN(when, registry.predicates()(route.when));
      way.when = std::move(when);
    }
    steps.ways_.push_back(std::move(way));
  }
  return steps;
}

Result<void> Steps::run(std::span<Item> batch, std::size_t first, Context& context) {
  for (auto step = first; step < steps_.size(); ++step) {
    for (std::size_t from = 0; from < batch.size();) {
      auto to = from;
      while (to < batch.size() && batch[to].decision.kind == Decision::Kind::pass) ++to;
      if (to > from) SLUSS_TRY(steps_[step]->process(batch.subspan(from, to - from), context));
      from = to + 1;
    }
    if (hear_) hear_(names_[step]);
  }
  return {};
}

Result<Messages> Steps::finish(std::size_t step, Context& context) { return steps_[step]->finish(context); }

std::vector<std::string> Steps::looked_at() const {
  std::vector<std::string> kinds;
  for (const auto* reviewer : reviewers_) {
    for (auto& kind : reviewer->looks_at()) kinds.push_back(std::move(kind));
  }
  return kinds;
}

void Steps::look_anew() {
  for (auto* reviewer : reviewers_) reviewer->look_anew();
}

Result<bool> Steps::decide_otherwise(const Message& message, Standing standing, Context& context) {
  for (auto* reviewer : reviewers_) {
    SLUSS_TRY_ASSIGN(otherwise, reviewer->decides_otherwise(message, standing, context));
    if (otherwise) return true;
  }
  return false;
}

Result<Destination> Steps::route(const Message& message) {
  Destination destination;
  bool some_sink_takes_kind = false;
  for (const auto& way : ways_) {
    if (way.kind != message.kind) continue;
    some_sink_takes_kind = true;
    if (way.when != nullptr) {
      SLUSS_TRY_ASSIGN(goes, way.when->test(message.body));
      if (!goes) continue;
    }
    destination.outlets.push_back(way.outlet);
  }
  if (!destination.outlets.empty()) return destination;
  destination.state = some_sink_takes_kind ? store::State::held : store::State::filtered;
  destination.reason = some_sink_takes_kind ? "no sink's condition is true for it"
                                            : "the pipeline has no sink for messages of kind \"" + message.kind + "\"";
  return destination;
}

}  // namespace sluss::engine
