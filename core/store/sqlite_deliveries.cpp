#include "store/sqlite_deliveries.h"

#include <array>

namespace sluss::store {
namespace {

constexpr std::array state_names = {"pending", "sending", "delivered", "rejected", "unknown"};

#define SLUSS_DELIVERY_COLUMNS                                                                                 \
  "d.id, d.message, d.connection, d.key, d.state, d.attempts, d.receipt, d.total, d.lines, d.at, d.next FROM " \
  "delivery d "

// Open, and no earlier delivery of the same item waits before it. What a target refused stands in the way too, until a
// newer version has replaced it or a person has let it go. A credit note waits for its invoice.
#define SLUSS_OPEN_DELIVERIES                                                                                    \
  "WHERE d.connection = ?1 AND d.state IN (0, 1, 4) AND (?2 OR d.state != 4) AND NOT EXISTS "                    \
  "(SELECT 1 FROM delivery e JOIN message m ON m.id = e.message WHERE e.connection = d.connection AND e.item = " \
  "d.item AND e.id < d.id AND e.state != 2 AND NOT (e.state = 3 AND m.state IN (6, 7))) "                        \
  "AND NOT EXISTS (SELECT 1 FROM invoice n JOIN invoice o ON o.id = n.credits JOIN delivery f "                  \
  "ON f.message = o.message WHERE n.message = d.message AND f.connection = d.connection AND f.state != 2) "

}  // namespace

const char* name_of(DeliveryState state) { return state_names.at(static_cast<std::size_t>(state)); }

Result<void> SqliteDeliveries::add(std::int64_t message, const std::string& connection, const std::string& key) {
  return tried([&]() -> Result<void> {
    Query(database_,
          "INSERT INTO delivery (message, connection, key, state, attempts, receipt, item) "
          "VALUES (?1, ?2, ?3, 0, 0, '', (SELECT item FROM message WHERE id = ?1))",
          message, database_.name_id(connection), key)
        .run();
    return {};
  });
}

Delivery SqliteDeliveries::read(const Query& query) {
  Delivery delivery;
  delivery.id = query.integer(0);
  delivery.message = query.integer(1);
  delivery.connection = database_.name(query.integer(2));
  delivery.key = query.text(3);
  delivery.state = static_cast<DeliveryState>(query.integer(4));
  delivery.attempts = static_cast<int>(query.integer(5));
  delivery.receipt = query.text(6);
  if (const auto total = query.maybe(7)) delivery.total = Ore{*total};
  delivery.lines = query.maybe(8);
  delivery.at = query.moment(9);
  delivery.next = query.moment(10);
  return delivery;
}

Result<std::vector<Delivery>> SqliteDeliveries::open(const OpenDeliveries& which) {
  return tried([&]() -> Result<std::vector<Delivery>> {
    std::vector<Delivery> deliveries;
    Query query(database_,
                "SELECT " SLUSS_DELIVERY_COLUMNS SLUSS_OPEN_DELIVERIES
                "AND d.id > ?3 AND coalesce(d.next, 0) <= ?4 ORDER BY d.id LIMIT ?5",
                database_.known_name(which.connection).value_or(-1), which.doubtful ? 1 : 0, which.after, which.now,
                static_cast<std::int64_t>(which.limit));
    while (query.row()) deliveries.push_back(read(query));
    return deliveries;
  });
}

Result<std::optional<Instant>> SqliteDeliveries::next_due(const std::string& connection, bool doubtful) {
  return tried([&]() -> Result<std::optional<Instant>> {
    Query query(database_, "SELECT min(coalesce(d.next, 0)) FROM delivery d " SLUSS_OPEN_DELIVERIES,
                database_.known_name(connection).value_or(-1), doubtful ? 1 : 0);
    query.row();
    return query.moment(0);
  });
}

Result<std::vector<Delivery>> SqliteDeliveries::done(const std::string& connection, Instant since, std::size_t limit) {
  return tried([&]() -> Result<std::vector<Delivery>> {
    std::vector<Delivery> deliveries;
    Query query(database_,
                "SELECT " SLUSS_DELIVERY_COLUMNS
                "WHERE d.connection = ? AND d.state = 2 AND d.at >= ? ORDER BY d.id DESC LIMIT ?",
                database_.known_name(connection).value_or(-1), since, static_cast<std::int64_t>(limit));
    while (query.row()) deliveries.push_back(read(query));
    return deliveries;
  });
}

Result<std::int64_t> SqliteDeliveries::undone(const std::string& connection) {
  return tried([&]() -> Result<std::int64_t> {
    Query query(database_,
                "SELECT count(*) FROM delivery d JOIN message m ON m.id = d.message "
                "WHERE d.connection = ? AND d.state != 2 AND m.state NOT IN (6, 7)",
                database_.known_name(connection).value_or(-1));
    query.row();
    return query.integer(0);
  });
}

Result<std::vector<Deliveries::Count>> SqliteDeliveries::counts() {
  return tried([&]() -> Result<std::vector<Count>> {
    std::vector<Count> counts;
    // Each half has an index of its own: what is done is counted without a look at it.
    Query done(database_,
               "SELECT connection, count(*) FROM delivery INDEXED BY delivery_done WHERE state = 2 "
               "GROUP BY connection");
    while (done.row())
      counts.push_back({database_.name(done.integer(0)), DeliveryState::delivered, done.integer(1), std::nullopt});
    Query query(database_,
                "SELECT d.connection, d.state, count(*), min(d.at) FROM delivery d INDEXED BY delivery_undone "
                "WHERE d.state != 2 AND (SELECT m.state FROM message m WHERE m.id = d.message) NOT IN (6, 7) "
                "GROUP BY d.connection, d.state");
    while (query.row())
      counts.push_back({database_.name(query.integer(0)), static_cast<DeliveryState>(query.integer(1)),
                        query.integer(2), query.moment(3)});
    return counts;
  });
}

Result<void> SqliteDeliveries::update(const Delivery& delivery) {
  return tried([&]() -> Result<void> {
    const auto total = delivery.total ? std::optional(delivery.total->value) : std::nullopt;
    Query(
        database_,
        "UPDATE delivery SET state = ?, attempts = ?, receipt = ?, total = ?, lines = ?, at = ?, next = ? WHERE id = ?",
        static_cast<int>(delivery.state), delivery.attempts, delivery.receipt, total, delivery.lines, delivery.at,
        delivery.next, delivery.id)
        .run();
    settle_message(delivery);
    return {};
  });
}

// A version that a newer one has replaced (6) stays replaced, however late its delivery is done.
void SqliteDeliveries::settle_message(const Delivery& delivery) {
  if (delivery.state == DeliveryState::rejected) {
    const auto reason = delivery.connection + ": " + delivery.receipt;
    Query(database_, "UPDATE message SET state = ?, reason = ? WHERE id = ? AND state != 6",
          static_cast<int>(State::rejected), reason, delivery.message)
        .run();
  }
  if (delivery.state != DeliveryState::delivered) return;
  Query(database_,
        "UPDATE message SET state = ? WHERE id = ? AND state != 6 AND NOT EXISTS (SELECT 1 FROM delivery WHERE "
        "delivery.message = "
        "message.id AND delivery.state != 2)",
        static_cast<int>(State::delivered), delivery.message)
      .run();
}

Result<std::vector<Delivery>> SqliteDeliveries::of_message(std::int64_t message) {
  return tried([&]() -> Result<std::vector<Delivery>> {
    std::vector<Delivery> deliveries;
    Query query(database_, "SELECT " SLUSS_DELIVERY_COLUMNS "WHERE d.message = ? ORDER BY d.id", message);
    while (query.row()) deliveries.push_back(read(query));
    return deliveries;
  });
}

Result<std::int64_t> SqliteDeliveries::doubt_open(const std::string& receipt, Instant at) {
  return tried([&]() -> Result<std::int64_t> {
    return Query(database_, "UPDATE delivery SET state = 4, receipt = ?, at = ?, next = NULL WHERE state IN (0, 1)",
                 receipt, at)
        .run();
  });
}

}  // namespace sluss::store
