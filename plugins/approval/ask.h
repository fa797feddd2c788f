// The step that asks: a basis that waits for a person's approval becomes a message that can be mailed.
#pragma once

#include <optional>
#include <string>

#include "codes.h"
#include "plugin/sdk.h"

namespace sluss::approval {

struct AskConfig {
  Secret codes;
};

[[nodiscard]] Spec<AskConfig> ask_spec();

/// Stands behind `bill`. Once all of a run is in, and what may be invoiced has been, it gives a message of the kind
/// "basis" for each group whose lines wait for a person who has not decided about just these lines. The same lines are
/// the same message, which the engine makes once.
class AskApproval final : public Processor {
 public:
  explicit AskApproval(AskConfig config) : config_(std::move(config)) {}
  [[nodiscard]] Effect effect() const override { return {Effect::Body::kept, {}, {{{"basis"}}}, {}}; }
  [[nodiscard]] Result<void> process(std::span<Item> /*batch*/, Context& /*context*/) override { return {}; }
  [[nodiscard]] Result<Messages> finish(Context& context) override;

 private:
  [[nodiscard]] Result<std::optional<Message>> question(const Group& group, Context& context) const;

  AskConfig config_;
  std::optional<Group> asked_;  ///< the group that `finish` came to
};

}  // namespace sluss::approval
