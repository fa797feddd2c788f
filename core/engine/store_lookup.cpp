#include "engine/store_lookup.h"

namespace sluss::engine {
namespace {

constexpr std::size_t page = 500;

std::optional<Found> found_in(store::StoredMessage&& stored) {
  const auto standing = standing_of(stored.state);
  if (!standing) return std::nullopt;
  stored.message.raw.clear();
  return Found{std::move(stored.message), *standing};
}

}  // namespace

std::optional<Standing> standing_of(store::State state) {
  switch (state) {
    case store::State::collected:
    case store::State::delivering:
    case store::State::delivered: return Standing::accepted;
    case store::State::filtered: return Standing::filtered;
    case store::State::held:
    case store::State::rejected: return Standing::parked;
    case store::State::superseded:
    case store::State::resolved: break;
  }
  return std::nullopt;
}

Result<std::optional<Found>> StoreLookup::in_channel(std::string_view channel, std::string_view key) {
  SLUSS_TRY_ASSIGN(known, transaction_->messages().find(channel, key));
  if (!known) return std::nullopt;
  SLUSS_TRY_ASSIGN(stored, transaction_->messages().get(known->message));
  return stored ? found_in(std::move(*stored)) : std::nullopt;
}

Result<std::optional<Found>> StoreLookup::of_kind(std::string_view kind, std::string_view key) {
  SLUSS_TRY_ASSIGN(ids, transaction_->trail().with_key(key));
  for (auto id = ids.rbegin(); id != ids.rend(); ++id) {
    SLUSS_TRY_ASSIGN(stored, transaction_->messages().get(*id));
    if (!stored || stored->message.kind != kind) continue;
    if (auto found = found_in(std::move(*stored))) return found;
  }
  return std::nullopt;
}

Result<void> StoreLookup::each(std::string_view kind, std::optional<std::string_view> scope,
                               const std::function<Result<void>(Found&&)>& visit) {
  store::MessageFilter filter;
  filter.kind = kind;
  filter.limit = page;
  for (;;) {
    SLUSS_TRY_ASSIGN(messages, transaction_->messages().list(filter));
    const auto last = messages.size() < page;
    for (auto& stored : messages) {
      filter.after = stored.message.id;
      if (scope && stored.scope != *scope) continue;
      if (auto found = found_in(std::move(stored))) SLUSS_TRY(visit(std::move(*found)));
    }
    if (last) return {};
  }
}

}  // namespace sluss::engine
