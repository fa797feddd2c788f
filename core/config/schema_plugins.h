// JSON Schema of plugins where the configuration names them.
#pragma once

#include <set>
#include <string>

#include "config/schema_values.h"
#include "plugin/registry.h"

namespace sluss::config::schema {

/// What a plugin is used as.
enum class Role { source, sink, format, step };

/// The plugins of one role.
class Plugins {
 public:
  Plugins(const Registry& registry, Role role);

  /// Each plugin's options as a definition of its own, for use in connectors or outside them.
  void define(Where where, Value& definitions) const;
  /// A plugin by its name, alone or with its options. Those of `given` are not missing when left out: others give them.
  [[nodiscard]] Value use(Where where, const std::set<std::string>& given) const;
  /// The same where anything may be given by others.
  [[nodiscard]] Value incomplete_use(Where where) const;
  /// The options of one plugin as they stand behind its name.
  [[nodiscard]] Value options_of(const std::string& plugin, Where where) const;
  /// Options of any of them.
  [[nodiscard]] Value any_options(Where where) const;

 private:
  [[nodiscard]] Value use_of(const SpecInfo& spec, Where where, const Value::List& conditions) const;
  [[nodiscard]] Value named(Where where, const std::vector<Value::List>& conditions) const;
  [[nodiscard]] std::string definition_of(const SpecInfo& spec, Where where) const;

  std::string role_;
  std::vector<const SpecInfo*> specs_;
};

}  // namespace sluss::config::schema
