// SHA-256, for those outside who check files with their own tools (`sha256sum -c`) or sign what they send. Within Sluss
// `digest` names content.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include "base/result.h"

namespace sluss {

/// 64 lower-case hexadecimal digits.
[[nodiscard]] std::string sha256(std::string_view bytes);
/// HMAC-SHA-256 (RFC 2104) of the bytes, as 64 lower-case hexadecimal digits. The key may have any length.
[[nodiscard]] std::string hmac_sha256(std::string_view bytes, std::string_view key);
/// Of a file's bytes, read piece by piece. Error: Fault::unavailable when it cannot be read.
[[nodiscard]] Result<std::string> sha256_of(const std::filesystem::path& file);

}  // namespace sluss
