#include "engine/review.h"

namespace sluss::engine {
namespace {

Result<bool> any_after(store::Transaction& transaction, const std::string& kind, std::int64_t after) {
  store::MessageFilter filter;
  filter.kind = kind;
  filter.after = after;
  filter.limit = 1;
  SLUSS_TRY_ASSIGN(messages, transaction.messages().list(filter));
  return !messages.empty();
}

std::string version_of(const std::string& configuration, const std::string& modules) {
  return configuration + " " + modules;
}

/// Whether every run since the review had this version. Each run that is complete moves the mark: there are few.
Result<bool> is_only_version_since(store::Transaction& transaction, const store::Cursor& reviewed) {
  constexpr std::size_t most = 100;
  SLUSS_TRY_ASSIGN(runs, transaction.runs().list(reviewed.channel, most));
  for (const auto& run : runs) {
    if (run.id <= reviewed.run) return true;
    if (version_of(run.configuration, run.modules) != reviewed.version) return false;
  }
  return runs.size() < most;
}

}  // namespace

Result<Review> Review::due(const Surroundings& around, const std::string& pipeline,
                           const std::vector<std::string>& looked_at, std::int64_t run) {
  SLUSS_TRY_ASSIGN(reading, around.store.begin(store::Access::read));
  SLUSS_TRY_ASSIGN(next, reading->messages().next_id());
  Review review;
  // Of a cursor's `rows` it is the number of messages that the store had.
  review.mark_ = {pipeline, "what steps look up", version_of(to_hex(around.configuration.hash), around.modules),
                  next - 1, run};
  SLUSS_TRY_ASSIGN(before, reading->cursors().find(pipeline, review.mark_.resource));
  if (!before || before->version != review.mark_.version) return review;
  SLUSS_TRY_ASSIGN(is_only_version, is_only_version_since(*reading, *before));
  if (!is_only_version) return review;
  for (const auto& kind : looked_at) {
    SLUSS_TRY_ASSIGN(changed, any_after(*reading, kind, before->rows));
    if (changed) return review;
  }
  review.after_ = before->rows;
  return review;
}

std::vector<Again> Review::parts() const {
  const Again all{std::nullopt, true, after_};
  if (after_ == 0) return {all};
  return {all, {store::State::held, true, 0}};
}

}  // namespace sluss::engine
