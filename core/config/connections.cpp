#include "config/connections.h"

#include <algorithm>

#include "config/fields.h"
#include "config/fit.h"
#include "config/plugin_use.h"
#include "config/values.h"

namespace sluss::config {
namespace {

const auto content_of = one_of<Content>({{"changes", Content::changes}, {"snapshot", Content::snapshot}});

/// Reads what one connection has, with its parameters filled in.
class Reader {
 public:
  Reader(const Registry& registry, ParseContext& context, Configuration& configuration)
      : registry_(registry), context_(context), configuration_(configuration) {}

  void read_inlet(const std::string& name, const Node& node) {
    Inlet inlet;
    inlet.name = name;
    Fields fields(node, context_);
    fields.required("message", read_name, inlet.kind, "placement");
    const auto from = with_options(fields.take("from", "{ file: { folder: \"${folder}\" } }"), fields.take("with"),
                                   registry_.sources());
    const auto& format = fields.take("format", "{ csv: {} }");
    const auto faults = context_.diagnostics.size();
    read_steps(fields, inlet);
    read_identity(fields, node, inlet);
    fields.done();
    if (context_.diagnostics.size() == faults) check_identity(node, inlet);
    auto source = read_plugin(from, "source", registry_.sources(), context_);
    auto codec = read_plugin(format, "format", registry_.codecs(), context_);
    if (!source || !codec) return;
    add_probe(name, from, "source", registry_.source_probes());
    if (inlet.content == Content::snapshot) refuse_what_reads_on(node, *(*source)());
    inlet.source = std::move(*source);
    inlet.codec = std::move(*codec);
    configuration_.inlets.emplace(name, std::move(inlet));
  }

  void read_outlet(const std::string& name, const Node& node) {
    Outlet outlet;
    outlet.name = name;
    Fields fields(node, context_);
    fields.required("message", read_name, outlet.kind, "invoice");
    const auto to =
        with_options(fields.take("to", "{ file: { folder: \"${folder}\" } }"), fields.take("with"), registry_.sinks());
    const auto& format = fields.take("format", "{ ubl: {} }");
    fields.done();
    auto sink = read_plugin(to, "sink", registry_.sinks(), context_);
    auto codec = read_plugin(format, "format", registry_.codecs(), context_);
    if (!sink || !codec) return;
    add_probe(name, to, "sink", registry_.sink_probes());
    outlet.sink = std::move(*sink);
    outlet.codec = std::move(*codec);
    configuration_.outlets.emplace(name, std::move(outlet));
  }

 private:
  /// The transport with the options under `with:` that it has and that it was not given: they are what the connector
  /// says of any transport. One that no transport has is a fault.
  template <class Role>
  Node with_options(const Node& transport, const Node& with, const Registry::Plugins<Role>& plugins) {
    auto completed = transport;
    if (with.kind == Node::Kind::missing) return completed;
    if (!with.is_map()) {
      context_.diagnostics.add(with, "expected a map of options", "for example { name: \"{number}\" }");
      return completed;
    }
    std::set<std::string> known;
    for (const auto& [name, plugin] : plugins) {
      for (const auto& info : plugin.spec.options()) {
        known.insert(info.name);
        known.insert(info.formerly.begin(), info.formerly.end());
      }
    }
    const bool is_known =
        transport.is_map() && transport.entries.size() == 1 && transport.entries.front().value.is_map();
    for (const auto& option : with.entries) {
      if (!known.contains(option.key))
        context_.diagnostics.add(option.key_mark, option.value.path,
                                 "no transport has an option \"" + option.key + "\"",
                                 hint_of(option.key, {known.begin(), known.end()}));
      else if (is_known) give(option, transport.entries.front().value, completed.entries.front(), plugins);
    }
    return completed;
  }

  template <class Role>
  static void give(const Node::Entry& option, const Node& own, Node::Entry& transport,
                   const Registry::Plugins<Role>& plugins) {
    const auto plugin = plugins.find(transport.key);
    const auto* info = plugin == plugins.end() ? nullptr : option_named(plugin->second.spec, option.key);
    const bool is_open = info != nullptr && given_value(*info, own).kind == Node::Kind::missing;
    if (is_open) transport.value.entries.push_back(option);
  }

  /// `skip: ...` and `map: ...` are short for the steps of those names, before the others: what is no record is passed
  /// over first, by the columns that a mapping does away with.
  void read_steps(Fields& fields, Inlet& inlet) {
    const auto& skip = fields.take("skip");
    if (skip.kind != Node::Kind::missing) add_step({"skip", skip.mark, skip}, inlet);
    const auto& map = fields.take("map");
    bool is_mapped = map.kind != Node::Kind::missing;
    if (is_mapped) add_step({"map", map.mark, map}, inlet);
    const auto& steps = fields.take("steps");
    if (steps.kind != Node::Kind::missing && !steps.is_list())
      context_.diagnostics.add(steps, "expected a list of steps");
    for (const auto& step : steps.items) {
      const auto use = read_use(step, "step", context_);
      if (use && use->name == "skip" && is_mapped)
        context_.diagnostics.add(step, "it asks for columns that the mapping before it does away with",
                                 "write skip: beside map:, it comes first");
      if (use) add_step(*use, inlet);
      is_mapped = is_mapped || (use && use->name == "map");
    }
  }

