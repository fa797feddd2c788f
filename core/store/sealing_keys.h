// The keys that messages' content is sealed with in the store: who gets hold of its file, or of a backup, but not of
// the keys, reads no name and no personal number in it.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "plugin/secret.h"

namespace sluss::store {

using SealingKey = std::array<std::uint8_t, 32>;

/// The first one seals what is written; each of them opens what it has sealed. Without any, content is kept as it is.
class SealingKeys {
 public:
  SealingKeys() = default;
  explicit SealingKeys(const std::vector<Secret>& secrets);

  [[nodiscard]] const std::vector<SealingKey>& all() const { return keys_; }

 private:
  std::vector<SealingKey> keys_;
};

}  // namespace sluss::store
