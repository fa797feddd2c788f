// What a processor may be besides: one whose decisions rest on what others bring in.
#pragma once

#include <string>
#include <vector>

#include "base/result.h"
#include "message/message.h"
#include "plugin/lookup.h"

namespace sluss {

class Context;

/// A processor that decides by what it looks up. Nothing tells it when that changes after it has decided; so, once all
/// input of a run is in, it is asked what it would decide otherwise now, and that goes through all steps once more as a
/// new version. The engine finds it by a processor's type: `class Check : public Processor, public Reviewer`.
class Reviewer {
 public:
  Reviewer() = default;
  Reviewer(const Reviewer&) = delete;
  Reviewer& operator=(const Reviewer&) = delete;
  virtual ~Reviewer();
  /// The kinds of messages that it looks up. While none of them is new, only what it decided since the last review, and
  /// what is held, is reviewed.
  [[nodiscard]] virtual std::vector<std::string> looks_at() const = 0;
  /// What it remembers of them is to be looked up anew from now on. Called when a review begins.
  virtual void look_anew() = 0;
  /// Whether `process` would leave another body than this one, which all steps have left, or would stop what came
  /// further than that. Decides nothing; asked once a message, maybe of each that the store has of the pipeline's
  /// sources.
  [[nodiscard]] virtual Result<bool> decides_otherwise(const Message& message, Standing standing, Context& context) = 0;
};

}  // namespace sluss
