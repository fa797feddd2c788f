#include "config/pipelines.h"

#include <algorithm>

#include "config/fields.h"
#include "config/fit.h"
#include "config/plugin_use.h"
#include "config/schedules.h"
#include "config/values.h"

namespace sluss::config {
namespace {

/// The items of a list, or the one that stands instead of it.
std::vector<Node> items_of(const Node& node) {
  if (node.is_list()) return node.items;
  return node.kind == Node::Kind::missing || node.kind == Node::Kind::null ? std::vector<Node>()
                                                                           : std::vector<Node>{node};
}

class PipelineReader {
 public:
  PipelineReader(const Connections& connections, const Calendars& calendars, const Registry& registry,
                 ParseContext& context, Readers& readers, const Configuration& configuration)
      : connections_(connections),
        calendars_(calendars),
        registry_(registry),
        context_(context),
        readers_(readers),
        configuration_(configuration) {}

  Pipeline read(const Node& document) {
    Pipeline pipeline;
    const auto faults = context_.diagnostics.size();
    Fields fields(document, context_);
    fields.required("pipeline", read_name, pipeline.name, "nightly-placements");
    const auto& schedule = fields.take("schedule");
    const auto& from = fields.take("from", "klipp.placements");
    const auto& steps = fields.take("steps");
    const auto& to = fields.take("to", "[peppol]");
    fields.done();
    if (schedule.kind != Node::Kind::missing) pipeline.schedule = read_schedule(schedule, calendars_, context_);
    read_from(from, pipeline);
    read_steps(steps, pipeline);
    read_to(to, pipeline);
    if (context_.diagnostics.size() == faults) check_fit(to, pipeline);
    return pipeline;
  }

 private:
  void read_from(const Node& node, Pipeline& pipeline) {
    if (node.is_list() && node.items.empty()) context_.diagnostics.add(node, "expected at least one way in");
    for (const auto& item : items_of(node)) {
      std::string name;
      read_text(item, context_, name);
      const auto inlet = name.empty() ? std::nullopt : resolve(item, name, connections_, connections_.in, context_);
      if (!inlet) continue;
      const auto [reader, is_first] = readers_.pipelines.emplace(*inlet, pipeline.name);
      if (is_first) {
        pipeline.from.push_back(*inlet);
        check_place(item, *inlet);
      } else
        context_.diagnostics.add(
            item, "the pipeline \"" + reader->second + "\" reads it already; what one has taken the other would miss",
            "leave it in one place");
    }
  }

  void check_place(const Node& item, const std::string& name) {
    const auto inlet = configuration_.inlets.find(name);
    const auto place = inlet == configuration_.inlets.end() ? "" : inlet->second.source()->takes_from();
    if (place.empty()) return;
    const auto [other, is_first] = readers_.inlets.emplace(place, name);
    if (!is_first)
      context_.diagnostics.add(item,
                               "\"" + name + "\" and \"" + other->second + "\" both take away what they read in " +
                                   place + "; what one has taken the other would miss",
                               "give each a folder of its own, or leave one out");
  }

  void read_steps(const Node& node, Pipeline& pipeline) {
    for (const auto& item : items_of(node)) {
      const auto use = read_use(item, "step", context_);
      if (!use) continue;
      auto step = make(*use, "step", registry_.processors(), context_);
      if (!step) continue;
      steps_.push_back({use->name, use->mark, use->options.path, (*step)()});
      pipeline.steps.push_back({use->name, std::move(*step)});
    }
  }

  void read_to(const Node& node, Pipeline& pipeline) {
    // A step may keep all that comes, as payments are kept. Then the empty list says so: to leave `to` out is a slip.
    if (node.is_list() && node.items.empty() && pipeline.steps.empty())
      context_.diagnostics.add(node, "expected at least one way out");
    outlets_ = items_of(node);
    for (const auto& item : outlets_) {
      const auto use = read_use(item, "outlet", context_);
      if (!use) continue;
      condition_.reset();
      const auto when = use->options.is_map() ? read_when(use->options) : std::string();
      if (!use->options.is_map() && use->options.kind != Node::Kind::null)
        context_.diagnostics.add(use->options, "expected { when: ... }");
      const auto outlet = resolve(item, use->name, connections_, connections_.out, context_);
      if (!outlet) continue;
      const auto same = [&](const Route& route) { return route.outlet == *outlet; };
      if (std::any_of(pipeline.to.begin(), pipeline.to.end(), same))
        context_.diagnostics.add(item, "\"" + *outlet + "\" stands here twice; a message would go there twice",
                                 "join the conditions with \"or\"");
      else pipeline.to.push_back({*outlet, when});
      place_route(item, *outlet);
    }
  }

  void place_route(const Node& item, const std::string& name) {
    const auto outlet = configuration_.outlets.find(name);
    if (outlet == configuration_.outlets.end()) return;
    const auto* when = item.is_map() ? &item.entries.front().value["when"] : nullptr;
    routes_.push_back({name, outlet->second.kind, &item, when, std::move(condition_)});
  }

  std::string read_when(const Node& options) {
    std::string when;
    Fields fields(options, context_);
    fields.required("when", read_text, when, "'.buyer.channel == \"peppol\"'");
    fields.done();
    if (when.empty()) return when;
    if (!registry_.predicates()) {
      context_.diagnostics.add(options["when"], "no loaded module brings a language for conditions");
      return when;
    }
    auto predicate = registry_.predicates()(when);
    if (predicate) condition_ = std::move(*predicate);
    else
      context_.diagnostics.add(options["when"], predicate.error().what, "for example '.buyer.channel == \"peppol\"'");
    return when;
  }

  /// Where something could not be read, nothing is sure.
  void check_fit(const Node& to, const Pipeline& pipeline) {
    if (routes_.size() != pipeline.to.size()) return;
    std::vector<Stream> streams;
    for (const auto& name : pipeline.from) {
      const auto inlet = configuration_.inlets.find(name);
      if (inlet == configuration_.inlets.end()) return;
      streams.push_back({name, inlet->second.kind, inlet->second.paths});
    }
    if (!streams.empty()) config::check_fit(std::move(streams), steps_, routes_, to, context_.diagnostics);
  }

  const Connections& connections_;
  const Calendars& calendars_;
  const Registry& registry_;
  ParseContext& context_;
  Readers& readers_;
  const Configuration& configuration_;
  std::vector<PlacedStep> steps_;
  std::vector<Node> outlets_;
  std::vector<PlacedRoute> routes_;
  std::unique_ptr<Predicate> condition_;  ///< of the way out that is being read
};

}  // namespace

void read_pipeline(const Node& document, const Connections& connections, const Calendars& calendars,
                   const Registry& registry, ParseContext& context, Readers& readers, Configuration& configuration) {
  auto pipeline = PipelineReader(connections, calendars, registry, context, readers, configuration).read(document);
  if (pipeline.name.empty()) return;
  if (configuration.pipelines.contains(pipeline.name)) {
    context.diagnostics.add(document["pipeline"],
                            "there is a pipeline \"" + pipeline.name + "\" already, in another file");
    return;
  }
  configuration.pipelines.emplace(pipeline.name, std::move(pipeline));
}

}  // namespace sluss::config
