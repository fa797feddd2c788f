// The step that checks placements against what a student registry says.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "domain/finding.h"
#include "plugin/review.h"
#include "plugin/sdk.h"

namespace sluss::plugins {

enum class Unknown { hold, warn };

struct RegistryConfig {
  std::vector<std::string> types = {"vfu"};
  Unknown unknown = Unknown::hold;
};

[[nodiscard]] Spec<RegistryConfig> registry_spec();

/// Collects registrations, and writes into each placement what all registrations that the store has say against it
/// (domain/finding.h). It is a reviewer: what a registration changes is decided anew, also when its row has not
/// changed. Belongs before the step that bills.
class RegistryCheck final : public Processor, public Reviewer {
 public:
  explicit RegistryCheck(const RegistryConfig& config);
  [[nodiscard]] Effect effect() const override {
    return {Effect::Body::kept, {"registry"}, std::vector<Effect::Made>(), {"registration"}};
  }
  [[nodiscard]] Result<void> process(std::span<Item> batch, Context& context) override;
  [[nodiscard]] std::vector<std::string> looks_at() const override;
  void look_anew() override { register_.reset(); }
  [[nodiscard]] Result<bool> decides_otherwise(const Message& message, Standing standing, Context& context) override;

 private:
  void take(Item& item);
  [[nodiscard]] Result<void> check(Item& item, Context& context);
  /// The body with what the registry says now in place of what it said.
  [[nodiscard]] Result<Value> marked(const Value& body, Context& context);
  [[nodiscard]] bool expects_match(const domain::Placement& placement) const;
  [[nodiscard]] Result<void> load(Context& context);

  std::vector<domain::PlacementType> types_;
  Unknown unknown_;
  std::optional<domain::StudentRegister> register_;  ///< until a registration comes
};

}  // namespace sluss::plugins
