// What every plugin promises, as checks that know no plugin. Each gives the broken promises as sentences: none is good.
#pragma once

#include <functional>
#include <iosfwd>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "plugin/registry.h"

namespace sluss::contract {

using Sentences = std::vector<std::string>;

/// One plugin in one role, whatever its type.
struct Subject {
  /// What it makes points to its role: Source, Codec, Processor, Sink or Probe.
  using Make = std::function<std::shared_ptr<void>()>;

  std::string role;  ///< "source", "codec", "processor", "sink", "source_probe", "sink_probe"
  SpecInfo spec;
  std::string module;
  std::function<std::optional<Make>(const Node&, ParseContext&)> parse;
};

/// How a failing test calls it.
void PrintTo(const Subject& subject, std::ostream* out);

/// Every plugin of the registry in every role.
[[nodiscard]] std::vector<Subject> subjects_of(const Registry& registry);

/// The summary and every option are explained, and names are in snake_case.
[[nodiscard]] Sentences documentation(const Subject& subject);
/// What the specification gives as examples and defaults can be written as it stands.
[[nodiscard]] Sentences examples(const Subject& subject);
/// The option that a bare value is taken for exists, and its example works alone.
[[nodiscard]] Sentences shorthand(const Subject& subject);
/// An unknown option is a diagnostic that names the one that was meant.
[[nodiscard]] Sentences unknown_option(const Subject& subject);
/// A map or a list where a plain value is wanted is a diagnostic; the plugin survives it.
[[nodiscard]] Sentences wrong_kinds(const Subject& subject);
/// No text holds a secret's value, and one that is written in clear is refused without being repeated.
[[nodiscard]] Sentences secrets(const Subject& subject);
/// Parsing and making touch no file and start no thread.
[[nodiscard]] Sentences quiet_making(const Subject& subject);
/// A source or sink may be closed without having been opened, and twice.
[[nodiscard]] Sentences closing(const Subject& subject);
/// Who is told to stop before beginning returns at once, as cancelled or with nothing.
[[nodiscard]] Sentences stopping(const Subject& subject);
/// The plugin's page names each of its options.
[[nodiscard]] Sentences page(const Subject& subject, const std::string& readme);

}  // namespace sluss::contract
