#include "plugin/payment_book.h"

namespace sluss {
namespace {

class ClosedPaymentBook final : public PaymentBook {
 public:
  [[nodiscard]] Result<std::optional<domain::Receivable>> receivable(const std::string& /*number*/) override {
    return closed();
  }
  [[nodiscard]] Result<domain::InvoiceAccount> account(const std::string& /*number*/) override { return closed(); }
  [[nodiscard]] Result<std::optional<domain::BilledParty>> billed(const std::string& /*number*/) override {
    return closed();
  }
  [[nodiscard]] Result<std::optional<BookedPayment>> find(const std::string& /*payment*/) override { return closed(); }
  [[nodiscard]] Result<void> book(const domain::Payment& /*payment*/, std::int64_t /*item*/, std::int64_t /*message*/,
                                  const domain::Share& /*share*/) override {
    return closed();
  }

 private:
  static tl::unexpected<Error> closed() {
    return fail(Fault::config, "this step books payments: it belongs among a pipeline's steps, not in a connector");
  }
};

}  // namespace

Ore BookedPayment::booked() const {
  Ore sum;
  for (const auto& part : parts) sum += part.amount;
  return sum;
}

PaymentBook& closed_payment_book() {
  static ClosedPaymentBook closed;
  return closed;
}

}  // namespace sluss
