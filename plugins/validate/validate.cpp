#include "domain/offer.h"
#include "domain/order.h"
#include "domain/placement.h"
#include "domain/registration.h"
#include "faults.h"
#include "plugin/sdk.h"

namespace sluss::validate {
namespace {

enum class Kind { placement, order, offer, registration };

struct Config {
  Kind kind = Kind::placement;
};

Spec<Config> spec() {
  return Spec<Config>("validate", "Rejects messages whose content breaks a rule, with all faults at once")
      .choice("kind", &Config::kind, "What the messages must be; those of other kinds pass by",
              {{"placement", Kind::placement},
               {"order", Kind::order},
               {"offer", Kind::offer},
               {"registration", Kind::registration}})
      .bare("kind");
}

class Validate final : public Processor {
 public:
  explicit Validate(const Config& config) : kind_(config.kind) {}

  Effect effect() const override { return {Effect::Body::kept, {}, std::vector<Effect::Made>(), {}}; }

  std::vector<std::string> lacks(std::string_view kind, const std::vector<std::string>& paths) const override {
    switch (kind_) {
      case Kind::placement: return lacks(kind, paths, "placement", domain::read_placement);
      case Kind::order: return lacks(kind, paths, "order", domain::read_order);
      case Kind::offer: return lacks(kind, paths, "offer", domain::read_offer);
      case Kind::registration: return lacks(kind, paths, "registration", domain::read_registration);
    }
    return {};
  }

  Result<void> process(std::span<Item> batch, Context& /*context*/) override {
    for (auto& item : batch) check(item);
    return {};
  }

 private:
  void check(Item& item) const {
    switch (kind_) {
      case Kind::placement: return check(item, "placement", domain::read_placement);
      case Kind::order: return check(item, "order", domain::read_order);
      case Kind::offer: return check(item, "offer", domain::read_offer);
      case Kind::registration: return check(item, "registration", domain::read_registration);
    }
  }

  template <class Read>
  static std::vector<std::string> lacks(std::string_view kind, const std::vector<std::string>& paths,
                                        std::string_view own, Read&& read) {
    std::vector<std::string> lacking;
    // What a registration needs depends on its status.
    if (kind != own || (own == "registration" && may_hold(paths, "status"))) return lacking;
    const auto thing = read(body_with(paths));
    if (thing) return lacking;
    for (const auto& fault : thing.error()) {
      if (fault.value.empty() && !may_hold(paths, fault.field))
        lacking.push_back("\"" + fault.field + "\" (" + fault.expected + ")");
    }
    return lacking;
  }

  template <class Read>
  static void check(Item& item, const char* kind, Read&& read) {
    if (item.message.kind != kind) return;
    // What was withdrawn must come through whatever it says: it takes back what was booked.
    if (item.message.change == Change::withdrawn) return;
    const auto thing = read(item.message.body);
    if (!thing) item.reject(reason_of(item.message.origin, thing.error()));
  }

  Kind kind_;
};

}  // namespace
}  // namespace sluss::validate

SLUSS_MODULE(validate,
             [](sluss::Registry& registry) { registry.processor<sluss::validate::Validate>(sluss::validate::spec()); })
