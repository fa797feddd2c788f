// Puts a connection's parameters into its connector.
#pragma once

#include <map>
#include <set>
#include <string>

#include "plugin/spec.h"

namespace sluss::config {

/// A parameter's value.
struct Argument {
  Node value;  ///< Kind::missing: it was not given and has no default
  bool is_secret = false;
};

using Arguments = std::map<std::string, Argument, std::less<>>;

/// The tree with every `${name}` in its texts replaced. A text that is nothing else becomes the value as it was
/// written, a list or a map too, with the place where it was written; without a value the entry is left out. Within a
/// longer text the value must be a text itself, and no secret: a secret goes to the option that takes it, alone.
[[nodiscard]] Node expand(const Node& tree, const Arguments& arguments, Diagnostics& diagnostics);

/// The names of the parameters that stand in the tree's texts.
[[nodiscard]] std::set<std::string> parameters_in(const Node& tree);

}  // namespace sluss::config
