#include "domain/placement.h"
#include "faults.h"
#include "plugin/sdk.h"

namespace sluss::validate {
namespace {

enum class Kind { placement };

struct Config {
  Kind kind = Kind::placement;
};

Spec<Config> spec() {
  return Spec<Config>("validate", "Rejects messages whose content breaks a rule, with all faults at once")
      .choice("kind", &Config::kind, "What the messages must be", {{"placement", Kind::placement}})
      .bare("kind");
}

class Validate final : public Processor {
 public:
  explicit Validate(const Config& /*config*/) {}

  Result<void> process(std::span<Item> batch, Context& /*context*/) override {
    for (auto& item : batch) check(item);
    return {};
  }

 private:
  static void check(Item& item) {
    // What was withdrawn must come through whatever it says: it takes back what was booked.
    if (item.message.change == Change::withdrawn) return;
    const auto placement = domain::read_placement(item.message.body);
    if (!placement) item.reject(reason_of(item.message.origin, placement.error()));
  }
};

}  // namespace
}  // namespace sluss::validate

SLUSS_MODULE(validate,
             [](sluss::Registry& registry) { registry.processor<sluss::validate::Validate>(sluss::validate::spec()); })
