// Which messages a list begins with. The ids come first, each way in the order of an index, so that a page of a store
// of a million messages costs about as much as the page; the content is read of those alone.
#include <algorithm>

#include "store/sqlite_messages.h"

namespace sluss::store {
namespace {

/// A channel with more things than this is everywhere: its messages are found soon by looking at all.
constexpr std::int64_t many = 20'000;

// What a filter says besides. 0, '' and -1 stand for "any".
#define SLUSS_OTHERS                                                                                               \
  "AND (?2 = 0 OR m.kind = ?2) AND (?3 = 0 OR m.channel = ?3) AND (?4 = '' OR m.key = ?4) "                        \
  "AND (?5 = 0 OR m.run = ?5) AND (?6 = 0 OR m.state != 6) AND (?7 < 0 OR m.state = ?7) AND (?9 = '' OR m.reason " \
  "LIKE '%' || ?9 || '%') ORDER BY m.id LIMIT ?8"

constexpr auto all = "SELECT m.id FROM message m WHERE m.id > ?1 " SLUSS_OTHERS;
constexpr auto of_run =
    "SELECT m.id FROM message m INDEXED BY message_run WHERE m.run = ?5 AND m.id > ?1 " SLUSS_OTHERS;
constexpr auto of_kind_and_state =
    "SELECT m.id FROM message m INDEXED BY message_kind WHERE m.kind = ?2 AND m.state = ?7 AND m.id > ?1 " SLUSS_OTHERS;
constexpr auto of_reason =
    "SELECT m.id FROM message m INDEXED BY message_reason WHERE m.kind = ?2 AND m.state = ?7 AND m.reason IS NOT NULL "
    "AND m.id > ?1 " SLUSS_OTHERS;
constexpr auto undelivered =
    "SELECT m.id FROM message m WHERE m.id IN (SELECT message FROM delivery WHERE state != 2 AND state IN (3, 4)) "
    "AND +m.id > ?1 " SLUSS_OTHERS;
constexpr auto of_channel =
    "SELECT m.id FROM message m WHERE m.id IN (SELECT message FROM item WHERE channel = ?3) AND +m.id > "
    "?1 " SLUSS_OTHERS;
// From one channel to the next, in each a look-up of the key, and from what is current there to its other versions.
constexpr auto of_key =
    "WITH RECURSIVE each (channel) AS (SELECT min(channel) FROM item UNION ALL "
    "SELECT (SELECT min(n.channel) FROM item n WHERE n.channel > each.channel) FROM each "
    "WHERE each.channel IS NOT NULL), "
    "first (id) AS (SELECT c.item FROM each CROSS JOIN item i ON i.channel = each.channel AND i.key = ?4 "
    "JOIN message c ON c.id = i.message) "
    "SELECT m.id FROM message m WHERE m.id IN (SELECT id FROM first UNION ALL SELECT v.id FROM message v JOIN first f "
    "ON v.item = f.id AND v.id != v.item) AND +m.id > ?1 " SLUSS_OTHERS;

/// The kinds and states that the filter leaves.
class Choice {
 public:
  Choice(Database& database, const MessageFilter& filter)
      : database_(database),
        filter_(filter),
        kind_(name(filter.kind)),
        channel_(name(filter.channel)),
        state_(filter.state ? static_cast<int>(*filter.state) : -1) {}

  std::vector<std::int64_t> ids() {
    if (filter_.undelivered) return found(undelivered, kind_, state_);
    if (!filter_.key.empty()) return found(of_key, kind_, state_);
    if (filter_.run) return found(of_run, kind_, state_);
    if (!filter_.reason_like.empty()) return of_each(of_reason);
    if (kind_ != 0 || state_ >= 0) return of_each(of_kind_and_state);
    return found(channel_ != 0 && filter_.current_only && is_small_channel() ? of_channel : all, kind_, state_);
  }

 private:
  /// A name that the dictionary lacks matches nothing: -1 is no number in it.
  std::int64_t name(const std::string& text) { return text.empty() ? 0 : database_.known_name(text).value_or(-1); }

  std::vector<std::int64_t> found(const char* sql, std::int64_t kind, int state) {
    std::vector<std::int64_t> ids;
    Query query(database_, sql, filter_.after, kind, channel_, filter_.key, filter_.run.value_or(0),
                filter_.current_only ? 1 : 0, state, static_cast<std::int64_t>(filter_.limit), filter_.reason_like);
    while (query.row()) ids.push_back(query.integer(0));
    return ids;
  }

  /// The first of each kind in each state are in the order of the index, and so the first of all are among them.
  std::vector<std::int64_t> of_each(const char* sql) {
    std::vector<std::int64_t> ids;
    for (const auto kind : kinds()) {
      for (int state = 0; state < static_cast<int>(all_state_names().size()); ++state) {
        if (state_ >= 0 && state != state_) continue;
        const auto more = found(sql, kind, state);
        ids.insert(ids.end(), more.begin(), more.end());
      }
    }
    std::ranges::sort(ids);
    if (ids.size() > filter_.limit) ids.resize(filter_.limit);
    return ids;
  }

  /// From one kind to the next by the index.
  std::vector<std::int64_t> kinds() {
    if (kind_ != 0) return {kind_};
    std::vector<std::int64_t> kinds;
    for (std::int64_t last = 0;;) {
      Query next(database_, "SELECT min(kind) FROM message INDEXED BY message_kind WHERE kind > ?", last);
      next.row();
      if (next.is_null(0)) return kinds;
      last = next.integer(0);
      kinds.push_back(last);
    }
  }

  bool is_small_channel() {
    Query query(database_, "SELECT count(*) FROM (SELECT 1 FROM item WHERE channel = ? LIMIT ?)", channel_, many);
    query.row();
    return query.integer(0) < many;
  }

  Database& database_;
  const MessageFilter& filter_;
  std::int64_t kind_, channel_;
  int state_;
};

}  // namespace

template <class Read>
Result<std::vector<StoredMessage>> SqliteMessages::listed(const MessageFilter& filter, Read&& read_one) {
  return tried([&]() -> Result<std::vector<StoredMessage>> {
    std::vector<StoredMessage> messages;
    auto rest = filter;
    for (;;) {
      const auto ids = Choice(database_, rest).ids();
      for (const auto id : ids) {
        SLUSS_TRY_ASSIGN(stored, read_one(id));
        if (stored) messages.push_back(std::move(*stored));
      }
      // One whose content is gone is left out, and does not make the page look like the last one.
      if (ids.size() < rest.limit || messages.size() >= filter.limit) return messages;
      rest.limit = filter.limit - messages.size();
      rest.after = ids.back();
    }
  });
}

Result<std::vector<StoredMessage>> SqliteMessages::list(const MessageFilter& filter) {
  return listed(filter, [&](std::int64_t id) { return get(id, filter.damage); });
}

Result<std::vector<StoredMessage>> SqliteMessages::heads(const MessageFilter& filter) {
  return listed(filter, [&](std::int64_t id) -> Result<std::optional<StoredMessage>> { return head(id); });
}

}  // namespace sluss::store
