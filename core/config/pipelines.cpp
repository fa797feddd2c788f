#include <algorithm>

#include "base/text.h"
#include "config/form.h"
#include "config/parts.h"
#include "config/plugin_choice.h"

namespace sluss::config {
namespace {

template <class Map>
std::vector<std::string> names_in(const Map& map) {
  std::vector<std::string> names;
  for (const auto& [name, value] : map) names.push_back(name);
  return names;
}

/// "klipp.placements", or "klipp" when that has one only.
template <class Map>
std::string resolve(const Node& reference, const Map& known, const char* what, Parts& parts) {
  if (!reference.is_scalar()) {
    parts.diagnostics().add(reference, std::string("expected the name of ") + what);
    return {};
  }
  if (known.contains(reference.text)) return reference.text;
  if (parts.faulty.contains("") || parts.faulty.contains(reference.text.substr(0, reference.text.find('.')))) return {};
  std::vector<std::string> within;
  for (const auto& [name, value] : known) {
    if (name.starts_with(reference.text + ".")) within.push_back(name);
  }
  if (within.size() == 1) return within.front();
  if (within.size() > 1) parts.diagnostics().add(reference, "\"" + reference.text + "\" has several", "say which: " + join(within, ", "));
  else parts.diagnostics().add(reference, std::string("there is no ") + what + " \"" + reference.text + "\"", suggestion(reference.text, names_in(known)));
  return {};
}

void read_schedule(const Node& node, Pipeline& pipeline, Parts& parts) {
  if (node.kind == Node::Kind::missing) return;
  Form form(node, parts.diagnostics());
  const auto cron = form.text("cron", Form::Need::required, "when it runs, such as \"0 2 * * *\"");
  const auto zone = form.text("timezone", Form::Need::required, "whose clock that is, such as Europe/Stockholm");
  const auto missed = form.choice<Missed>("missed", {{"run_once", Missed::run_once}, {"skip", Missed::skip}}, Missed::run_once);
  form.done();
  if (cron.empty() || zone.empty()) return;
  auto parsed = Cron::parse(cron, zone);
  if (parsed) pipeline.schedule = Schedule{std::move(*parsed), missed};
  else form.fault("cron", parsed.error().what);
}

const std::vector<Node> one_or_list(const Node& node) {
  if (node.is_list()) return node.items;
  return node.kind == Node::Kind::missing || node.kind == Node::Kind::null ? std::vector<Node>() : std::vector{node};
}

/// "peppol", or "peppol: { when: ... }".
void read_route(const Node& node, Pipeline& pipeline, Parts& parts) {
  const auto choice = choice_of(node, "a sink", parts);
  if (!choice) return;
  Node reference = node;
  reference.kind = Node::Kind::scalar;
  reference.text = choice->name;
  Route route{find_outlet(reference, parts), ""};
  if (choice->options.kind != Node::Kind::missing) {
    Form form(choice->options, parts.diagnostics());
    route.when = form.text("when");
    form.done();
    const auto& language = parts.registry.predicates();
    if (!route.when.empty() && !language) form.fault("when", "no loaded plugin brings a language for conditions", "load the module jq");
    else if (const auto parsed = route.when.empty() ? Result<std::unique_ptr<Predicate>>() : language(route.when); !parsed)
      form.fault("when", parsed.error().what);
  }
  pipeline.to.push_back(std::move(route));
}

}  // namespace

std::string find_outlet(const Node& reference, Parts& parts) {
  return resolve(reference, parts.configuration.outlets, "way out", parts);
}

void read_pipeline(const Node& document, Parts& parts) {
  auto& diagnostics = parts.diagnostics();
  Form form(document, diagnostics);
  Pipeline pipeline;
  pipeline.name = form.text("pipeline", Form::Need::required, "the pipeline's name");
  read_schedule(form.node("schedule"), pipeline, parts);
  for (const auto& inlet : one_or_list(form.node("from", Form::Need::required, "where its messages come from")))
    pipeline.from.push_back(resolve(inlet, parts.configuration.inlets, "way in", parts));
  for (const auto& step : items_of(form.node("steps"), diagnostics)) {
    const auto choice = choice_of(step, "a step", parts);
    if (!choice) continue;
    if (auto make = make_plugin<Processor>(*choice, "a step", parts.registry.processors(), parts)) pipeline.steps.push_back({choice->name, std::move(*make)});
  }
  for (const auto& sink : one_or_list(form.node("to", Form::Need::required, "where its messages go"))) read_route(sink, pipeline, parts);
  form.done();
  if (pipeline.name.empty()) return;
  if (!is_name(pipeline.name)) form.fault("pipeline", "a pipeline's name has small letters, digits and hyphens alone");
  if (parts.configuration.pipelines.contains(pipeline.name)) form.fault("pipeline", "there are two pipelines \"" + pipeline.name + "\"");
  else parts.configuration.pipelines.emplace(pipeline.name, std::move(pipeline));
}

}  // namespace sluss::config
