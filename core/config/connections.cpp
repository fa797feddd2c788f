#include <algorithm>

#include "base/text.h"
#include "config/form.h"
#include "config/parts.h"
#include "config/plugin_choice.h"

namespace sluss::config {

std::optional<Choice> choice_of(const Node& node, const std::string& what, Parts& parts) {
  if (node.kind == Node::Kind::missing) return std::nullopt;  // told by whoever needs it
  if (node.is_scalar() && !node.text.empty()) {
    Choice choice{node.text, {}};
    choice.options.mark = node.mark;
    choice.options.path = node.path;
    return choice;
  }
  if (node.is_map() && node.entries.size() == 1) {
    auto options = node.entries.front().value;
    if (options.kind == Node::Kind::null) options.kind = Node::Kind::missing;
    return Choice{node.entries.front().key, std::move(options)};
  }
  parts.diagnostics().add(node, "expected " + what + " as \"name: options\"");
  return std::nullopt;
}

namespace {

/// A probe is bound where its plugin has one and the options are right.
void bind_probe(const std::string& name, const Node& transport, const Registry::Plugins<Probe>& probes, Parts& parts) {
  const auto choice = choice_of(transport, "a transport", parts);
  if (!choice) return;
  const auto probe = probes.find(choice->name);
  if (probe == probes.end()) return;
  if (auto make = probe->second.parse(choice->options, parts.context)) parts.configuration.probes.emplace(name, std::move(*make));
}

Content content_of(Form& form) {
  return form.choice<Content>("content", {{"snapshot", Content::snapshot}, {"changes", Content::changes}}, Content::changes);
}

void read_inlet(const std::string& name, const Node& node, Parts& parts) {
  const auto faults_before = parts.diagnostics().size();
  Form form(node, parts.diagnostics());
  Inlet inlet;
  inlet.name = name;
  inlet.kind = form.text("message", Form::Need::required, "the kind of message it gives, such as placement");
  const auto& from = form.node("from", Form::Need::required, "the transport it comes by, such as file");
  const auto& format = form.node("format", Form::Need::required, "the format it is in, such as csv");
  const auto& map = form.node("map");
  inlet.content = content_of(form);
  if (auto key = form.texts("key"); !key.empty()) inlet.key = std::move(key);
  inlet.scope = form.texts("scope");
  if (const auto limit = form.number("withdraw_limit", 0, 100)) inlet.withdraw_limit = *limit;
  form.done();
  if (inlet.content == Content::changes && form.map().has("withdraw_limit"))
    form.fault("withdraw_limit", "only a snapshot withdraws what is missing from it", "say content: snapshot, or leave it out");

  auto source = make_plugin<Source>(from, "a source", parts.registry.sources(), parts);
  auto codec = make_plugin<Codec>(format, "a format", parts.registry.codecs(), parts);
  if (map.kind != Node::Kind::missing) {
    if (auto step = make_plugin<Processor>(Choice{"map", map}, "a step", parts.registry.processors(), parts)) inlet.steps.push_back(std::move(*step));
  }
  if (parts.diagnostics().size() != faults_before || !source || !codec) return;
  inlet.source = std::move(*source);
  inlet.codec = std::move(*codec);
  bind_probe(name, from, parts.registry.source_probes(), parts);
  parts.configuration.inlets.emplace(name, std::move(inlet));
}

void read_outlet(const std::string& name, const Node& node, Parts& parts) {
  const auto faults_before = parts.diagnostics().size();
  Form form(node, parts.diagnostics());
  Outlet outlet;
  outlet.name = name;
  outlet.kind = form.text("message", Form::Need::required, "the kind of message it takes, such as invoice");
  const auto& to = form.node("to", Form::Need::required, "the transport it goes by, such as file");
  const auto& format = form.node("format", Form::Need::required, "the format it takes, such as ubl");
  form.done();
  auto sink = make_plugin<Sink>(to, "a sink", parts.registry.sinks(), parts);
  auto codec = make_plugin<Codec>(format, "a format", parts.registry.codecs(), parts);
  if (parts.diagnostics().size() != faults_before || !sink || !codec) return;
  outlet.sink = std::move(*sink);
  outlet.codec = std::move(*codec);
  bind_probe(name, to, parts.registry.sink_probes(), parts);
  parts.configuration.outlets.emplace(name, std::move(outlet));
}

void read_connection(const Node::Entry& entry, const Connectors& connectors, Parts& parts) {
  auto& diagnostics = parts.diagnostics();
  const auto& connection = entry.value;
  if (!is_name(entry.key)) diagnostics.add(entry.key_mark, connection.path, "a connection's name has small letters, digits and hyphens alone");
  if (!connection.is_map()) return diagnostics.add(connection, "expected a map with \"use: <connector>\" and its parameters");
  const auto& use = connection["use"];
  if (!use.is_scalar()) return diagnostics.add(connection, "\"use\" is missing: the connector it uses", suggestion("", connectors.names()));
  if (!connectors.has(use.text)) return diagnostics.add(use, "there is no connector \"" + use.text + "\"", suggestion(use.text, connectors.names()));
  const auto document = connectors.expand(use.text, connection, diagnostics);
  for (const auto& inlet : document["provides"].entries) read_inlet(entry.key + "." + inlet.key, inlet.value, parts);
  for (const auto& outlet : document["takes"].entries) read_outlet(entry.key + "." + outlet.key, outlet.value, parts);
}

}  // namespace

void read_connections(const Node& document, const Connectors& connectors, Parts& parts) {
  Form form(document, parts.diagnostics());
  const auto& all = form.node("connections", Form::Need::required, "the connections by name");
  form.done();
  for (const auto& entry : all.entries) {
    const auto faults_before = parts.diagnostics().size();
    read_connection(entry, connectors, parts);
    if (parts.diagnostics().size() != faults_before) parts.faulty.insert(entry.key);
  }
}

}  // namespace sluss::config
