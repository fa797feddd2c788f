// Where secrets live: a systemd credential, an environment variable, or a file.
#pragma once

#include <filesystem>

#include "plugin/secret.h"

namespace sluss::config {

/// Looks for NAME, in this order: $CREDENTIALS_DIRECTORY/NAME, the variable SLUSS_SECRET_<NAME in capitals>, and
/// <folder>/NAME. A file that others can read is refused. One trailing newline is not part of a secret.
/// NAME: letters, digits, `_`, `-` and `.`, not beginning with `.`. In the variable's name `-` and `.` become `_`.
class SecretPlaces final : public Secrets {
 public:
  explicit SecretPlaces(std::filesystem::path folder) : folder_(std::move(folder)) {}
  [[nodiscard]] Result<Secret> find(std::string_view name) const override;

 private:
  std::filesystem::path folder_;
};

/// The folder of secrets that belongs to a configuration: `secrets` in it.
[[nodiscard]] std::filesystem::path secrets_folder(const std::filesystem::path& configuration);

}  // namespace sluss::config