  void add_step(const PluginUse& use, Inlet& inlet) {
    auto step = make(use, "step", registry_.processors(), context_);
    if (!step) return;
    std::vector<Stream> stream = {{inlet.name, inlet.kind, std::move(inlet.paths)}};
    pass_through({use.name, use.mark, use.options.path, (*step)()}, stream, context_.diagnostics);
    inlet.paths = stream.empty() ? std::nullopt : std::move(stream.front().paths);
    inlet.steps.push_back({use.name, std::move(*step)});
  }

  /// What names a message must be in it.
  void check_identity(const Node& node, const Inlet& inlet) {
    if (!inlet.paths) return;
    for (const auto& [option, paths] : {std::pair("key", inlet.key), std::pair("scope", inlet.scope)}) {
      for (const auto& path : paths) {
        if (may_hold(*inlet.paths, path)) continue;
        const auto hint = hint_of(path, *inlet.paths);
        if (node.has(option))
          context_.diagnostics.add(node[option], "no message has \"" + path + "\": the map gives no such target", hint);
        else
          context_.diagnostics.add(node.has("map") ? node["map"] : node,
                                   "the map gives no \"" + path + "\", by which messages are told apart",
                                   "add " + path + ": COLUMN, or name other targets with key:");
      }
    }
  }

  /// What names a thing, and what its absence means.
  void read_identity(Fields& fields, const Node& node, Inlet& inlet) {
    fields.optional("key", read_texts, inlet.key);
    fields.optional("content", content_of, inlet.content);
    fields.optional("once", read_text, inlet.once);
    fields.optional("scope", read_texts, inlet.scope);
    fields.optional("changes", read_text, inlet.changes);
    fields.optional(
        "withdraw_limit",
        [](const Node& limit, ParseContext& context, std::int64_t& target) {
          read_between(limit, context, 0, 100, target);
        },
        inlet.withdraw_limit);
    if (node.has("key") && inlet.key.empty())
      context_.diagnostics.add(node["key"], "expected at least one path in the message");
    if (!node.has("content") || node["content"].text == "changes") refuse_without_snapshot(node);
    else if (node.has("once"))
      context_.diagnostics.add(node["once"], "a snapshot holds states, and no events that come once", "leave it out");
  }

  void refuse_without_snapshot(const Node& node) {
    for (const auto* key : {"scope", "withdraw_limit", "changes"}) {
      if (node.has(key))
        context_.diagnostics.add(node[key], "only \"content: snapshot\" withdraws what is missing", "leave it out");
    }
  }

  void refuse_what_reads_on(const Node& node, const Source& source) {
    if (const auto why = source.reads_on(); !why.empty())
      context_.diagnostics.add(node["content"],
                               "a snapshot holds everything each time, and this reads on from where it was (" + why +
                                   "): all that is older would be withdrawn",
                               "write content: changes, or have all of it read each time");
  }

  void add_probe(const std::string& name, const Node& transport, const std::string& what,
                 const Registry::Plugins<Probe>& probes) {
    const auto use = read_use(transport, what, context_);
    const auto probe = use ? probes.find(use->name) : probes.end();
    if (probe == probes.end()) return;
    if (auto maker = probe->second.parse(use->options, context_))
      configuration_.probes.emplace(name, std::move(*maker));
  }

  const Registry& registry_;
  ParseContext& context_;
  Configuration& configuration_;
};

/// Hands faults on; one that lies in the connector's file names the connection that it came up in.
void hand_on(const Diagnostics& faults, const Node& connection, Diagnostics& diagnostics) {
  const auto user = "used by " + connection.path + ", " + connection.mark.text();
  for (const auto& found : {faults.all(), faults.warnings()}) {
    for (auto fault : found) {
      const bool is_inside = fault.mark.file != connection.mark.file;
      if (is_inside) fault.hint = fault.hint.empty() ? user : fault.hint + " (" + user + ")";
      diagnostics.add(std::move(fault));
    }
  }
}

/// Reads one connection.
class ConnectionReader {
 public:
  ConnectionReader(Connectors& connectors, const Registry& registry, ParseContext& context,
                   Configuration& configuration, Connections& connections)
      : connectors_(connectors),
        registry_(registry),
        context_(context),
        configuration_(configuration),
        connections_(connections) {}

  void read(const Node::Entry& entry) {
    auto name = entry.value;
    name.kind = Node::Kind::scalar;
    name.text = entry.key;
    name.mark = entry.key_mark;
    name.quoted = true;
    std::string unused;
    read_name(name, context_, unused);
    const auto* connector = connector_of(entry.value);
    if (!seen_twice(name)) read(entry.key, entry.value, connector);
  }

