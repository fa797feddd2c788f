#include "config/connector.h"

#include <algorithm>

#include "config/fields.h"
#include "config/former_parameters.h"
#include "config/inheritance.h"
#include "config/plugin_use.h"
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
                                                   {"secret", ParameterType::secret},
                                                   {"table", ParameterType::table},
                                                   {"map", ParameterType::map},
                                                   {"transport", ParameterType::transport}});

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
  fields.optional("formerly", read_texts, parameter.formerly);
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

void check_table(const Node& value, ParseContext& context) {
  const auto is_text = [](const Node::Entry& entry) { return entry.value.is_scalar() && !entry.value.text.empty(); };
  const bool fits = value.is_map() ? std::all_of(value.entries.begin(), value.entries.end(), is_text)
                                   : value.is_scalar() && !value.text.empty();
  if (!fits)
    context.diagnostics.add(value, "expected one text for all, or a text for each by its id",
                            "for example \"4711\", or { vc-norr: \"4711\", vc-syd: \"4712\" }");
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
    case ParameterType::table: return check_table(value, context);
    case ParameterType::map: return (void)map_or_null(value, context);
    case ParameterType::transport: return (void)read_use(value, "transport", context);
  }
}

/// `instead` is what could stand in its place.
void tell_missing(const Parameter& parameter, const Node& connection, ParseContext& context,
                  const std::string& instead = "") {
  auto message = "\"" + parameter.name + "\" is missing";
  if (!parameter.text.empty()) message += ": " + parameter.text;
  auto hint = parameter.example.empty() ? "" : "for example " + parameter.name + ": " + parameter.example;
  if (!instead.empty()) hint += std::string(hint.empty() ? "write" : ", or") + " another " + instead;
  context.diagnostics.add(connection, message, hint);
}

/// Reads what a connection gives to one connector's parameters.
class ArgumentReader {
 public:
  ArgumentReader(const Connector& connector, const Node& connection, ParseContext& context)
      : connector_(connector),
        connection_(context.diagnostics.with_present_names(connection, renamings_of(connector.parameters))),
        context_(context) {}

  Arguments read() {
    std::vector<std::string> known = {"use"};
    for (const auto& parameter : connector_.parameters) {
      known.push_back(parameter.name);
      if (!is_given(parameter) && parameter.required) tell_missing(parameter, connection_, context_);
      take(parameter, is_given(parameter) ? connection_[parameter.name] : parameter.fallback);
    }
    context_.diagnostics.only_keys(connection_, known);
    const auto given = arguments_;
    for (const auto& parameter : connector_.parameters) {
      const auto inner = parameters_in(parameter.fallback);
      if (inner.empty()) continue;
      for (const auto& name : inner) check_inner(parameter, name);
      if (!is_given(parameter))
        arguments_[parameter.name].value = expand(parameter.fallback, given, context_.diagnostics);
    }
    return std::move(arguments_);
  }

 private:
  [[nodiscard]] bool is_given(const Parameter& parameter) const {
    return connection_[parameter.name].kind != Node::Kind::missing;
  }

  void take(const Parameter& parameter, Node value) {
    if (value.kind != Node::Kind::missing) check_type(parameter, value, context_);
    // A path that becomes part of a text is as good as one that becomes an option.
    if (parameter.type == ParameterType::path && value.is_scalar() && !value.text.empty())
      value.text = (context_.folder / value.text).lexically_normal().string();
    arguments_[parameter.name] = {std::move(value), parameter.type == ParameterType::secret};
  }

  /// A parameter that another one's default is made of.
  void check_inner(const Parameter& outer, const std::string& name) {
    const auto inner = std::find_if(connector_.parameters.begin(), connector_.parameters.end(),
                                    [&](const Parameter& parameter) { return parameter.name == name; });
    if (inner == connector_.parameters.end() || inner->required) return;
    if (!is_given(outer) && arguments_[name].value.kind == Node::Kind::missing)
      tell_missing(*inner, connection_, context_, outer.name);
    if (is_given(outer) && is_given(*inner) && !is_used(name))
      context_.diagnostics.add(connection_[name], "\"" + name + "\" says nothing where \"" + outer.name + "\" is given",
                               "leave out one of them");
  }

  [[nodiscard]] bool is_used(const std::string& name) const {
    const auto holds = [&](const Node* ways) { return ways != nullptr && parameters_in(*ways).contains(name); };
    return holds(connector_.provides) || holds(connector_.takes);
  }

  const Connector& connector_;
  const Node connection_;
  ParseContext& context_;
  Arguments arguments_;
};

/// "1.2": in quotes, for 1.10 without them is the number 1.1 to readers of YAML.
void read_version(const Node& node, ParseContext& context, std::string& target) {
  std::string text;
  read_text(node, context, text);
  if (text.empty()) return;
  if (node.quoted && is_version(text)) target = text;
  else context.diagnostics.add(node, "expected a version in quotes", "for example \"1.2\"");
}

/// What a connector requires, against what there is: Sluss, and the connector that it extends.
class VersionCheck {
 public:
  VersionCheck(const std::string& base_name, const Node* base, ParseContext& context)
      : base_name_(base_name), base_(base), context_(context) {}

