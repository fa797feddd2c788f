#include "config/secret_places.h"

#include <algorithm>
#include <cctype>
#include <cstdlib>
#include <fstream>
#include <optional>
#include <sstream>

namespace sluss::config {
namespace {

namespace fs = std::filesystem;

bool is_secret_name(std::string_view name) {
  const auto fits = [](unsigned char c) { return std::isalnum(c) != 0 || c == '_' || c == '-' || c == '.'; };
  return !name.empty() && name.front() != '.' && std::all_of(name.begin(), name.end(), fits);
}

std::string variable_for(std::string_view name) {
  std::string variable = "SLUSS_SECRET_";
  for (const unsigned char c : name) variable += std::isalnum(c) != 0 ? static_cast<char>(std::toupper(c)) : '_';
  return variable;
}

std::string without_newline(std::string text) {
  if (text.ends_with('\n')) text.pop_back();
  return text;
}

/// nullopt: no such file.
Result<std::optional<Secret>> in_file(const fs::path& file) {
  std::error_code failed;
  const auto status = fs::status(file, failed);
  if (failed || !fs::is_regular_file(status)) return std::nullopt;
  if ((status.permissions() & fs::perms::others_read) != fs::perms::none) {
    return fail(Fault::config, "everyone on this machine can read the secret's file " + file.string() + "; take that away: chmod 600");
  }
  std::ifstream in(file, std::ios::binary);
  std::ostringstream text;
  text << in.rdbuf();
  if (!in) return fail(Fault::config, "the secret's file " + file.string() + " cannot be read");
  return Secret(without_newline(text.str()));
}

}  // namespace

Result<Secret> SecretPlaces::find(std::string_view name) const {
  if (!is_secret_name(name)) return fail(Fault::config, "a secret's name has letters, digits, \"_\", \"-\" and \".\" alone");
  const std::string file(name);
  if (const auto* credentials = std::getenv("CREDENTIALS_DIRECTORY")) {
    SLUSS_TRY_ASSIGN(secret, in_file(fs::path(credentials) / file));
    if (secret) return std::move(*secret);
  }
  const auto variable = variable_for(name);
  if (const auto* value = std::getenv(variable.c_str())) return Secret(value);
  SLUSS_TRY_ASSIGN(secret, in_file(folder_ / file));
  if (secret) return std::move(*secret);
  return fail(Fault::config, "there is no secret \"" + file + "\": neither a systemd credential of that name, nor the variable " +
                                 variable + ", nor the file " + (folder_ / file).string());
}

std::filesystem::path secrets_folder(const std::filesystem::path& configuration) { return configuration / "secrets"; }

}  // namespace sluss::config
