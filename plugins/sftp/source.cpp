#include "source.h"

#include <algorithm>
#include <set>
#include <tuple>

#include "base/file_name.h"
#include "base/sleep.h"
#include "remote_input.h"

namespace sluss::sftp {
namespace {

using std::chrono::seconds;

/// The server's times are whole seconds: within two, a file may change and look the same.
constexpr seconds long_enough_to_tell(2);
constexpr seconds patience_when_stopped(1);

void check(const SourceConfig& config, const Node& node, ParseContext& context) {
  check_server(config, node, context);
  if (config.folder.empty()) context.diagnostics.add(node["folder"], "expected a folder, found nothing");
  if (config.match.find('/') != std::string::npos)
    context.diagnostics.add(node["match"], "a file's name holds no \"/\"", "write the folder under folder:");
  if (config.marker.find('/') != std::string::npos)
    context.diagnostics.add(node["marker"], "a marker is the end of a file's name, such as .done, without \"/\"");
  if (config.archive.empty()) context.diagnostics.add(node["archive"], "expected a folder, found nothing");
}

Spec<SourceConfig> spec_with_server() {
  Spec<SourceConfig> spec("sftp", "Reads the files of a folder at an SFTP server");
  add_server(spec);
  return spec;
}

std::map<std::string_view, const Facts*> by_name(const std::vector<Entry>& entries) {
  std::map<std::string_view, const Facts*> found;
  for (const auto& entry : entries) found.emplace(entry.name, &entry.facts);
  return found;
}

}  // namespace

Spec<SourceConfig> source_spec() {
  return spec_with_server()
      .required("folder", &SourceConfig::folder,
                "The folder that is read; without / in front it lies where one logs in", "ut/placeringar")
      .option("match", &SourceConfig::match, "Which files, by name; * and ? as in a shell", "placeringar*.csv")
      .choice("then", &SourceConfig::then, "What happens to a file that was taken",
              {{"archive", After::archive}, {"leave", After::leave}})
      .option("archive", &SourceConfig::archive,
              "Where taken files are moved at the server; a relative path lies within the folder", "archive")
      .option("quiet", &SourceConfig::quiet,
              "How long a file must be seen unchanged before it is read; not used with a marker", "30s")
      .option("marker", &SourceConfig::marker,
              "Read only files beside which NAME + this ending stands; it is removed when the file is archived",
              ".done")
      .rule(check);
}

AtRest at_rest(const std::vector<Entry>& before, const std::vector<Entry>& now, std::string_view pattern,
               const std::string& marker) {
  const auto earlier = by_name(before);
  const auto names = by_name(now);
  AtRest found;
  for (const auto& entry : now) {
    if (entry.facts.kind != Kind::file || !is_wanted(entry.name, pattern, marker)) continue;
    if (!marker.empty() && !names.contains(entry.name + marker)) continue;
    const auto at = earlier.find(entry.name);
    if (at != earlier.end() && *at->second == entry.facts) found.ready.push_back(entry);
    else found.still_written.push_back(shown(entry.name));
  }
  std::sort(found.ready.begin(), found.ready.end(), [](const Entry& a, const Entry& b) {
    return std::tie(a.facts.modified, a.name) < std::tie(b.facts.modified, b.name);
  });
  return found;
}

SftpSource::SftpSource(SourceConfig config) : config_(std::move(config)), link_(std::make_shared<Link>(config_)) {}

std::string SftpSource::takes_from() const {
  return config_.then == After::leave ? "" : config_.place() + " " + within(config_.folder, config_.match);
}

Result<void> SftpSource::open(std::stop_token stop) {
  link_->obey(std::move(stop));
  SLUSS_TRY(link_->reach());
  return {};
}

void SftpSource::close() noexcept {
  link_->close();
  waiting_.clear();
  still_written_.clear();
  unsettled_.clear();
  in_round_ = false;
}

Result<void> SftpSource::begin_round(const std::stop_token& stop) {
  SLUSS_TRY_ASSIGN(connection, link_->reach());
  SLUSS_TRY_ASSIGN(before, connection->list(config_.folder));
  const bool is_watched = config_.marker.empty() && config_.quiet.count() > 0;
  auto seen = at_rest(before, before, config_.match, config_.marker);
  if (is_watched && !seen.ready.empty()) {
    if (!sleep_for(config_.quiet, stop)) return fail(Fault::cancelled, "reading was stopped");
    SLUSS_TRY_ASSIGN(now, connection->list(config_.folder));
    seen = at_rest(before, now, config_.match, config_.marker);
  }
  waiting_.assign(std::make_move_iterator(seen.ready.begin()), std::make_move_iterator(seen.ready.end()));
  still_written_ = std::move(seen.still_written);
  in_round_ = true;
  return {};
}

Result<std::optional<Read>> SftpSource::read(std::stop_token stop) {
  link_->obey(stop);
  if (!in_round_) SLUSS_TRY(begin_round(stop));
  while (!waiting_.empty()) {
    if (stop.stop_requested()) return fail(Fault::cancelled, "reading was stopped");
    const auto entry = std::move(waiting_.front());
    waiting_.pop_front();
    if (!unsettled_.emplace(entry.name, entry.facts).second) continue;
    const bool is_surely_the_same = !config_.marker.empty() || config_.quiet >= long_enough_to_tell;
    auto version = std::to_string(entry.facts.size) + "/" + std::to_string(entry.facts.modified);
    return Read{entry.name, shown(entry.name), is_surely_the_same ? std::move(version) : std::string(),
                std::make_unique<RemoteInput>(link_, within(config_.folder, entry.name), entry.facts)};
  }
  in_round_ = false;
  if (still_written_.empty()) return std::nullopt;
  return fail(Fault::unavailable, "still being written to: " + join(std::exchange(still_written_, {}), ", ") +
                                      "; the next run reads it. What never comes to rest is kept out by match:");
}

Result<void> SftpSource::settle(const std::string& ticket, Outcome outcome, const std::string& /*why*/) {
  const auto at = unsettled_.find(ticket);
  if (at == unsettled_.end()) return fail(Fault::internal, "a file was settled that was not read");
  const auto facts = at->second;
  unsettled_.erase(at);
  if (outcome != Outcome::taken || config_.then == After::leave) return {};
  // What is stored is also moved away when a stop was asked for, if that goes quickly.
  const auto stop = link_->stop();
  link_->obey({}, stop.stop_requested() ? patience_when_stopped : config_.answer_timeout);
  SLUSS_TRY_ASSIGN(connection, link_->reach());
  // Another file under the same name has not been read yet: it stays, for the next round.
  SLUSS_TRY_ASSIGN(now, connection->look(within(config_.folder, ticket)));
  if (!now || *now != facts) return {};
  return archive(ticket);
}

Result<void> SftpSource::archive(const std::string& name) {
  SLUSS_TRY_ASSIGN(connection, link_->reach());
  SLUSS_TRY(connection->make_folder(within(config_.folder, config_.archive)));
  // The marker goes first: one that was left behind would call the next, unfinished file of that name ready.
  if (!config_.marker.empty()) SLUSS_TRY(connection->remove(within(config_.folder, name + config_.marker)));
  return move_to_free_name(*connection, name);
}

Result<void> SftpSource::move_to_free_name(Connection& connection, const std::string& name) {
  const auto from = within(config_.folder, name);
  const auto folder = within(config_.folder, config_.archive);
  std::set<std::string> taken;
  SLUSS_TRY_ASSIGN(first, connection.look(within(folder, name)));
  if (first) {
    SLUSS_TRY_ASSIGN(there, connection.list(folder));
    for (auto& entry : there) taken.insert(std::move(entry.name));
    taken.insert(name);
  }
  int number = 1;
  while (taken.contains(numbered(name, number))) ++number;
  return connection.rename(from, within(folder, numbered(name, number)));
}

Result<void> SftpSourceProbe::probe(std::stop_token stop) {
  Link link(config_);
  link.obey(std::move(stop));
  SLUSS_TRY_ASSIGN(connection, link.reach());
  SLUSS_TRY(connection->list(config_.folder));
  if (config_.then == After::leave) return {};
  // A missing archive is made when the first file is taken.
  const auto archive = within(config_.folder, config_.archive);
  SLUSS_TRY_ASSIGN(there, connection->look(archive));
  if (there && there->kind != Kind::folder)
    return fail(Fault::unavailable, "the archive " + shown(archive) + " is no folder at " + connection->place());
  return {};
}

}  // namespace sluss::sftp
