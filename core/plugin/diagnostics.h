// Faults of the configuration, collected so that all are shown at once.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "plugin/node.h"

namespace sluss {

/// A name that is another one now.
struct Renaming {
  std::string former, now;
};

struct Diagnostic {
  enum class Level {
    error,    ///< it must not be run
    warning,  ///< it may be run, but a person should know
  };
  Mark mark;
  std::string path;     ///< the path in the document, e.g. "connections.klipp.folder"
  std::string message;  ///< what is wrong and what was expected
  std::string hint;     ///< "did you mean ...", or what to do; may be empty
  Level level = Level::error;
  std::optional<Renaming> cure = {};  ///< what `sluss check --fix` changes at the mark, where the cure is certain

  /// "connections.yaml:3:5: error: connections.klipp.foldr: unknown key; did you mean \"folder\"?"
  [[nodiscard]] std::string text() const;
};

class Diagnostics {
 public:
  void add(const Node& at, std::string message, std::string hint = {});
  void add(Mark mark, std::string path, std::string message, std::string hint = {});
  void warn(const Node& at, std::string message, std::string hint = {});
  /// Adds one that was found elsewhere, as what it is.
  void add(Diagnostic found);
  /// Without faults; there may be warnings.
  [[nodiscard]] bool ok() const { return all_.empty(); }
  [[nodiscard]] std::size_t size() const { return all_.size(); }
  /// The faults, in the order they were found.
  [[nodiscard]] const std::vector<Diagnostic>& all() const { return all_; }
  [[nodiscard]] const std::vector<Diagnostic>& warnings() const { return warnings_; }

  /// Checks that a map has no keys but these; each other key is a fault with "did you mean".
  void only_keys(const Node& map, const std::vector<std::string>& known);
  /// The map with each key that is a former name under the one it has now; a warning tells of it. Where both stand,
  /// that is a fault, and the former one is left out.
  [[nodiscard]] Node with_present_names(Node map, const std::vector<Renaming>& renamings);

 private:
  std::vector<Diagnostic> all_, warnings_;
};

}  // namespace sluss
