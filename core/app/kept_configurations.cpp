#include "app/kept_configurations.h"

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <fcntl.h>
#include <map>
#include <unistd.h>

#include "app/workplace.h"
#include "base/file.h"
#include "base/folder.h"
#include "base/replace_file.h"
#include "base/text.h"
#include "config/places.h"

namespace sluss::app {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kept_at_most = 50;
/// Written last: since when, and the hash; below it the digest of each file.
constexpr auto about = "kept";
constexpr auto ran = "ran", put_aside = "put_aside";

std::map<fs::path, fs::path> places_of(const config::Configuration& configuration) {
  std::map<fs::path, fs::path> places;
  for (const auto& [file, digest] : configuration.read_files)
    places.emplace(config::place_of(file, configuration.folder), file);
  return places;
}

/// For the owner alone: an address may hold what only they should know.
Result<void> write(const fs::path& file, std::string_view bytes) {
  std::error_code failed;
  fs::create_directories(file.parent_path(), failed);
  const int out = ::open(file.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
  bool well = out >= 0;
  while (well && !bytes.empty()) {
    const auto count = ::write(out, bytes.data(), bytes.size());
    well = count >= 0 || errno == EINTR;
    bytes.remove_prefix(count > 0 ? static_cast<std::size_t>(count) : 0);
  }
  well = well && ::fsync(out) == 0;
  if (out >= 0 && ::close(out) != 0) well = false;
  if (!well) return fail(Fault::unavailable, file.string() + " cannot be written");
  return {};
}

std::optional<int> number_of(const fs::path& folder) {
  const auto name = folder.filename().string();
  int number = 0;
  const auto parsed = std::from_chars(name.data(), name.data() + name.size(), number);
  const bool is_number = parsed.ec == std::errc() && parsed.ptr == name.data() + name.size();
  return is_number ? std::optional(number) : std::nullopt;
}

/// The files of a copy, by their place in it.
std::vector<fs::path> files_below(const fs::path& folder) {
  std::vector<fs::path> files;
  std::error_code failed;
  for (const auto& entry : fs::recursive_directory_iterator(folder, failed)) {
    if (entry.is_regular_file() && entry.path().extension() == ".yaml")
      files.push_back(entry.path().lexically_relative(folder));
  }
  std::sort(files.begin(), files.end());
  return files;
}

}  // namespace

KeptConfigurations::KeptConfigurations(const fs::path& store)
    : folder_(store.empty() ? fs::path() : store.parent_path() / "configurations") {}

Result<std::vector<KeptConfiguration>> KeptConfigurations::list() const {
  std::vector<KeptConfiguration> kept;
  std::error_code failed;
  if (folder_.empty() || !fs::exists(folder_, failed)) return kept;
  const auto names = names_in(folder_);
  if (!names) return tl::unexpected(names.error());
  for (const auto& folder : *names) {
    const auto number = number_of(folder);
    const auto text = number ? file_bytes(folder / about) : Result<std::string>(fail(Fault::unavailable, ""));
    if (!text) continue;
    const auto first = text->substr(0, text->find('\n'));
    const auto words = split(first, ' ');
    if (words.size() == 3)
      kept.push_back({*number, std::string(words[0]), std::string(words[1]), words[2] == ran, folder});
  }
  std::sort(kept.begin(), kept.end(), [](const auto& a, const auto& b) { return a.number > b.number; });
  return kept;
}

Result<void> KeptConfigurations::keep(const config::Configuration& configuration, Instant now) const {
  const auto kept = list();
  if (!kept) return tl::unexpected(kept.error());
  const auto* last = last_run(*kept);
  if (last != nullptr && last->hash == to_hex(configuration.hash)) return {};
  const auto added = add(*kept, configuration, now, Why::it_runs);
  if (!added) return tl::unexpected(added.error());
  std::error_code failed;
  for (std::size_t i = kept_at_most - 1; i < kept->size(); ++i) fs::remove_all((*kept)[i].folder, failed);
  return {};
}

const KeptConfiguration* KeptConfigurations::last_run(const std::vector<KeptConfiguration>& kept) {
  const auto at = std::find_if(kept.begin(), kept.end(), [](const auto& one) { return one.ran; });
  return at == kept.end() ? nullptr : &*at;
}

Result<int> KeptConfigurations::add(const std::vector<KeptConfiguration>& kept,
                                    const config::Configuration& configuration, Instant now, Why why) const {
  const int number = kept.empty() ? 1 : kept.front().number + 1;
  const auto folder = folder_ / std::to_string(number);
  std::error_code failed;
  fs::remove_all(folder, failed);  // one that was not written to its end
  auto digests = to_iso(now) + " " + to_hex(configuration.hash) + " " + (why == Why::it_runs ? ran : put_aside) + "\n";
  for (const auto& [place, file] : places_of(configuration)) {
    const auto bytes = file_bytes(file);
    if (!bytes) return tl::unexpected(bytes.error());
    SLUSS_TRY(write(folder / place, *bytes));
    digests += to_hex(digest(*bytes)) + " " + place.string() + "\n";
  }
  SLUSS_TRY(write(folder / about, digests));
  return number;
}

Result<void> KeptConfigurations::check(const KeptConfiguration& kept) {
  SLUSS_TRY_ASSIGN(text, file_bytes(kept.folder / about));
  const auto lines = split(text, '\n');
  for (std::size_t i = 1; i < lines.size(); ++i) {
    const auto blank = lines[i].find(' ');
    if (blank == std::string_view::npos) continue;
    const auto file = kept.folder / std::string(lines[i].substr(blank + 1));
    const auto bytes = file_bytes(file);
    if (!bytes || to_hex(digest(*bytes)) != lines[i].substr(0, blank))
      return fail(Fault::unavailable,
                  file.string() + " is no longer as it was kept; choose another of sluss config list");
  }
  return {};
}

Result<int> KeptConfigurations::go_back(const KeptConfiguration& kept, const config::Configuration& present,
                                        Instant now) const {
  SLUSS_TRY(check(kept));
  SLUSS_TRY_ASSIGN(all, list());
  const auto before = add(all, present, now, Why::put_aside);
  if (!before) return before;
  const auto files = files_below(kept.folder);
  const auto places = places_of(present);
  for (const auto& file : files) {
    const auto bytes = file_bytes(kept.folder / file);
    if (!bytes) return tl::unexpected(bytes.error());
    const auto at = places.find(file);
    // A connector that lies elsewhere and is the same stays where it is.
    const auto there = at == places.end() ? Result<std::string>(fail(Fault::unavailable, "")) : file_bytes(at->second);
    if (there && *there == *bytes) continue;
    std::error_code failed;
    fs::create_directories((present.folder / file).parent_path(), failed);
    SLUSS_TRY(replace_file(present.folder / file, *bytes));
  }
  std::error_code failed;
  for (const auto& [place, file] : places) {
    const bool is_inside = file.lexically_normal() == (present.folder / place).lexically_normal();
    if (is_inside && !std::binary_search(files.begin(), files.end(), place)) fs::remove(file, failed);
    if (failed) return fail(Fault::unavailable, file.string() + " cannot be removed: " + failed.message());
  }
  return *before;
}

Result<void> keep_configuration(const Workplace& work) {
  return KeptConfigurations(work.configuration().store).keep(work.configuration(), work.clock().now());
}

}  // namespace sluss::app
