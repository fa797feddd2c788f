#include "store/sqlite_messages.h"

#include <array>

#include "base/day.h"
#include "base/json.h"
#include "base/text.h"
#include "store/sqlite_content.h"

namespace sluss::store {
namespace {

constexpr std::array state_names = {"collected", "delivering", "delivered",  "filtered",
                                    "held",      "rejected",   "superseded", "resolved"};

State state_of(std::int64_t number) { return static_cast<State>(number); }

#define SLUSS_HEAD_COLUMNS                                                                                           \
  "m.id, m.item, m.channel, m.key, m.kind, m.scope, m.change, m.state, m.hash, m.run, m.resource, m.sheet, m.line, " \
  "m.reason, m.amount, c.purged "
#define SLUSS_FROM_MESSAGES "FROM message m JOIN open_content c ON c.message = m.id "
#define SLUSS_MESSAGE_COLUMNS SLUSS_HEAD_COLUMNS ", c.body, c.raw, c.digest " SLUSS_FROM_MESSAGES

std::optional<std::int64_t> value_of(std::optional<Ore> amount) {
  return amount ? std::optional(amount->value) : std::nullopt;
}

}  // namespace

const char* name_of(State state) { return state_names.at(static_cast<std::size_t>(state)); }

std::optional<State> parse_state(std::string_view text) {
  for (std::size_t i = 0; i < state_names.size(); ++i) {
    if (text == state_names[i]) return static_cast<State>(i);
  }
  return std::nullopt;
}

std::vector<std::string> all_state_names() { return {state_names.begin(), state_names.end()}; }

Result<std::int64_t> SqliteMessages::next_id() {
  return tried([&]() -> Result<std::int64_t> {
    if (last_id_ == 0) {
      Query query(database_, "SELECT coalesce(max(id), 0) FROM message");
      query.row();
      last_id_ = query.integer(0);
    }
    return ++last_id_;
  });
}

Result<std::optional<Known>> SqliteMessages::find(std::string_view channel, std::string_view key) {
  return tried([&]() -> Result<std::optional<Known>> {
    const auto id = database_.known_name(channel);
    if (!id) return std::nullopt;
    Query query(database_,
                "SELECT m.id, m.item, m.hash, m.state, m.change FROM item i JOIN message m ON m.id = i.message "
                "WHERE i.channel = ? AND i.key = ?",
                *id, key);
    if (!query.row()) return std::nullopt;
    return Known{query.integer(0), query.integer(1), query.digest(2), state_of(query.integer(3)),
                 static_cast<Change>(query.integer(4))};
  });
}

Result<void> SqliteMessages::append(const StoredMessage& stored) {
  return tried([&]() -> Result<void> {
    become_current(stored);
    insert(stored);
    const auto& message = stored.message;
    for (const auto parent : message.parents)
      Query(database_, "INSERT OR IGNORE INTO parent (message, parent) VALUES (?, ?)", message.id, parent).run();
    if (message.kind == "invoice") insert_document(message);
    if (message.kind == "placement") insert_place(message);
    return {};
  });
}

void SqliteMessages::become_current(const StoredMessage& stored) {
  const auto& message = stored.message;
  const auto channel = database_.name_id(stored.channel);
  if (message.item == message.id) {
    Query(database_, "INSERT INTO item (channel, key, message) VALUES (?, ?, ?)", channel, message.key, message.id)
        .run();
    return;
  }
  Query(database_,
        "UPDATE message SET state = ?, reason = NULL, amount = NULL "
        "WHERE id = (SELECT message FROM item WHERE channel = ? AND key = ?)",
        static_cast<int>(State::superseded), channel, message.key)
      .run();
  Query(database_, "UPDATE item SET message = ? WHERE channel = ? AND key = ?", message.id, channel, message.key).run();
}

void SqliteMessages::insert(const StoredMessage& stored) {
  const auto& [id, item, kind, key, change, body, raw, origin, parents] = stored.message;
  const auto sheet = origin.sheet.empty() ? std::nullopt : std::optional(database_.name_id(origin.sheet));
  Query insert(database_, "INSERT INTO message VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, nullif(?, ''), ?)", id,
               item, database_.name_id(stored.channel), key, database_.name_id(kind), database_.name_id(stored.scope),
               static_cast<int>(change), static_cast<int>(stored.state), stored.hash, stored.run,
               database_.name_id(origin.resource), sheet, origin.line, stored.reason, value_of(stored.amount));
  insert.run();
  put_content(database_, id, to_json(body), raw);
}

void SqliteMessages::insert_document(const Message& message) {
  const auto due = parse_iso_day(message.body["due"].text_or_empty());
  Query(database_, "UPDATE invoice SET message = ?, due = ? WHERE key = ? AND message IS NULL", message.id,
        due ? std::optional(std::int64_t{due->time_since_epoch().count()}) : std::nullopt, message.key)
      .run();
}

void SqliteMessages::insert_place(const Message& message) {
  const auto order = message.body["order"].text_or_empty();
  const auto name = trim(order);
  if (name.empty()) return;
  Query(database_, "INSERT OR IGNORE INTO placed (ordered, message) VALUES (?, ?)", name, message.id).run();
}

Result<void> SqliteMessages::set_state(std::int64_t message, State state, const std::string& reason,
                                       std::optional<Ore> amount) {
  return tried([&]() -> Result<void> {
    Query(database_, "UPDATE message SET state = ?, reason = nullif(?, ''), amount = ? WHERE id = ?",
          static_cast<int>(state), reason, value_of(amount), message)
        .run();
    return {};
  });
}

StoredMessage SqliteMessages::head_of(const Query& query) {
  StoredMessage stored;
  auto& message = stored.message;
  message.id = query.integer(0);
  message.item = query.integer(1);
  stored.channel = database_.name(query.integer(2));
  message.key = query.text(3);
  message.kind = database_.name(query.integer(4));
  stored.scope = database_.name(query.integer(5));
  message.change = static_cast<Change>(query.integer(6));
  stored.state = state_of(query.integer(7));
  stored.hash = query.digest(8);
  stored.run = query.integer(9);
  message.origin.resource = database_.name(query.integer(10));
  if (const auto sheet = query.maybe(11)) message.origin.sheet = database_.name(*sheet);
  message.origin.line = query.integer(12);
  stored.reason = query.text(13);
  if (const auto amount = query.maybe(14)) stored.amount = Ore{*amount};
  stored.purged = query.moment(15);
  return stored;
}

Result<StoredMessage> SqliteMessages::read(const Query& query, Damage damage) {
  auto stored = head_of(query);
  auto& message = stored.message;
  message.raw = query.text(17);
  const auto json = query.text(16);
  auto body = parse_json(json);
  const bool unchanged = query.is_null(18) || query.digest(18) == content_digest(json, message.raw);
  stored.damaged = !body || query.is_null(17) || !unchanged;
  if (stored.damaged && damage == Damage::refuse) return fail(damaged_content(message.id));
  if (body) message.body = std::move(*body);
  Query parents(database_, "SELECT parent FROM parent WHERE message = ? ORDER BY parent", message.id);
  while (parents.row()) message.parents.push_back(parents.integer(0));
  return stored;
}

std::optional<StoredMessage> SqliteMessages::head(std::int64_t message) {
  Query query(database_, "SELECT " SLUSS_HEAD_COLUMNS SLUSS_FROM_MESSAGES "WHERE m.id = ?", message);
  return query.row() ? std::optional(head_of(query)) : std::nullopt;
}

Result<void> SqliteMessages::purge(std::int64_t message, const Value& body, Instant at) {
  return tried([&]() -> Result<void> {
    const auto json = to_json(body);
    put_content(database_, message, json, "");
    Query(database_, "UPDATE content SET purged = ? WHERE message = ?", at, message).run();
    Query(database_, "UPDATE invoice SET hash = ? WHERE message = ?", digest(json), message).run();
    Query(database_, must_be_scrubbed).run();
    return {};
  });
}

Result<std::optional<StoredMessage>> SqliteMessages::get(std::int64_t message, Damage damage) {
  return tried([&]() -> Result<std::optional<StoredMessage>> {
    Query query(database_, "SELECT " SLUSS_MESSAGE_COLUMNS "WHERE m.id = ?", message);
    if (!query.row()) return std::nullopt;
    return read(query, damage);
  });
}

Result<void> SqliteMessages::each_current(std::string_view channel, std::string_view scope,
                                          const std::function<void(std::int64_t, State)>& visit) {
  return tried([&]() -> Result<void> {
    Query query(database_,
                "SELECT id, state FROM message WHERE channel = ? AND scope = ? AND change != ? AND state NOT IN (6, 7) "
                "ORDER BY id",
                database_.known_name(channel).value_or(-1), database_.known_name(scope).value_or(-1),
                static_cast<int>(Change::withdrawn));
    while (query.row()) visit(query.integer(0), state_of(query.integer(1)));
    return {};
  });
}

Result<std::vector<MessageLog::Count>> SqliteMessages::counts() {
  return tried([&]() -> Result<std::vector<Count>> {
    std::vector<Count> counts;
    // Counted in the index, without a look at the messages.
    Query query(database_,
                "SELECT n.text, c.state, c.messages FROM (SELECT kind, state, count(*) AS messages FROM message "
                "INDEXED BY message_kind WHERE state != 6 GROUP BY kind, state) c JOIN name n ON n.id = c.kind "
                "ORDER BY n.text, c.state");
    while (query.row()) counts.push_back({query.text(0), state_of(query.integer(1)), query.integer(2)});
    return counts;
  });
}

Result<std::vector<MessageLog::Parked>> SqliteMessages::parked() {
  return tried([&]() -> Result<std::vector<Parked>> {
    std::vector<Parked> counts;
    // From kind to kind in the index, and of each no more than the two states: 4 held, 5 rejected.
    Query query(
        database_,
        "WITH RECURSIVE kinds (kind) AS (SELECT min(kind) FROM message UNION ALL "
        "SELECT (SELECT min(m.kind) FROM message m WHERE m.kind > k.kind) FROM kinds k WHERE k.kind IS NOT NULL), "
        "counted (kind, state, messages, amount) AS (SELECT k.kind, s.column1, "
        "(SELECT count(*) FROM message m INDEXED BY message_kind WHERE m.kind = k.kind AND m.state = s.column1), "
        "(SELECT sum(m.amount) FROM message m INDEXED BY message_amount "
        "WHERE m.kind = k.kind AND m.state = s.column1 AND m.amount IS NOT NULL) "
        "FROM kinds k, (VALUES (4), (5)) s WHERE k.kind IS NOT NULL) "
        "SELECT n.text, c.state, c.messages, coalesce(c.amount, 0) FROM counted c JOIN name n ON n.id = c.kind "
        "WHERE c.messages > 0 ORDER BY n.text, c.state");
    while (query.row())
      counts.push_back({{query.text(0), state_of(query.integer(1)), query.integer(2)}, Ore{query.integer(3)}});
    return counts;
  });
}

}  // namespace sluss::store
