#include "trial/stage.h"

#include <algorithm>
#include <set>

#include "base/text.h"
#include "config/connections.h"
#include "config/values.h"
#include "config/yaml_reader.h"
#include "trial/stand_ins.h"

namespace sluss::trial {
namespace {

namespace fs = std::filesystem;

class MadeUpSecrets final : public Secrets {
 public:
  /// Long enough for what must be long.
  [[nodiscard]] Result<Secret> find(std::string_view /*name*/) const override {
    return Secret("made-up-for-a-test-and-known-to-all");
  }
};

Node scalar(const std::string& text, const Mark& mark) {
  Node node;
  node.kind = Node::Kind::scalar;
  node.mark = mark;
  node.text = text;
  return node;
}

/// The same tree, told of at that place.
Node moved(Node node, const Mark& mark) {
  node.mark = mark;
  for (auto& item : node.items) item = moved(item, mark);
  for (auto& entry : node.entries) entry = {entry.key, mark, moved(entry.value, mark)};
  return node;
}

/// A parameter's example, as it stands where one would write it.
Node example_of(const config::Parameter& parameter, const Mark& mark) {
  Diagnostics faults;
  const auto document = config::read_yaml("example: " + parameter.example, mark.file, faults);
  return document && faults.ok() ? moved((*document)["example"], mark) : scalar(parameter.example, mark);
}

/// The parameters that a connection must give which leaves out all others.
std::set<std::string> needed(const config::Connector& connector, const Node& with) {
  std::set<std::string> names;
  for (const auto& parameter : connector.parameters) {
    if (with.has(parameter.name)) continue;
    if (parameter.required) names.insert(parameter.name);
    for (const auto& inner : config::parameters_in(parameter.fallback)) names.insert(inner);
  }
  return names;
}

/// The connection that the test is about, as connections.yaml would have it.
Node connection_of(const config::Connector& connector, const Test& test) {
  auto connection = test.with;
  if (!connection.is_map()) connection = scalar("", test.mark);
  connection.kind = Node::Kind::map;
  connection.path = "with";
  const auto names = needed(connector, connection);
  for (const auto& parameter : connector.parameters) {
    const bool is_given = connection.has(parameter.name) || parameter.fallback.kind != Node::Kind::missing;
    if (!is_given && names.contains(parameter.name) && !parameter.example.empty())
      connection.entries.push_back({parameter.name, test.mark, example_of(parameter, test.mark)});
  }
  connection.entries.push_back({"use", test.mark, scalar(connector.name, test.mark)});
  return connection;
}

/// The connection's inlets and outlets come into the configuration.
void connect(const Node& connection, config::Connectors& connectors, const Registry& registry, ParseContext& context,
             config::Configuration& configuration) {
  Node connections;
  connections.kind = Node::Kind::map;
  connections.mark = connection.mark;
  connections.entries.push_back({connection["use"].text, connection.mark, connection});
  Node document = connections;
  document.entries = {{"connections", connection.mark, connections}};
  config::Connections known;
  config::read_connections(document, connectors, registry, context, configuration, known);
}

/// One pipeline without steps: what the connector provides goes nowhere, and what it takes goes to it.
config::Pipeline plain_pipeline(config::Configuration& configuration) {
  config::Pipeline pipeline;
  pipeline.name = "test";
  std::set<std::string> kinds;
  for (const auto& [name, outlet] : configuration.outlets) pipeline.to.push_back({name, ""});
  for (const auto& [name, inlet] : configuration.inlets) {
    pipeline.from.push_back(name);
    if (!kinds.insert(inlet.kind).second) continue;
    const auto nowhere = "nowhere." + inlet.kind;
    configuration.outlets.emplace(nowhere, keeping_as_is(nowhere, inlet.kind));
    pipeline.to.push_back({nowhere, ""});
  }
  for (const auto& route : pipeline.to) {
    const auto& outlet = configuration.outlets.at(route.outlet);
    if (route.outlet.starts_with("nowhere.")) continue;
    pipeline.from.push_back(route.outlet);
    configuration.inlets.emplace(route.outlet, giving_to(outlet));
  }
  return pipeline;
}

}  // namespace

config::Configuration load_configuration(const fs::path& folder, const Registry& registry, Diagnostics& diagnostics) {
  auto configuration = config::load(folder, registry, MadeUpSecrets(), diagnostics);
  configuration.watch = {};
  return configuration;
}

std::optional<Stage> stage_of_pipeline(const config::Configuration& configuration, const Node& name,
                                       Diagnostics& diagnostics) {
  std::vector<std::string> known;
  for (const auto& [pipeline, unused] : configuration.pipelines) known.push_back(pipeline);
  if (configuration.pipelines.contains(name.text)) return Stage{configuration, Subject::pipeline, name.text};
  diagnostics.add(name, "there is no pipeline \"" + name.text + "\"", config::hint_of(name.text, known));
  return std::nullopt;
}

std::optional<Stage> stage_of_connector(const TestFile& file, const Test& test, const Registry& registry,
                                        Diagnostics& diagnostics) {
  const auto folder = fs::absolute(file.path).lexically_normal().parent_path();
  const MadeUpSecrets secrets;
  Diagnostics found;
  ParseContext context{found, secrets, folder};
  config::Files files(folder, found);
  config::Connectors connectors({folder.parent_path()}, files);
  Stage stage;
  stage.subject = Subject::connector;
  if (folder.filename() != file.name.text)
    found.add(file.name,
              "expected \"" + folder.filename().string() + "\", the connector in whose folder this test stands");
  else if (const auto* connector = connectors.find(file.name, context)) {
    connect(connection_of(*connector, test), connectors, registry, context, stage.configuration);
  }
  for (const auto& fault : found.all()) diagnostics.add(fault.mark, fault.path, fault.message, fault.hint);
  if (!found.ok()) return std::nullopt;
  auto pipeline = plain_pipeline(stage.configuration);
  stage.pipeline = pipeline.name;
  stage.configuration.pipelines.emplace(pipeline.name, std::move(pipeline));
  return stage;
}

std::optional<std::string> way_of(const Node& name, const std::vector<std::string>& ways, const std::string& what,
                                  Diagnostics& diagnostics) {
  std::vector<std::string> fitting;
  for (const auto& way : ways) {
    if (way == name.text) return way;
    if (way.starts_with(name.text + ".") || way.ends_with("." + name.text)) fitting.push_back(way);
  }
  if (fitting.size() == 1) return fitting.front();
  if (fitting.size() > 1)
    diagnostics.add(name, "there are several ways of this name", "write one of: " + join(fitting, ", "));
  else diagnostics.add(name, "no " + what + " is called \"" + name.text + "\" here", config::hint_of(name.text, ways));
  return std::nullopt;
}

std::vector<std::string> ways_in(const Stage& stage, const std::string& pipeline) {
  const auto at = stage.configuration.pipelines.find(pipeline);
  return at == stage.configuration.pipelines.end() ? std::vector<std::string>() : at->second.from;
}

std::vector<std::string> ways_out(const Stage& stage, const std::string& pipeline) {
  if (stage.subject == Subject::connector) return ways_in(stage, pipeline);
  std::vector<std::string> ways;
  const auto at = stage.configuration.pipelines.find(pipeline);
  if (at == stage.configuration.pipelines.end()) return ways;
  for (const auto& route : at->second.to) ways.push_back(route.outlet);
  return ways;
}

}  // namespace sluss::trial
