// Passwords and tokens: how they are made, and how they are checked.
#pragma once

#include <string>
#include <string_view>

namespace sluss::admin {

/// 256 bits that nobody can guess, in characters that a header, a URL and a shell leave as they are.
[[nodiscard]] std::string random_token();

/// What is kept of a password: argon2id with libsodium's interactive limits (64 MiB, a tenth of a second).
[[nodiscard]] std::string hash_password(std::string_view password);
/// Takes as long for an empty hash: an account that is not there answers no faster than one that is.
[[nodiscard]] bool is_password(std::string_view password, const std::string& hash);

/// Why it is no password to have: what to do instead; empty: it will do.
[[nodiscard]] std::string why_weak(std::string_view password, std::string_view name);

}  // namespace sluss::admin
