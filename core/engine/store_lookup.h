// What a processor may look up, over the store.
#pragma once

#include "plugin/lookup.h"
#include "store/store.h"

namespace sluss::engine {

/// Nullopt for what stands for nothing: a row that was wrong, and is gone; and for what a newer version replaced.
[[nodiscard]] std::optional<Standing> standing_of(store::State state);

class StoreLookup final : public Lookup {
 public:
  /// Looks in this transaction from now on; it must outlive the look-ups.
  void use(store::Transaction& transaction) { transaction_ = &transaction; }

  [[nodiscard]] Result<std::optional<Found>> in_channel(std::string_view channel, std::string_view key) override;
  [[nodiscard]] Result<std::optional<Found>> of_kind(std::string_view kind, std::string_view key) override;
  [[nodiscard]] Result<void> each(std::string_view kind, std::optional<std::string_view> scope,
                                  const std::function<Result<void>(Found&&)>& visit) override;

 private:
  store::Transaction* transaction_ = nullptr;
};

/// The look-up of those who see no store: it fails.
class ClosedLookup final : public Lookup {
 public:
  [[nodiscard]] Result<std::optional<Found>> in_channel(std::string_view /*channel*/,
                                                        std::string_view /*key*/) override {
    return closed();
  }
  [[nodiscard]] Result<std::optional<Found>> of_kind(std::string_view /*kind*/, std::string_view /*key*/) override {
    return closed();
  }
  [[nodiscard]] Result<void> each(std::string_view /*kind*/, std::optional<std::string_view> /*scope*/,
                                  const std::function<Result<void>(Found&&)>& /*visit*/) override {
    return closed();
  }

 private:
  static tl::unexpected<Error> closed() {
    return fail(Fault::config, "this step looks up messages: it belongs among a pipeline's steps, not in a connector");
  }
};

}  // namespace sluss::engine
