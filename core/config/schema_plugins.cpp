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

std::vector<std::string> names_of(const OptionInfo& option) {
  auto names = option.formerly;
  names.insert(names.begin(), option.name);
  return names;
}

/// All names that the options have or had.
std::vector<std::string> names_of(const SpecInfo& spec, const std::vector<std::string>& options) {
  std::vector<std::string> names;
  for (const auto& option : spec.options()) {
    if (std::find(options.begin(), options.end(), option.name) == options.end()) continue;
    for (auto& name : names_of(option)) names.push_back(std::move(name));
  }
  return names;
}

/// What must stand in a plugin's options besides what others give.
Value::List conditions_of(const SpecInfo& spec, const std::set<std::string>& given) {
  Value::List conditions;
  auto required = Value::list();
  if (spec.free_form()) return conditions;
  for (const auto& option : spec.options()) {
    if (!option.required || given.contains(option.name)) continue;
    if (option.formerly.empty()) required.as_list()->emplace_back(option.name);
    else conditions.push_back(need_one_of(names_of(option)));
  }
  if (!required.as_list()->empty()) {
    auto schema = Value::object();
    schema["required"] = std::move(required);
    conditions.insert(conditions.begin(), std::move(schema));
  }
  for (const auto& names : spec.either()) {
    if (std::any_of(names.begin(), names.end(), [&](const auto& name) { return given.contains(name); })) continue;
    conditions.push_back(need_one_of(names_of(spec, names)));
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

/// Former names may stand in the place of present ones.
void add_former_names(const SpecInfo& spec, Where where, Value& definition) {
  Value::List conditions;
  for (const auto& option : spec.options()) {
    for (const auto& former : option.formerly) {
      definition["properties"][former] = deprecated(in(where, of_option(option)), option.name);
      conditions.push_back(not_both(option.name, former));
    }
  }
  if (!conditions.empty()) definition["allOf"] = std::move(conditions);
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
    add_former_names(*spec, where, definition);
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
  const auto add = [&](const std::string& name, const OptionInfo& option, auto make) {
    const auto form = of_option(option);
    const auto [at, is_first] = forms.emplace(name, form);
    if (is_first) properties[name] = make();
    // Two plugins mean two things by one name: either may stand there.
    else if (at->second != form) properties[name] = described(Value::object(), option.text, "", "");
  };
  for (const auto* spec : specs_) {
    for (const auto& option : spec->options()) add(option.name, option, [&] { return option_schema(option, where); });
  }
  for (const auto* spec : specs_) {
    for (const auto& option : spec->options()) {
      for (const auto& former : option.formerly)
        add(former, option, [&] { return deprecated(in(where, of_option(option)), option.name); });
    }
  }
  return map_of(std::move(properties));
}

}  // namespace sluss::config::schema
