#include "store/sealing_keys.h"

#include <sodium.h>

namespace sluss::store {

// A secret is text of any length, a key 32 bytes. It is random and long, so no slow derivation is needed.
SealingKeys::SealingKeys(const std::vector<Secret>& secrets) {
  for (const auto& secret : secrets) {
    const auto& text = secret.reveal();
    auto& key = keys_.emplace_back();
    crypto_generichash(key.data(), key.size(), reinterpret_cast<const unsigned char*>(text.data()), text.size(),
                       nullptr, 0);
  }
}

}  // namespace sluss::store
