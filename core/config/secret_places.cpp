#include "config/secret_places.h"

#include <algorithm>
#include <cstdlib>
#include <optional>
#include <sys/stat.h>

#include "base/file.h"

namespace sluss::config {
namespace {

bool is_letter_or_digit(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9'); }

bool is_name(std::string_view name) {
  return !name.empty() && name.size() <= 100 && name.front() != '.' &&
         std::all_of(name.begin(), name.end(),
                     [](char c) { return is_letter_or_digit(c) || c == '_' || c == '-' || c == '.'; });
}

std::string variable_of(std::string_view name) {
  std::string variable = "SLUSS_SECRET_";
  for (const char c : name) {
    if (c >= 'a' && c <= 'z') variable += static_cast<char>(c - 'a' + 'A');
    else variable += is_letter_or_digit(c) ? c : '_';
  }
  return variable;
}

Result<Secret> made_of(std::string value, const std::string& place) {
  if (value.ends_with('\n')) value.pop_back();
  if (value.ends_with('\r')) value.pop_back();
  if (value.empty()) return fail(Fault::config, place + " holds an empty secret");
  return Secret(std::move(value));
}

/// Nullopt: there is no such file.
std::optional<Result<Secret>> read_file(const std::filesystem::path& file) {
  struct stat status {};
  if (::stat(file.c_str(), &status) != 0 && (errno == ENOENT || errno == ENOTDIR)) return std::nullopt;
  const auto name = file.string();
  if (S_ISREG(status.st_mode) && (status.st_mode & S_IRWXO) != 0)
    return fail(Fault::config, name + " can be read or changed by everyone on this machine; do: chmod o= " + name);
  auto bytes = file_bytes(file);
  if (!bytes || bytes->empty())
    return fail(Fault::config,
                name +
                    " is empty, or cannot be read by the user that runs Sluss: write the secret into it, or give "
                    "it to that user");
  return made_of(std::move(*bytes), name);
}

}  // namespace

Result<Secret> SecretPlaces::find(std::string_view name) const {
  // What is no name may be the secret itself, so it is not repeated.
  if (!is_name(name))
    return fail(Fault::config, "expected secret:NAME with a name of letters, digits, \"_\", \"-\" and \".\"");
  std::string places;
  if (const auto* credentials = std::getenv("CREDENTIALS_DIRECTORY"); credentials != nullptr && *credentials != 0) {
    const auto file = std::filesystem::path(credentials) / name;
    if (auto secret = read_file(file)) return std::move(*secret);
    places += file.string() + ", ";
  }
  const auto variable = variable_of(name);
  if (const auto* value = std::getenv(variable.c_str()); value != nullptr)
    return made_of(value, "the variable " + variable);
  if (auto secret = read_file(folder_ / name)) return std::move(*secret);
  places += "the variable " + variable + ", " + (folder_ / name).string();
  return fail(Fault::config,
              "there is no secret \"" + std::string(name) + "\"; looked for: " + places + "; put it into one of these");
}

std::filesystem::path secrets_folder(const std::filesystem::path& configuration) { return configuration / "secrets"; }

}  // namespace sluss::config
