// The step that turns placements into invoices.
#pragma once

#include <map>
#include <optional>
#include <string>

#include "plugin/sdk.h"

namespace sluss::plugins {

struct BillConfig {};

[[nodiscard]] Spec<BillConfig> bill_spec();

/// Collects placements: works out what each is worth, claims its student-days in the ledger and books its lines.
/// Then, once all placements of the run are in, gives one invoice for each group of waiting lines whose time has come.
/// The rules are the domain's (domain/charge.h, domain/invoice.h); this class only brings ledger and rules together.
class Bill final : public Processor {
 public:
  explicit Bill(BillConfig /*config*/) {}
  [[nodiscard]] Result<void> process(std::span<Item> batch, Context& context) override;
  /// One invoice a call.
  [[nodiscard]] Result<Messages> finish(Context& context) override;

 private:
  /// Lines whose term is not invoiced yet, by term.
  struct Early {
    Day from;
    std::int64_t lines = 0;
    Ore amount;
  };

  [[nodiscard]] Result<void> bill(Item& item, Context& context);
  [[nodiscard]] Result<void> bill_nothing(Item& item, std::string reason, Context& context);
  [[nodiscard]] Result<void> bill_worth(Item& item, const domain::Placement& placement, const domain::Worth& worth,
                                        Context& context);
  [[nodiscard]] Result<std::optional<Message>> invoice(const Group& group, Context& context);
  void note_early(Context& context);

  std::optional<Group> last_;  ///< the group that `finish` came to
  std::map<std::string, Early> early_;
};

}  // namespace sluss::plugins
