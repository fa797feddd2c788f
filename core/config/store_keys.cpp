#include "config/store_keys.h"

#include <algorithm>

namespace sluss::config {
namespace {

/// 24 random bytes in base64 have as many characters.
constexpr std::size_t shortest_key = 32;

}  // namespace

void read_store_keys(const Node& node, ParseContext& context, std::vector<Secret>& target) {
  for (const auto& item : node.is_list() ? node.items : std::vector{node}) {
    Secret key;
    options::read(item, context, key);
    if (key.empty()) continue;
    if (key.reveal().size() < shortest_key)
      context.diagnostics.add(item, "this secret is too short to seal a store with",
                              "make one of 44 random characters: openssl rand -base64 32");
    else if (std::ranges::any_of(target, [&](const Secret& other) { return other.reveal() == key.reveal(); }))
      context.diagnostics.add(item, "this is the same key as one before it", "take the line away");
    else target.push_back(std::move(key));
  }
}

}  // namespace sluss::config
