#include "target.h"

#include "base/text.h"

namespace sluss::http {
namespace {

constexpr std::string_view key_place = "{key}";

}  // namespace

Result<std::string> wire_key(const std::string& key) {
  if (key.empty() || has_control(key))
    return fail(Fault::rejected, "the delivery's key is empty or holds a control character, which no header can carry");
  std::string wire;
  for (const char c : key) {
    const bool plain = c > 0x20 && c < 0x7F && c != '%';
    wire += plain ? std::string(1, c) : percent_encoded({&c, 1});
  }
  return wire;
}

std::string with_key(const Url& target, std::string_view wire_key) {
  const auto encoded = percent_encoded(wire_key);
  auto url = target.text;
  for (auto at = url.find(key_place); at != std::string::npos; at = url.find(key_place, at + encoded.size()))
    url.replace(at, key_place.size(), encoded);
  return url;
}

}  // namespace sluss::http
