// Whether what the parts of a pipeline say of each other fits: what a step looks for and no message has, what a way out
// takes and nobody makes. Tells only what is sure.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "config/configuration.h"
#include "plugin/processor.h"
#include "plugin/spec.h"

namespace sluss::config {

/// Messages of one kind on their way through steps.
struct Stream {
  std::string from;  ///< who gives them, for people: "klipp.placements", "the step \"bill\""
  std::string kind;
  std::optional<std::vector<std::string>> paths;  ///< all that their bodies may hold; nullopt: it is not known
};

/// A step as the configuration names it.
struct PlacedStep {
  std::string name;
  Mark mark;
  std::string path;
  std::unique_ptr<Processor> step;
};

/// A way out as the configuration names it.
struct PlacedRoute {
  std::string outlet;
  std::string kind;
  const Node* node;  ///< of the way out
  const Node* when;  ///< its condition; null when there is none
  std::unique_ptr<Predicate> condition;
};

/// Tells what the step lacks in messages of these streams, and leads them through it.
void pass_through(const PlacedStep& placed, std::vector<Stream>& streams, Diagnostics& diagnostics);

/// A pipeline's: what comes in, through its steps and on its ways out. `to` is the node of all of them. Warns of
/// placements that are invoiced and never tell of protected identities.
void check_fit(std::vector<Stream> streams, const std::vector<PlacedStep>& steps,
               const std::vector<PlacedRoute>& routes, const Node& to, Diagnostics& diagnostics);

}  // namespace sluss::config
