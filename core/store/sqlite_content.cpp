#include "store/sqlite_content.h"

#include <optional>

namespace sluss::store {
namespace {

/// So many messages in a transaction: others write meanwhile.
constexpr std::int64_t group = 500;

}  // namespace

Digest content_digest(const std::string& body, const std::string& raw) {
  return digest(std::to_string(body.size()) + " " + body + raw);
}

Error damaged_content(std::int64_t message) {
  return {Fault::store,
          "message " + std::to_string(message) +
              " in the store is damaged: its content is not what was written; restore the store from a backup",
          std::nullopt};
}

void put_content(Database& database, std::int64_t message, const std::string& body, const std::string& raw) {
  const auto& seals = database.seals();
  if (!seals.current()) {
    Query(database,
          "INSERT INTO content (message, body, raw, digest) VALUES (?, ?, ?, ?) ON CONFLICT (message) DO UPDATE SET "
          "body = excluded.body, raw = excluded.raw, digest = excluded.digest",
          message, body, raw, content_digest(body, raw))
        .run();
    return;
  }
  const auto sealed_body = seals.seal("body", message, body), sealed_raw = seals.seal("raw", message, raw);
  Query(database,
        "INSERT INTO content (message, body, raw, seal, sealed_body, sealed_raw) VALUES (?, '', '', ?, ?, ?) ON "
        "CONFLICT (message) DO UPDATE SET body = '', raw = '', digest = NULL, seal = excluded.seal, "
        "sealed_body = excluded.sealed_body, sealed_raw = excluded.sealed_raw",
        message, *seals.current(), sealed_body, sealed_raw)
      .run();
}

Result<SealedGroup> seal_group(Database& database, std::int64_t after) {
  SealedGroup done{0, after};
  struct Content {
    std::int64_t message = 0;
    std::string body, raw;
  };
  std::vector<Content> contents;
  {
    Query query(database,
                "SELECT message, body, raw, digest FROM open_content WHERE message > ? AND seal IS NOT ? "
                "ORDER BY message LIMIT ?",
                after, *database.seals().current(), group);
    while (query.row()) {
      Content content{query.integer(0), query.text(1), query.text(2)};
      const bool whole = !query.is_null(1) && !query.is_null(2);
      const bool unchanged = query.is_null(3) || query.digest(3) == content_digest(content.body, content.raw);
      // Sealed, damage would no longer be told from what was written.
      if (!whole || !unchanged) return fail(damaged_content(content.message));
      contents.push_back(std::move(content));
    }
  }
  for (const auto& [message, body, raw] : contents) {
    put_content(database, message, body, raw);
    done.last = message;
    ++done.sealed;
  }
  if (done.sealed > 0) Query(database, must_be_scrubbed).run();
  else
    Query(database, "DELETE FROM seal WHERE id != ? AND id NOT IN (SELECT seal FROM content WHERE seal IS NOT NULL)",
          *database.seals().current())
        .run();
  return done;
}

}  // namespace sluss::store
