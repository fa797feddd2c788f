#include "source.h"

#include <cerrno>
#include <sys/stat.h>
#include <unistd.h>

#include "base/sleep.h"
#include "file_input.h"

namespace sluss::file {
namespace {

using std::chrono::steady_clock;

std::int64_t time_of_day() {
  return std::chrono::nanoseconds(std::chrono::system_clock::now().time_since_epoch()).count();
}

void check(const SourceConfig& config, const Node& node, ParseContext& context) {
  if (config.match.find('/') != std::string::npos)
    context.diagnostics.add(node["match"], "a file's name holds no \"/\"", "write the folder under folder:");
  if (config.marker.find('/') != std::string::npos)
    context.diagnostics.add(node["marker"], "a marker is the end of a file's name, such as .done, without \"/\"");
  if (config.archive.empty()) context.diagnostics.add(node["archive"], "expected a folder, found nothing");
}

}  // namespace

Spec<SourceConfig> source_spec() {
  return Spec<SourceConfig>("file", "Reads the files of a folder")
      .required("folder", &SourceConfig::folder, "The folder that is read", "/srv/klipp/inbox")
      .option("match", &SourceConfig::match, "Which files, by name; * and ? as in a shell", "placeringar*.csv")
      .choice("then", &SourceConfig::then, "What happens to a file that was taken",
              {{"archive", After::archive}, {"leave", After::leave}})
      .option("archive", &SourceConfig::archive,
              "Where taken files are moved; a relative path lies within the folder, on the same file system", "archive")
      .option("quiet", &SourceConfig::quiet,
              "How long a file must have been left unchanged before it is read; not used with a marker", "30s")
      .option("marker", &SourceConfig::marker,
              "Read only files beside which NAME + this ending stands; it is removed when the file is archived",
              ".done")
      .rule(check);
}

std::string FileSource::takes_from() const {
  return config_.then == After::leave ? "" : (config_.folder / config_.match).lexically_normal().string();
}

Result<void> FileSource::open(std::stop_token /*stop*/) {
  SLUSS_TRY(folder_.open(config_.folder));
  if (config_.then == After::leave || only_looks_) return {};
  if (::mkdirat(folder_.descriptor(), config_.archive.c_str(), 0750) != 0 && errno != EEXIST)
    return system_failure(
        "the archive folder " + config_.archive + " in " + config_.folder.string() + " cannot be made", errno);
  return archive_.open_within(folder_, config_.archive);
}

void FileSource::close() noexcept {
  folder_.close();
  archive_.close();
  waiting_.clear();
  still_written_.clear();
  unsettled_.clear();
  in_round_ = false;
}

Result<void> FileSource::begin_round() {
  SLUSS_TRY_ASSIGN(found, find_candidates(folder_, config_.match, config_.marker));
  waiting_.assign(std::make_move_iterator(found.begin()), std::make_move_iterator(found.end()));
  round_began_ = steady_clock::now();
  in_round_ = true;
  return {};
}

Result<std::optional<Read>> FileSource::read(std::stop_token stop) {
  if (!in_round_) SLUSS_TRY(begin_round());
  while (!waiting_.empty()) {
    if (stop.stop_requested()) return fail(Fault::cancelled, "reading was stopped");
    const auto candidate = waiting_.front();
    SLUSS_TRY_ASSIGN(ready, wait_until_ready(candidate, stop));
    waiting_.pop_front();
    if (!ready && folder_.regular_file(candidate.name)) still_written_.push_back(shown(candidate.name));
    if (!ready || unsettled_.contains(candidate.name)) continue;
    SLUSS_TRY_ASSIGN(read, take(candidate.name));
    if (read) return std::move(read);
  }
  in_round_ = false;
  if (still_written_.empty()) return std::nullopt;
  return fail(Fault::unavailable, "still being written to: " + join(std::exchange(still_written_, {}), ", ") +
                                      "; the next run reads it. What never comes to rest is kept out by match:");
}

Result<std::optional<Stamp>> FileSource::wait_until_ready(const Candidate& candidate, const std::stop_token& stop) {
  if (!config_.marker.empty()) return folder_.regular_file(candidate.name);
  QuietWatch watch(config_.quiet, candidate.stamp, round_began_);
  const auto latest = steady_clock::now() + config_.quiet;
  for (;;) {
    const auto stamp = folder_.regular_file(candidate.name);
    if (!stamp) return std::nullopt;
    const auto now = steady_clock::now();
    watch.look(*stamp, now, time_of_day());
    if (watch.remaining().count() <= 0)
      return folder_.is_open_for_writing(candidate.name) ? std::nullopt : std::optional(*stamp);
    if (now >= latest) return std::nullopt;
    if (!sleep_for(watch.remaining(), stop)) return fail(Fault::cancelled, "reading was stopped");
  }
}

Result<std::optional<Read>> FileSource::take(const std::string& name) {
  SLUSS_TRY_ASSIGN(input, FileInput::open(folder_, name));
  if (input == nullptr) return std::nullopt;
  unsettled_[name] = input->stamp();
  auto version = input->stamp().text();
  return Read{name, shown(name), std::move(version), std::move(input)};
}

Result<void> FileSource::settle(const std::string& ticket, Outcome outcome, const std::string& /*why*/) {
  const auto at = unsettled_.find(ticket);
  if (at == unsettled_.end()) return fail(Fault::internal, "a file was settled that was not read");
  const auto stamp = at->second;
  unsettled_.erase(at);
  if (outcome != Outcome::taken || config_.then == After::leave) return {};
  // Another file under the same name has not been read yet: it stays, for the next round.
  const auto now = folder_.regular_file(ticket);
  if (!now || !now->same_content(stamp)) return {};
  return archive(ticket);
}

Result<void> FileSource::archive(const std::string& name) {
  // The marker goes first: one that was left behind would call the next, unfinished file of that name ready.
  if (!config_.marker.empty() && ::unlinkat(folder_.descriptor(), (name + config_.marker).c_str(), 0) != 0 &&
      errno != ENOENT)
    return system_failure("the marker of " + shown(name) + " cannot be removed", errno);
  for (int number = 1;; ++number) {
    SLUSS_TRY_ASSIGN(renamed, rename_to_free_name(folder_, name, archive_, numbered(name, number)));
    if (renamed == Renamed::done) break;
  }
  SLUSS_TRY(archive_.sync());
  return folder_.sync();
}

Result<void> FileSourceProbe::probe(std::stop_token /*stop*/) {
  Folder folder;
  SLUSS_TRY(folder.open(config_.folder));
  SLUSS_TRY(folder.allows(R_OK | X_OK, "read"));
  if (config_.then == After::leave) return {};
  SLUSS_TRY(folder.allows(W_OK, "written: files that were read are moved away from it"));
  Folder archive;
  // A missing archive is made when the source opens.
  if (!folder.has(config_.archive)) return {};
  SLUSS_TRY(archive.open_within(folder, config_.archive));
  return archive.allows(W_OK | X_OK, "written");
}

}  // namespace sluss::file
