#include "config/connector.h"

#include <algorithm>

#include "config/fields.h"
#include "config/values.h"

namespace sluss::config {
namespace {

namespace fs = std::filesystem;

const auto parameter_type = one_of<ParameterType>({{"text", ParameterType::text},
                                                   {"path", ParameterType::path},
                                                   {"number", ParameterType::number},
                                                   {"yes_no", ParameterType::yes_no},
                                                   {"duration", ParameterType::duration},
                                                   {"list", ParameterType::list},
                                                   {"secret", ParameterType::secret}});

void read_flag(const Node& node, ParseContext& context, bool& target) { options::read(node, context, target); }

Parameter read_parameter(const Node::Entry& entry, ParseContext& context) {
  Parameter parameter;
  parameter.name = entry.key;
  if (entry.key == "use")
    context.diagnostics.add(entry.key_mark, entry.value.path, "\"use\" names the connector itself",
                            "choose another name");
  Fields fields(entry.value, context);
  fields.required("type", parameter_type, parameter.type, "path");
  fields.optional("required", read_flag, parameter.required);
  fields.optional("text", read_text, parameter.text);
  fields.optional("example", read_text, parameter.example);
  parameter.fallback = fields.take("default");
  fields.done();
  if (parameter.required && parameter.fallback.kind != Node::Kind::missing)
    context.diagnostics.add(parameter.fallback, "a parameter that is required needs no default",
                            "leave out one of them");
  return parameter;
}

/// A map that may be left out; null then, or when it is something else.
const Node* map_or_null(const Node& node, ParseContext& context) {
  if (node.kind == Node::Kind::missing) return nullptr;
  if (node.is_map()) return &node;
  context.diagnostics.add(node, "expected a map of names");
  return nullptr;
}

template <class T>
void check_as(const Node& value, ParseContext& context) {
  T unused{};
  options::read(value, context, unused);
}

void check_secret(const Node& value, ParseContext& context) {
  if (value.is_scalar() && value.text.starts_with("secret:")) return;
  context.diagnostics.add(value, "expected secret:NAME, not the secret itself",
                          "put the value in the secrets folder, an environment variable or a systemd credential");
}

void check_type(const Parameter& parameter, const Node& value, ParseContext& context) {
  switch (parameter.type) {
    case ParameterType::text: {
      std::string unused;
      return read_text(value, context, unused);
    }
    case ParameterType::path: return check_as<fs::path>(value, context);
    case ParameterType::number: return check_as<std::int64_t>(value, context);
    case ParameterType::yes_no: return check_as<bool>(value, context);
    case ParameterType::duration: return check_as<std::chrono::seconds>(value, context);
    case ParameterType::list: return check_as<std::vector<std::string>>(value, context);
    case ParameterType::secret: return check_secret(value, context);
  }
}

void tell_missing(const Parameter& parameter, const Node& connection, ParseContext& context) {
  auto message = "\"" + parameter.name + "\" is missing";
  if (!parameter.text.empty()) message += ": " + parameter.text;
  context.diagnostics.add(connection, message,
                          parameter.example.empty() ? "" : "for example " + parameter.name + ": " + parameter.example);
}

}  // namespace

std::optional<Connector> read_connector(const Node& document, const std::string& name, ParseContext& context) {
  const auto faults_before = context.diagnostics.size();
  Connector connector;
  std::string summary;
  Fields fields(document, context);
  fields.required("connector", read_name, connector.name, name);
  fields.required("summary", read_text, summary, "Placements exported from KLiPP as CSV files");
  const auto* parameters = map_or_null(fields.take("parameters"), context);
  connector.provides = map_or_null(fields.take("provides"), context);
  connector.takes = map_or_null(fields.take("takes"), context);
  fields.done();
  if (!connector.name.empty() && connector.name != name)
    context.diagnostics.add(document["connector"], "expected \"" + name + "\", the name of the folder it stands in");
  if (connector.provides == nullptr && connector.takes == nullptr)
    context.diagnostics.add(document, "expected \"provides\" or \"takes\": a connector without them does nothing");
  if (parameters != nullptr) {
    for (const auto& entry : parameters->entries) connector.parameters.push_back(read_parameter(entry, context));
  }
  if (context.diagnostics.size() != faults_before) return std::nullopt;
  return connector;
}

Arguments read_arguments(const Connector& connector, const Node& connection, ParseContext& context) {
  Arguments arguments;
  std::vector<std::string> known = {"use"};
  for (const auto& parameter : connector.parameters) {
    known.push_back(parameter.name);
    const auto& given = connection[parameter.name];
    const bool is_given = given.kind != Node::Kind::missing;
    if (!is_given && parameter.required) tell_missing(parameter, connection, context);
    auto value = is_given ? given : parameter.fallback;
    if (value.kind != Node::Kind::missing) check_type(parameter, value, context);
    // A path that becomes part of a text is as good as one that becomes an option.
    if (parameter.type == ParameterType::path && value.is_scalar() && !value.text.empty())
      value.text = (context.folder / value.text).lexically_normal().string();
    arguments[parameter.name] = {std::move(value), parameter.type == ParameterType::secret};
  }
  context.diagnostics.only_keys(connection, known);
  return arguments;
}

const Connector* Connectors::find(const Node& use, ParseContext& context) {
  const auto at = found_.find(use.text);
  auto& connector = at != found_.end() ? at->second : found_.emplace(use.text, read(use, context)).first->second;
  return connector ? &*connector : nullptr;
}

std::optional<Connector> Connectors::read(const Node& use, ParseContext& context) {
  for (const auto& folder : folders_) {
    const auto file = folder / use.text / "connector.yaml";
    if (!fs::exists(file)) continue;
    const auto* document = files_.read(file);
    return document == nullptr ? std::nullopt : read_connector(*document, use.text, context);
  }
  context.diagnostics.add(use, "there is no connector \"" + use.text + "\"", hint_of(use.text, names()));
  return std::nullopt;
}

std::vector<std::string> Connectors::names() const {
  std::vector<std::string> names;
  for (const auto& folder : folders_) {
    for (const auto& path : files_.names_in(folder)) {
      if (fs::exists(path / "connector.yaml")) names.push_back(path.filename().string());
    }
  }
  std::sort(names.begin(), names.end());
  return names;
}

}  // namespace sluss::config
