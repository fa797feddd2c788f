// The step that turns placements into invoices.
#pragma once

#include <map>
#include <optional>
#include <string>

#include "plugin/sdk.h"

namespace sluss::plugins {

struct BillConfig {};

[[nodiscard]] Spec<BillConfig> bill_spec();

/// Collects placements: works out what each is worth, claims its student-days in the ledger, and books lines and
/// credits until the books say the same. Then, once all placements of the run are in, gives a credit note for each
/// invoice of which something is taken back, and one invoice for each group of waiting lines whose time has come.
/// The rules are the domain's (domain/charge.h, domain/invoice.h); this class only brings ledger and rules together.
class Bill final : public Processor {
 public:
  explicit Bill(BillConfig /*config*/) {}
  [[nodiscard]] Effect effect() const override;
  [[nodiscard]] Result<void> process(std::span<Item> batch, Context& context) override;
  /// One document a call. Credit notes come first: a day is taken back before another invoice bills it.
  [[nodiscard]] Result<Messages> finish(Context& context) override;

 private:
  /// Lines that wait, by what they wait for.
  struct Waiting {
    std::int64_t lines = 0;
    Ore amount;
  };

  [[nodiscard]] Result<void> bill(Item& item, Context& context);
  [[nodiscard]] Result<void> bill_nothing(Item& item, std::string reason, BillingBook& book);
  [[nodiscard]] Result<void> bill_worth(Item& item, const domain::Placement& placement, const domain::Worth& worth,
                                        BillingBook& book);
  [[nodiscard]] Result<std::optional<Message>> next_credit_note(Context& context);
  [[nodiscard]] Result<std::optional<Message>> next_invoice(Context& context);
  [[nodiscard]] Result<std::optional<Message>> invoice(const Group& group, Context& context);
  /// Whether the lines may be issued now; notes why not.
  [[nodiscard]] Result<bool> may_be_issued(const Group& group, const domain::Agreement& agreement,
                                           const domain::Term& term, const std::vector<WaitingLine>& lines,
                                           Context& context);

  std::optional<Group> invoiced_;  ///< the group that `finish` came to
  std::map<std::string, Waiting> waiting_;
};

}  // namespace sluss::plugins
