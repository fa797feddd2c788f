// A billing book for the tests of those who ask little of it: they override what is asked for.
#pragma once

#include "plugin/billing_book.h"

namespace sluss::test {

class UnaskedBook : public BillingBook {
 public:
  Result<void> take_back(std::int64_t) override { return none(); }
  Result<std::vector<domain::BookedLine>> lines_of(std::int64_t) override { return none(); }
  Result<bool> is_for(std::int64_t, const Subject&) override { return none(); }
  Result<std::optional<Taken>> taken(const Subject&, const DaySet&, std::int64_t) override { return none(); }
  Result<void> book(const Booking&) override { return none(); }
  Result<void> credit(const Crediting&) override { return none(); }
  Result<std::optional<Creditable>> next_creditable() override { return none(); }
  Result<std::vector<WaitingCredit>> waiting_credits(std::int64_t) override { return none(); }
  Result<std::optional<Group>> next_waiting(const std::optional<Group>&) override { return none(); }
  Result<std::vector<WaitingLine>> waiting(const Group&) override { return none(); }
  Result<std::optional<Approval>> approval(const Group&) override { return none(); }
  Result<void> decide(const Group&, const Approval&) override { return none(); }
  Result<int> issued(const Group&) override { return none(); }
  Result<std::int64_t> take_number(const std::string&) override { return none(); }
  Result<void> freeze(const domain::Invoice&, const Group&, const std::vector<std::int64_t>&) override {
    return none();
  }

 private:
  static tl::unexpected<Error> none() { return fail(Fault::internal, "not asked for"); }
};

}  // namespace sluss::test
