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

/// What does not hold of a recogniser and any bytes; empty when all is well. What it finds is text that YAML can hold,
/// and a sample that is rewritten with nothing changed is known as the sample is, and stays as it is from then on.
inline std::string broken_by(const Recogniser& recogniser, std::string_view bytes) {
  const auto same = [](std::string_view text) { return std::string(text); };
  const auto is_fit = [](const std::string& text) { return is_utf8(text) && text.find('\0') == std::string::npos; };
  const auto found = recogniser.recognise({"sample", bytes});
  if (found) {
    if (found->sureness < 1 || found->sureness > 100) return "it is as sure as nothing can be";
    for (const auto& open : found->open) {
      if (!is_fit(open)) return "what is open cannot be shown";
    }
    for (const auto& option : found->options) {
      if (!is_fit(option.yaml) || !is_fit(option.reason)) return "the option " + option.name + " cannot be shown";
    }
  }
  const auto rewritten = recogniser.rewrite({"sample", bytes}, same);
  if (!rewritten || !found) return "";
  const auto again = recogniser.recognise({"sample", *rewritten});
  if (!again || again->options.size() != found->options.size()) return "what is rewritten is not known any more";
  for (const auto& option : found->options) {
    // The letters that told the encoding may have stood outside of the records.
    if (option.name != "encoding" && test::option(*again, option.name) != option.yaml)
      return "what is rewritten has another " + option.name;
  }
  const auto twice = recogniser.rewrite({"sample", *rewritten}, same);
  return twice && *twice == *rewritten ? "" : "it is rewritten otherwise the second time";
}

}  // namespace sluss::test
