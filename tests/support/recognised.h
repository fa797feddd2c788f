// What a recogniser found, for tests.
#pragma once

#include <string>

#include "plugin/sdk.h"

namespace sluss::test {

inline const FoundOption* find(const Recognised& found, const std::string& name) {
  for (const auto& option : found.options) {
    if (option.name == name) return &option;
  }
  return nullptr;
}

inline std::string option(const Recognised& found, const std::string& name) {
  const auto* option = find(found, name);
  return option == nullptr ? "(none)" : option->yaml;
}

inline std::string reason(const Recognised& found, const std::string& name) {
  const auto* option = find(found, name);
  return option == nullptr ? "(none)" : option->reason;
}

}  // namespace sluss::test
