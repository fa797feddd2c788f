// What a Context may be besides: one that takes down what a person has decided about a basis.
#pragma once

#include <string>
#include <vector>

#include "base/clock.h"
#include "base/result.h"
#include "plugin/billing_book.h"

namespace sluss {

class Context;

/// Who decided, when, and why. It goes to the audit log, and tells of no student.
struct Approver {
  std::string who;
  Instant at{};
  std::string reason;
};

class Approvals {
 public:
  Approvals() = default;
  Approvals(const Approvals&) = delete;
  Approvals& operator=(const Approvals&) = delete;
  virtual ~Approvals();
  /// Replaces what was decided before about the group, whose waiting lines are just these, in the transaction of the
  /// call. Approved, the next run that bills issues them; refused, they wait until they change.
  [[nodiscard]] virtual Result<void> decide(const Group& group, const std::vector<WaitingLine>& lines, bool approved,
                                            const Approver& by) = 0;
};

/// Null where decisions cannot be taken: not within a step of a pipeline.
[[nodiscard]] Approvals* approvals_of(Context& context);

}  // namespace sluss
