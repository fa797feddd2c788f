#include "trial.h"

#include <algorithm>

#include "config/yaml_reader.h"

namespace sluss::contract {
namespace {

class MadeUpSecrets final : public Secrets {
 public:
  [[nodiscard]] Result<Secret> find(std::string_view /*name*/) const override { return Secret(secret_value); }
};

}  // namespace

Settings required_settings(const SpecInfo& spec) {
  Settings settings;
  for (const auto& option : spec.options()) {
    const auto stands_first = [&](const auto& names) { return names.front() == option.name; };
    const bool is_chosen = std::any_of(spec.either().begin(), spec.either().end(), stands_first);
    if (option.required || is_chosen) settings[option.name] = option.example;
  }
  return settings;
}

Settings local_settings(const SpecInfo& spec) {
  const std::string here = ".";
  auto settings = required_settings(spec);
  for (const auto& option : spec.options()) {
    if (option.type == "path" && option.required) settings[option.name] = here;
  }
  return settings;
}

std::string yaml_of(const SpecInfo& spec, const Settings& settings) {
  if (spec.free_form()) return spec.options().front().example;
  std::string yaml;
  for (const auto& [name, value] : settings) yaml.append("\n  ").append(name).append(": ").append(value);
  return yaml;
}

Parsed parsed(const Subject& subject, const std::string& yaml) {
  Diagnostics diagnostics;
  const auto node = config::read_yaml("trial: " + yaml, std::make_shared<const std::string>("trial.yaml"), diagnostics);
  const MadeUpSecrets secrets;
  ParseContext context{diagnostics, secrets, std::filesystem::current_path()};
  Parsed result;
  if (node && diagnostics.ok()) result.make = subject.parse((*node)["trial"], context);
  for (const auto& diagnostic : diagnostics.all()) result.faults.push_back(diagnostic.text());
  return result;
}

EmptyFolder::EmptyFolder() : before_(std::filesystem::current_path()) { std::filesystem::current_path(path()); }

EmptyFolder::~EmptyFolder() {
  std::error_code failed;
  std::filesystem::current_path(before_, failed);
}

}  // namespace sluss::contract
