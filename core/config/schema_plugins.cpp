#include "config/schema_plugins.h"

#include <algorithm>
#include <map>

namespace sluss::config::schema {
namespace {

template <class Role>
std::vector<const SpecInfo*> specs_of(const Registry::Plugins<Role>& plugins) {
  std::vector<const SpecInfo*> specs;
  for (const auto& [name, plugin] : plugins) specs.push_back(&plugin.spec);
  return specs;
}

Value need(const std::vector<std::string>& names) {
  auto schema = Value::object();
  schema["required"] = Value::List(names.begin(), names.end());
  return schema;
}

/// What must stand in a plugin's options besides what others give.
Value::List conditions_of(const SpecInfo& spec, const std::set<std::string>& given) {
  Value::List conditions;
  std::vector<std::string> required;
  if (spec.free_form()) return conditions;
  for (const auto& option : spec.options()) {
    if (option.required && !given.contains(option.name)) required.push_back(option.name);
  }
  if (!required.empty()) conditions.push_back(need(required));
  for (const auto& names : spec.either()) {
    if (std::any_of(names.begin(), names.end(), [&](const auto& name) { return given.contains(name); })) continue;
    Value::List alternatives;
    for (const auto& name : names) alternatives.push_back(need({name}));
    conditions.push_back(any_of(std::move(alternatives)));
  }
  return conditions;
}

Value map_of(Value properties) {
  auto schema = Value::object();
  schema["type"] = "object";
  schema["properties"] = std::move(properties);
  schema["additionalProperties"] = false;
  return schema;
}

Value null() {
  auto schema = Value::object();
  schema["type"] = "null";
  return schema;
}

Value option_schema(const OptionInfo& option, Where where) {
  return described(in(where, of_option(option)), option.text, option.fallback, option.example);
}

}  // namespace

Plugins::Plugins(const Registry& registry, Role role) {
  switch (role) {
    case Role::source: role_ = "source", specs_ = specs_of(registry.sources()); break;
    case Role::sink: role_ = "sink", specs_ = specs_of(registry.sinks()); break;
    case Role::format: role_ = "format", specs_ = specs_of(registry.codecs()); break;
    case Role::step: role_ = "step", specs_ = specs_of(registry.processors()); break;
  }
}

std::string Plugins::definition_of(const SpecInfo& spec, Where where) const {
  return (where == Where::connector ? "connector." : "") + role_ + "." + spec.name();
}

void Plugins::define(Where where, Value& definitions) const {
  for (const auto* spec : specs_) {
    auto& definition = definitions[definition_of(*spec, where)];
    if (spec->free_form()) {
      const auto& whole = spec->options().front();
      definition = described(of_option(whole), spec->summary() + ". " + whole.text, "", whole.example);
      continue;
    }
    auto properties = Value::object();
    for (const auto& option : spec->options()) properties[option.name] = option_schema(option, where);
    definition = map_of(std::move(properties));
    definition["description"] = spec->summary();
  }
}

Value Plugins::use_of(const SpecInfo& spec, Where where, const Value::List& conditions) const {
  auto options = reference(definition_of(spec, where));
  if (!conditions.empty()) {
    auto all = conditions;
    all.insert(all.begin(), std::move(options));
    options = Value::object();
    options["allOf"] = std::move(all);
  }
  Value::List alternatives = {std::move(options)};
  for (const auto& option : spec.options()) {
    // A bare value never is a map: of those a table takes none.
    if (!spec.free_form() && option.name == spec.shorthand()) alternatives.push_back(option_schema(option, where));
  }
  if (conditions.empty() && !spec.free_form()) alternatives.push_back(null());
  return any_of(std::move(alternatives));
}

Value Plugins::named(Where where, const std::vector<Value::List>& conditions) const {
  std::vector<std::string> alone;
  auto properties = Value::object();
  for (std::size_t i = 0; i < specs_.size(); ++i) {
    const auto& spec = *specs_[i];
    if (conditions[i].empty() && !spec.free_form()) alone.push_back(spec.name());
    properties[spec.name()] = use_of(spec, where, conditions[i]);
  }
  auto one = map_of(std::move(properties));
  one["minProperties"] = 1;
  one["maxProperties"] = 1;
  Value::List alternatives = {std::move(one)};
  if (!alone.empty()) alternatives.push_back(word(alone));
  if (where == Where::connector) alternatives.push_back(parameter());
  return any_of(std::move(alternatives));
}

Value Plugins::use(Where where, const std::set<std::string>& given) const {
  std::vector<Value::List> conditions;
  for (const auto* spec : specs_) conditions.push_back(conditions_of(*spec, given));
  return named(where, conditions);
}

Value Plugins::incomplete_use(Where where) const { return named(where, std::vector<Value::List>(specs_.size())); }

Value Plugins::options_of(const std::string& plugin, Where where) const {
  for (const auto* spec : specs_) {
    if (spec->name() == plugin) return use_of(*spec, where, conditions_of(*spec, {}));
  }
  return Value::object();
}

Value Plugins::any_options(Where where) const {
  auto properties = Value::object();
  std::map<std::string, Value> forms;
  for (const auto* spec : specs_) {
    for (const auto& option : spec->options()) {
      const auto form = of_option(option);
      const auto [at, is_first] = forms.emplace(option.name, form);
      if (is_first) properties[option.name] = option_schema(option, where);
      // Two plugins mean two things by one name: either may stand there.
      else if (at->second != form) properties[option.name] = described(Value::object(), option.text, "", "");
    }
  }
  return map_of(std::move(properties));
}

}  // namespace sluss::config::schema
