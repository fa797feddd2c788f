#include "config/connectors.h"

#include <algorithm>
#include <optional>

#include "base/text.h"
#include "config/form.h"

namespace sluss::config {
namespace {

using Parameters = std::map<std::string, Node>;

const std::vector<std::string> parameter_types = {"text", "path", "number", "yes_no", "list", "secret"};

/// What a parameter's value must be; empty when it is.
std::string misfit(const std::string& type, const Node& value) {
  const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
  if (type == "list") return value.is_list() ? "" : "a list";
  if (!value.is_scalar()) return "a " + (type == "yes_no" ? std::string("yes or no") : type);
  if (type == "number" && !std::all_of(value.text.begin(), value.text.end(), is_digit)) return "a whole number";
  if (type == "yes_no" && value.text != "yes" && value.text != "no" && value.text != "true" && value.text != "false") return "yes or no";
  if (type == "secret" && !value.text.starts_with("secret:")) return "secret:NAME, never the secret itself";
  return value.text.empty() ? "a " + type : "";
}

/// Checks a declared parameter and gives its value in this connection, if it has one.
std::optional<Node> value_of(const Node::Entry& declared, const Node& connection, Diagnostics& diagnostics) {
  Form form(declared.value, diagnostics);
  const auto type = form.text("type", Form::Need::required, "one of " + join(parameter_types, ", "));
  const auto text = form.text("text", Form::Need::required, "what the parameter means");
  const bool required = form.text("required") == "true" || form.text("required") == "yes";
  const auto& fallback = form.node("default");
  form.node("example");
  form.done();
  if (!type.empty() && std::find(parameter_types.begin(), parameter_types.end(), type) == parameter_types.end())
    form.fault("type", "there is no parameter type \"" + type + "\"", suggestion(type, parameter_types));
  const auto& value = connection[declared.key];
  if (value.kind == Node::Kind::missing) {
    if (required) diagnostics.add(connection, "\"" + declared.key + "\" is missing: " + text);
    return fallback.kind == Node::Kind::missing ? std::nullopt : std::optional(fallback);
  }
  if (const auto wanted = misfit(type, value); !wanted.empty()) {
    // A secret's place may hold the secret itself: it is not repeated.
    const auto found = value.is_scalar() && type != "secret" ? ", found \"" + value.text + "\"" : "";
    diagnostics.add(value, "expected " + wanted + found);
  }
  return value;
}

class Expander {
 public:
  Expander(const Parameters& parameters, const std::vector<std::string>& declared, Diagnostics& diagnostics)
      : parameters_(parameters), declared_(declared), diagnostics_(diagnostics) {}

  void expand(Node& node) {
    if (node.is_scalar()) expand_scalar(node);
    std::erase_if(node.items, [&](Node& item) { return expanded_to_nothing(item); });
    std::erase_if(node.entries, [&](Node::Entry& entry) { return expanded_to_nothing(entry.value); });
  }

 private:
  /// A parameter without a value and a default takes its member away: the plugin's own default holds.
  bool expanded_to_nothing(Node& node) {
    expand(node);
    return node.kind == Node::Kind::missing;
  }

  void expand_scalar(Node& node) {
    const auto text = node.text;
    const auto first = text.find("${");
    if (first == std::string::npos) return;
    if (first == 0 && text.find('}') == text.size() - 1) {
      const auto* value = find(text.substr(2, text.size() - 3), node);
      node = value == nullptr ? Node() : *value;
      return;
    }
    node.text = expand_text(text, node);
  }

  std::string expand_text(const std::string& text, const Node& node) {
    std::string result;
    for (std::size_t at = 0; at < text.size();) {
      const auto begin = text.find("${", at);
      result += text.substr(at, begin - at);
      if (begin == std::string::npos) break;
      const auto end = text.find('}', begin);
      if (end == std::string::npos) {
        diagnostics_.add(node, "\"${\" without its \"}\"");
        break;
      }
      if (const auto* value = find(text.substr(begin + 2, end - begin - 2), node)) result += value->text;
      at = end + 1;
    }
    return result;
  }

  const Node* find(const std::string& name, const Node& at) {
    if (const auto known = parameters_.find(name); known != parameters_.end()) return &known->second;
    if (std::find(declared_.begin(), declared_.end(), name) == declared_.end())
      diagnostics_.add(at, "the connector has no parameter \"" + name + "\"", suggestion(name, declared_));
    return nullptr;
  }

  const Parameters& parameters_;
  const std::vector<std::string>& declared_;
  Diagnostics& diagnostics_;
};

}  // namespace

void Connectors::add(Node document, const std::string& folder, Diagnostics& diagnostics) {
  Form form(document, diagnostics);
  const auto name = form.text("connector", Form::Need::required, "the connector's name");
  form.text("summary", Form::Need::required, "what it connects, in one line");
  for (const auto* member : {"parameters", "provides", "takes"}) form.node(member);
  form.done();
  if (!name.empty() && name != folder) form.fault("connector", "expected the name of its folder, \"" + folder + "\", found \"" + name + "\"");
  if (!form.map().has("provides") && !form.map().has("takes") && document.is_map()) form.fault("connector", "it neither provides nor takes anything");
  connectors_.emplace(folder, std::move(document));
}

std::vector<std::string> Connectors::names() const {
  std::vector<std::string> names;
  for (const auto& [name, document] : connectors_) names.push_back(name);
  return names;
}

Node Connectors::expand(const std::string& name, const Node& connection, Diagnostics& diagnostics) const {
  const auto faults_before = diagnostics.size();
  auto document = connectors_.at(name);
  Parameters parameters;
  std::vector<std::string> declared, known = {"use"};
  for (const auto& entry : document["parameters"].entries) {
    declared.push_back(entry.key);
    if (auto value = value_of(entry, connection, diagnostics)) parameters.emplace(entry.key, std::move(*value));
  }
  known.insert(known.end(), declared.begin(), declared.end());
  diagnostics.only_keys(connection, known);
  if (diagnostics.size() != faults_before) return {};
  Expander expander(parameters, declared, diagnostics);
  for (auto& entry : document.entries) {
    if (entry.key == "provides" || entry.key == "takes") expander.expand(entry.value);
  }
  return document;
}

}  // namespace sluss::config
