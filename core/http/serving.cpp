#include "http/serving.h"

#include <algorithm>
#include <openssl/crypto.h>

#include "base/digest.h"
#include "base/text.h"

namespace sluss::http {

std::vector<std::string> RequestHead::all(std::string_view name) const {
  const auto wanted = fold_case(name);
  std::vector<std::string> values;
  for (const auto& [header, value] : headers) {
    if (fold_case(header) == wanted) values.push_back(value);
  }
  return values;
}

std::string RequestHead::bearer() const {
  constexpr std::string_view scheme = "bearer ";
  const auto values = all("Authorization");
  if (values.size() != 1) return {};
  const std::string_view given = values.front();
  if (given.size() <= scheme.size() || fold_case(given.substr(0, scheme.size())) != scheme) return {};
  return std::string(trim(given.substr(scheme.size())));
}

bool RequestHead::is_encoded() const {
  const auto encodings = all("Content-Encoding");
  return std::ranges::any_of(encodings, [](const auto& encoding) { return fold_case(encoding) != "identity"; });
}

bool is_same_secret(std::string_view given, std::string_view right) {
  // Of the digests, since comparing the texts would tell how long the secret is.
  const auto a = digest(given), b = digest(right);
  return !right.empty() && CRYPTO_memcmp(a.data(), b.data(), a.size()) == 0;
}

}  // namespace sluss::http
