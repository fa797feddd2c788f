// The step that takes answers: what a person has mailed about a basis decides it, or waits for somebody who reads it.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "codes.h"
#include "plugin/approvals.h"
#include "plugin/sdk.h"
#include "word.h"

namespace sluss::approval {

struct TakeConfig {
  Secret codes;
  std::vector<std::string> senders;
};

[[nodiscard]] Spec<TakeConfig> take_spec();

/// Decides by messages of the kind "approval" (the body of the format `mail`), as `sluss invoices approve` and `refuse`
/// do. An answer counts only with the code of a basis that waits just now as it was mailed, from the address that it
/// was mailed to or another one that is allowed, and when it plainly says yes or no. What does not count is held.
class TakeApproval final : public Processor {
 public:
  explicit TakeApproval(TakeConfig config) : config_(std::move(config)) {}
  [[nodiscard]] Effect effect() const override {
    return {Effect::Body::kept, {}, std::vector<Effect::Made>(), {"approval"}};
  }
  [[nodiscard]] Result<void> process(std::span<Item> batch, Context& context) override;

 private:
  /// A basis that waits, as it was mailed.
  struct Asked {
    Group group;
    std::vector<WaitingLine> lines;
  };
  [[nodiscard]] Result<void> take(Item& item, Context& context) const;
  [[nodiscard]] Result<std::optional<Asked>> asked_by(const std::string& code, Context& context) const;
  [[nodiscard]] bool may_answer(const std::string& sender, const Asked& asked, Context& context) const;
  [[nodiscard]] Result<void> decide(Item& item, const Asked& asked, Word word, Context& context) const;

  TakeConfig config_;
};

}  // namespace sluss::approval
