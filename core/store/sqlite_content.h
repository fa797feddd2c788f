// The content of messages, apart from their rows: what was read, and what the mapping made of it.
#pragma once

#include <cstdint>
#include <string>

#include "base/digest.h"
#include "base/result.h"
#include "store/sqlite_database.h"

namespace sluss::store {

/// Over a message's body and raw text as they are kept. The file under the store has no checksums of its own: without
/// this a flipped bit in an amount would go out. What is sealed needs none: it does not open.
[[nodiscard]] Digest content_digest(const std::string& body, const std::string& raw);
/// What is said of content that is not what was written.
[[nodiscard]] Error damaged_content(std::int64_t message);

/// Writes a message's content, in the place of what it had. Throws what SQLite throws.
void put_content(Database& database, std::int64_t message, const std::string& body, const std::string& raw);

/// Seals a group of messages that are not sealed with the key that seals now, those after `after` in order of id. When
/// there are no more, keys that seal nothing are forgotten. Error: Fault::store, one is damaged.
struct SealedGroup {
  std::int64_t sealed = 0;  ///< 0: there are no more
  std::int64_t last = 0;    ///< the last one's id
};
[[nodiscard]] Result<SealedGroup> seal_group(Database& database, std::int64_t after);

}  // namespace sluss::store
