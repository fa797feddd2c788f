// The billing book as those see it who have no business with it.
#pragma once

#include "plugin/billing_book.h"

namespace sluss::engine {

class ClosedBook final : public BillingBook {
 public:
  [[nodiscard]] Result<void> take_back(std::int64_t /*item*/) override { return closed(); }
  [[nodiscard]] Result<std::vector<domain::BookedLine>> lines_of(std::int64_t /*item*/) override { return closed(); }
  [[nodiscard]] Result<bool> is_for(std::int64_t /*line*/, const Subject& /*subject*/) override { return closed(); }
  [[nodiscard]] Result<std::optional<Taken>> taken(const Subject& /*subject*/, const DaySet& /*days*/,
                                                   std::int64_t /*except_item*/) override {
    return closed();
  }
  [[nodiscard]] Result<void> book(const Booking& /*booking*/) override { return closed(); }
  [[nodiscard]] Result<void> credit(const Crediting& /*crediting*/) override { return closed(); }
  [[nodiscard]] Result<std::optional<Creditable>> next_creditable() override { return closed(); }
  [[nodiscard]] Result<std::vector<WaitingCredit>> waiting_credits(std::int64_t /*invoice*/) override {
    return closed();
  }
  [[nodiscard]] Result<std::optional<Group>> next_waiting(const std::optional<Group>& /*after*/) override {
    return closed();
  }
  [[nodiscard]] Result<std::vector<WaitingLine>> waiting(const Group& /*group*/) override { return closed(); }
  [[nodiscard]] Result<std::optional<Approval>> approval(const Group& /*group*/) override { return closed(); }
  [[nodiscard]] Result<void> decide(const Group& /*group*/, const Approval& /*approval*/) override { return closed(); }
  [[nodiscard]] Result<int> issued(const Group& /*group*/) override { return closed(); }
  [[nodiscard]] Result<std::int64_t> take_number(const std::string& /*series*/) override { return closed(); }
  [[nodiscard]] Result<void> freeze(const domain::Invoice& /*invoice*/, const Group& /*group*/,
                                    const std::vector<std::int64_t>& /*lines*/) override {
    return closed();
  }

 private:
  static tl::unexpected<Error> closed() {
    return fail(Fault::config, "this step bills: it belongs among a pipeline's steps, not in a connector");
  }
};

}  // namespace sluss::engine