 private:
  const Connector* connector_of(const Node& connection) {
    if (!connection.is_map()) {
      context_.diagnostics.add(connection, "expected a connector and its parameters",
                               "for example { use: klipp, folder: /srv/klipp/inbox }");
      return nullptr;
    }
    const auto& use = connection["use"];
    if (use.kind == Node::Kind::missing) {
      context_.diagnostics.add(connection, "\"use\" is missing: the connector's name", "for example use: klipp");
      return nullptr;
    }
    std::string name;
    read_name(use, context_, name);
    return name.empty() ? nullptr : connectors_.find(use, context_);
  }

  bool seen_twice(const Node& name) {
    const auto [at, is_first] = connections_.places.emplace(name.text, name.mark);
    if (!is_first)
      context_.diagnostics.add(name, "there is a connection of this name already, at " + at->second.text());
    return !is_first;
  }

  void read(const std::string& name, const Node& connection, const Connector* connector) {
    if (connector == nullptr) {
      connections_.unsure.insert(name);
      return;
    }
    const auto faults_before = context_.diagnostics.size();
    const auto arguments = read_arguments(*connector, connection, context_);
    const bool well = context_.diagnostics.size() == faults_before;
    read_ways(name, connector->provides, well ? &arguments : nullptr, connections_.in, &Reader::read_inlet);
    read_ways(name, connector->takes, well ? &arguments : nullptr, connections_.out, &Reader::read_outlet);
  }

  /// Without arguments only the names are read: what would be wrong because of a parameter is not told.
  void read_ways(const std::string& name, const Node* ways, const Arguments* arguments, Ways& names,
                 void (Reader::*read_way)(const std::string&, const Node&)) {
    if (ways == nullptr) return;
    Reader reader(registry_, context_, configuration_);
    for (const auto& entry : ways->entries) {
      const auto full = name + "." + entry.key;
      names.names.push_back(full);
      if (arguments != nullptr) (reader.*read_way)(full, expand(entry.value, *arguments, context_.diagnostics));
    }
  }

  Connectors& connectors_;
  const Registry& registry_;
  ParseContext& context_;
  Configuration& configuration_;
  Connections& connections_;
};

std::vector<std::string> ways_of(const std::string& connection, const Ways& ways) {
  std::vector<std::string> found;
  for (const auto& name : ways.names) {
    if (name.starts_with(connection + ".")) found.push_back(name);
  }
  return found;
}

/// A way may be called by its connection alone.
std::string hint_of_way(const std::string& name, const Ways& ways) {
  if (ways.names.empty()) return "there is none at all yet: they stand in connections.yaml";
  std::vector<std::string> connections;
  for (const auto& way : ways.names) connections.push_back(way.substr(0, way.find('.')));
  const auto meant = nearest(name, connections);
  return meant && name.find('.') == std::string::npos ? "did you mean \"" + *meant + "\"?" : hint_of(name, ways.names);
}

}  // namespace

void read_connections(const Node& document, Connectors& connectors, const Registry& registry, ParseContext& context,
                      Configuration& configuration, Connections& connections) {
  const auto& named = document["connections"];
  const bool has_frame = named.kind != Node::Kind::missing;
  if (has_frame) context.diagnostics.only_keys(document, {"connections"});
  if (has_frame && !named.is_map()) context.diagnostics.add(named, "expected a map of connections by name");
  for (const auto& entry : (has_frame ? named : document).entries) {
    Diagnostics faults;
    ParseContext inner{faults, context.secrets, context.folder};
    ConnectionReader(connectors, registry, inner, configuration, connections).read(entry);
    hand_on(faults, entry.value, context.diagnostics);
  }
}

std::optional<std::string> resolve(const Node& node, const std::string& name, const Connections& connections,
                                   const Ways& ways, ParseContext& context) {
  if (std::find(ways.names.begin(), ways.names.end(), name) != ways.names.end()) return name;
  if (!connections.complete || connections.unsure.contains(name.substr(0, name.find('.')))) return std::nullopt;
  const auto of_connection = ways_of(name, ways);
  if (of_connection.size() == 1) return of_connection.front();
  const bool is_in = &ways == &connections.in;
  if (of_connection.size() > 1) {
    context.diagnostics.add(node, "the connection \"" + name + "\" has several of these",
                            "write one of: " + join(of_connection, ", "));
    return std::nullopt;
  }
  const auto& others = is_in ? connections.out : connections.in;
  const auto known = hint_of_way(name, ways);
  const bool wrong_way =
      std::find(others.names.begin(), others.names.end(), name) != others.names.end() || !ways_of(name, others).empty();
  if (wrong_way)
    context.diagnostics.add(
        node, "\"" + name + (is_in ? "\" takes messages and provides none" : "\" provides messages and takes none"),
        known);
  else
    context.diagnostics.add(node, "no connection " + std::string(is_in ? "provides" : "takes") + " \"" + name + "\"",
                            known);
  return std::nullopt;
}

}  // namespace sluss::config
