// What an identity provider says of who has logged in there (OpenID Connect Core 1.0, 2 and 3.1.3.7). Pure.
#pragma once

#include <string>
#include <string_view>

#include "base/clock.h"
#include "base/result.h"

namespace sluss::admin {

/// For whom, from whom, and to which question a token must be.
struct TokenFor {
  std::string issuer, client, nonce;
  Instant now{};
};

/// What the claim says, out of a token that the provider itself gave over verified TLS: then its signature need not be
/// looked at (3.1.3.7, 6). Error: Fault::denied, with what does not hold and nothing out of the token.
[[nodiscard]] Result<std::string> claim_in(std::string_view token, const TokenFor& wanted, const std::string& claim);

/// "code_challenge" for a verifier (RFC 7636, S256).
[[nodiscard]] std::string challenge_of(std::string_view verifier);

}  // namespace sluss::admin
