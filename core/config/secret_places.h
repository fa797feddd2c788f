// Where secrets live: a systemd credential, an environment variable, or a file.
#pragma once

#include <filesystem>

#include "plugin/secret.h"

namespace sluss::config {

/// Looks for NAME, in this order: $CREDENTIALS_DIRECTORY/NAME, the variable SLUSS_SECRET_<NAME in capitals>, and
/// <folder>/NAME. A file that others can read is refused. One trailing newline is not part of a secret.
/// NAME: letters, digits, `_`, `-` and `.`, not beginning with `.`.
class SecretPlaces final : public Secrets {
 public:
  explicit SecretPlaces(std::filesystem::path folder) : folder_(std::move(folder)) {}
  [[nodiscard]] Result<Secret> find(std::string_view name) const override;

 private:
  std::filesystem::path folder_;
};

}  // namespace sluss::config
