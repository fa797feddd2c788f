// The step that splits orders over units.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "documents.h"
#include "domain/allocation.h"
#include "plugin/sdk.h"

namespace sluss::plugins {

struct AllocateConfig {};

[[nodiscard]] Spec<AllocateConfig> allocate_spec();

/// Collects orders and offers. Once all of a run are in, splits each round that has opened, with all orders and offers
/// that the store has of it, and gives what is new or changed of its documents. The rules are the domain's
/// (domain/allocation.h). The earlier split is the round's current message: nothing else is kept.
class Allocate final : public Processor {
 public:
  explicit Allocate(AllocateConfig /*config*/) {}
  [[nodiscard]] Effect effect() const override {
    return {Effect::Body::kept, {}, {{{"inquiry"}, {"confirmation"}, {"round"}}}, {"order", "offer"}};
  }
  [[nodiscard]] Result<void> process(std::span<Item> batch, Context& context) override;
  /// The documents of one round a call.
  [[nodiscard]] Result<Messages> finish(Context& context) override;

 private:
  /// An order line, and the message it was read from.
  struct Ordered {
    domain::OrderLine line;
    std::int64_t message = 0;
  };

  [[nodiscard]] Result<void> check_order(Item& item, const Context& context);
  [[nodiscard]] Result<void> check_offer(Item& item, Context& context);
  [[nodiscard]] Result<void> load(Context& context);
  [[nodiscard]] Result<void> load_order(Found&& found, Context& context);
  [[nodiscard]] Result<Messages> split(const domain::Round& round, Context& context);
  /// The next version of a document; nullopt when it says what the current one says.
  [[nodiscard]] Result<std::optional<Message>> version_of(RoundDocument&& document, Context& context);
  void note_unanswered(const domain::Round& round, const domain::Allocation& now, Context& context) const;

  // What `finish` works on, from its first call to its last.
  bool loaded_ = false;
  std::size_t next_ = 0;                              ///< the round to be split next
  std::map<std::string, domain::Allocation> splits_;  ///< the newest of each round
  std::map<std::string, Ordered> orders_;             ///< by id
  std::vector<domain::Offer> offers_;
};

}  // namespace sluss::plugins
