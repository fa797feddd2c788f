// When what steps have decided is to be looked at again, since what they look up may have changed
// (docs/decisions/0018).
#pragma once

#include <string>
#include <vector>

#include "engine/pipeline_run.h"
#include "engine/recorder.h"

namespace sluss::engine {

/// How far a pipeline's decisions were reviewed is a cursor: the newest message that the store had then. Ids are given
/// in the order of commits, so that a message which is not above it was seen. Everything is due when a message of a
/// kind that is looked up came after it, or when the configuration or the modules are others now, or were in a run
/// since then, which may have decided again without the step; else what came after it, and what is held.
class Review {
 public:
  [[nodiscard]] static Result<Review> due(const Surroundings& around, const std::string& pipeline,
                                          const std::vector<std::string>& looked_at, std::int64_t run);

  /// The parts that are due, of each channel.
  [[nodiscard]] std::vector<Again> parts() const;
  /// What is to be remembered once all parts are done.
  [[nodiscard]] const store::Cursor& mark() const { return mark_; }

 private:
  store::Cursor mark_;
  std::int64_t after_ = 0;
};

}  // namespace sluss::engine
