// Messages' content as one connection writes and reads it: sealed, where the store has keys. XChaCha20-Poly1305
// (libsodium) under a key whose number stands in the row; a text opens only as what it was sealed as, in its own row.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "store/sealing_keys.h"

namespace sluss::store {

class Database;

using Bytes = std::vector<std::uint8_t>;

class Seals {
 public:
  /// Learns which keys the content of this database is sealed with, and lets its statements read `open_content`: the
  /// table `content` with body and raw as they were written, null where they are not what was sealed.
  /// Error: Fault::config when a key is missing. Throws what SQLite throws.
  [[nodiscard]] Result<void> learn(Database& database, const SealingKeys& keys);
  /// The view `open_content` alone, where something made SQLite forget it.
  static void show(Database& database);
  /// Notes that the first key seals from now on; before anything is written.
  void begin(Database& database, const SealingKeys& keys);

  /// Of the key that seals; none: content is kept as it is.
  [[nodiscard]] std::optional<std::int64_t> current() const { return current_; }
  /// `part` says which text of the message it is.
  [[nodiscard]] Bytes seal(std::string_view part, std::int64_t message, std::string_view text) const;

  [[nodiscard]] bool knows(std::int64_t seal) const { return keys_.contains(seal); }
  /// None: it is not what was sealed.
  [[nodiscard]] std::optional<std::string> open(std::int64_t seal, std::string_view part, std::int64_t message,
                                                std::string_view sealed) const;

 private:
  std::map<std::int64_t, SealingKey> keys_;  ///< by the number that rows name them by
  std::optional<std::int64_t> current_;
};

}  // namespace sluss::store