  void run(const Node& document) {
    std::string own;
    if (document.has("version")) read_version(document["version"], context_, own);
    const auto* needed = map_or_null(document["requires"], context_);
    if (needed == nullptr) return;
    for (const auto& entry : needed->entries) check(entry);
  }

 private:
  void check(const Node::Entry& entry) {
    std::string least;
    read_version(entry.value, context_, least);
    if (least.empty()) return;
    if (entry.key == "sluss")
      return compare(entry, SLUSS_VERSION, least, "install it, or use an older version of the connector");
    if (base_ == nullptr || entry.key != base_name_) {
      context_.diagnostics.add(
          entry.key_mark, entry.value.path, "a connector can require sluss and the connector that it extends",
          base_ == nullptr ? "write sluss: \"" + least + "\"" : "write " + base_name_ + ": \"" + least + "\"");
      return;
    }
    compare(entry, (*base_)["version"].text, least, "get the later one, or leave the requirement out");
  }

  void compare(const Node::Entry& entry, const std::string& version, const std::string& least,
               const std::string& cure) {
    if (is_at_least(version, least)) return;
    const auto found = version.empty() ? "which says no version" : "found " + version;
    context_.diagnostics.add(entry.value, "this needs " + entry.key + " " + least + " or later, " + found, cure);
  }

  const std::string& base_name_;
  const Node* base_;
  ParseContext& context_;
};

bool check_versions(const Node& document, const std::string& base_name, const Node* base, ParseContext& context) {
  const auto before = context.diagnostics.size();
  VersionCheck(base_name, base, context).run(document);
  return context.diagnostics.size() == before;
}

}  // namespace

std::optional<Connector> read_connector(const Node& document, const std::string& name, ParseContext& context) {
  const auto faults_before = context.diagnostics.size();
  Connector connector;
  Fields fields(document, context);
  fields.required("connector", read_name, connector.name, name);
  fields.required("summary", read_text, connector.summary, "Placements exported from KLiPP as CSV files");
  for (const auto* read_before : {"version", "requires", "extends"}) fields.take(read_before);
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
    check_former_names(*parameters, context.diagnostics);
  }
  if (context.diagnostics.size() != faults_before) return std::nullopt;
  return connector;
}

Arguments read_arguments(const Connector& connector, const Node& connection, ParseContext& context) {
  return ArgumentReader(connector, connection, context).read();
}

const Connector* Connectors::find(const Node& use, ParseContext& context) {
  const auto at = found_.find(use.text);
  auto& connector = at != found_.end() ? at->second : found_.emplace(use.text, read(use, context)).first->second;
  return connector ? &*connector : nullptr;
}

std::vector<const Connector*> Connectors::all(ParseContext& context) {
  std::vector<const Connector*> connectors;
  for (const auto& name : names()) {
    Node use;
    use.kind = Node::Kind::scalar;
    use.text = name;
    const auto* connector = find(use, context);
    const bool is_new = connectors.empty() || connectors.back() != connector;
    if (connector != nullptr && is_new) connectors.push_back(connector);
  }
  return connectors;
}

std::optional<Connector> Connectors::read(const Node& use, ParseContext& context) {
  const auto* document = document_of(use, context);
  const auto* whole = document == nullptr ? nullptr : completed(*document, {use.text}, context);
  if (whole == nullptr) return std::nullopt;
  completed_.push_back(with_present_uses(*whole, context.diagnostics));
  return read_connector(completed_.back(), use.text, context);
}

const Node* Connectors::document_of(const Node& named, ParseContext& context) {
  for (const auto& folder : folders_) {
    const auto file = folder / named.text / "connector.yaml";
    if (fs::exists(file)) return files_.read(file);
  }
  const auto known = names();
  context.diagnostics.add(named, "there is no connector \"" + named.text + "\"",
                          known.empty()
                              ? "none was found at all: they lie in connectors/ in the configuration's folder or "
                                "beside it, or where \"connectors\" in sluss.yaml says"
                              : hint_of(named.text, known));
  return nullptr;
}

const Node* Connectors::completed(const Node& document, std::vector<std::string> chain, ParseContext& context) {
  const auto& extends = document["extends"];
  std::string base_name;
  if (extends.kind != Node::Kind::missing) read_name(extends, context, base_name);
  const Node* base = nullptr;
  if (std::find(chain.begin(), chain.end(), base_name) != chain.end()) {
    context.diagnostics.add(extends,
                            "a connector cannot extend itself: " + join(chain, " extends ") + " extends " + base_name,
                            "leave it out in one of them");
    return nullptr;
  }
  if (!base_name.empty()) {
    base = document_of(extends, context);
    if (base == nullptr) return nullptr;
  }
  if (!check_versions(document, base_name, base, context)) return nullptr;
  if (base == nullptr) return extends.kind == Node::Kind::missing ? &document : nullptr;
  chain.push_back(base_name);
  const auto* whole = completed(*base, std::move(chain), context);
  if (whole == nullptr) return nullptr;
  completed_.push_back(inherit(*whole, with_present_parameters(document, *whole, context.diagnostics)));
  return &completed_.back();
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
