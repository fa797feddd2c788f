#include <algorithm>
#include <set>
#include <tuple>

#include "config/calendars.h"
#include "config/configuration.h"
#include "config/connections.h"
#include "config/drafts.h"
#include "config/fields.h"
#include "config/files.h"
#include "config/pipelines.h"
#include "config/store_keys.h"
#include "config/values.h"

namespace sluss::config {
namespace {

namespace fs = std::filesystem;

/// A step that is cut off too soon is taken for one that hangs.
void read_longest_step(const Node& node, ParseContext& context, std::chrono::seconds& target) {
  auto given = target;
  options::read(node, context, given);
  if (given.count() > 0) target = given;
  else context.diagnostics.add(node, "expected more than 0", "for example longest_step: 10m");
}

/// "24 months".
void read_months(const Node& node, ParseContext& context, std::optional<int>& target) {
  constexpr std::string_view unit = " months";
  const std::string_view text = node.text;
  const auto digits = text.substr(0, text.ends_with(unit) ? text.size() - unit.size() : 0);
  const bool is_number = digits.find_first_not_of("0123456789") == std::string_view::npos;
  if (node.is_scalar() && is_number && !digits.empty() && digits.size() <= 3 && digits[0] != '0')
    target = std::stoi(std::string(digits));
  else context.diagnostics.add(node, "expected a number of months from 1 to 999", "for example 24 months");
}

void read_retention(const Node& node, ParseContext& context, std::optional<int>& target) {
  Fields fields(node, context);
  fields.required("personal", read_months, target, "24 months");
  fields.done();
}

class Loader {
 public:
  /// `files`: where they lie; `folder`: where relative paths begin.
  Loader(const fs::path& files, const fs::path& folder, const Registry& registry, const Secrets& secrets,
         Diagnostics& diagnostics, std::optional<Day> today)
      : today_(today),
        files_(files, diagnostics),
        registry_(registry),
        context_{diagnostics, secrets, fs::absolute(folder).lexically_normal()} {
    configuration_.folder = folder;
  }

  Configuration load() {
    const auto basis = read_main();
    read_connections();
    read_calendars();
    read_pipelines();
    refuse_strangers();
    read_business();
    std::string name;
    if (basis.kind != Node::Kind::missing) read_text(basis, context_, name);
    if (!name.empty()) {
      if (const auto outlet = resolve(basis, name, connections_, connections_.out, context_))
        configuration_.basis = *outlet;
    }
    configuration_.read_files = files_.read_files();
    configuration_.hash = files_.hash();
    configuration_.files = files_.counts();
    return std::move(configuration_);
  }

 private:
  /// Reads sluss.yaml; gives what stands at `basis`.
  Node read_main() {
    const auto file = files_.folder() / "sluss.yaml";
    connector_folders_ = {files_.folder() / "connectors", files_.folder() / ".." / "connectors"};
    if (!fs::exists(file)) {
      context_.diagnostics.add(mark_of(file), "", "the file is missing",
                               "it says where the store is, for example store: /var/lib/sluss/sluss.db");
      return {};
    }
    const auto* document = files_.read(file);
    if (document == nullptr) return {};
    fs::path connectors;
    Fields fields(*document, context_);
    fields.required("store", read_path, configuration_.store, "/var/lib/sluss/sluss.db");
    fields.optional("connectors", read_path, connectors);
    auto basis = fields.take("basis");
    fields.optional("largest_store", read_size, configuration_.largest_store);
    fields.optional("store_keys", read_store_keys, configuration_.store_keys);
    fields.optional("longest_step", read_longest_step, configuration_.longest_step);
    const auto& retry = fields.take("retry");
    fields.optional("alarms", read_alarms, configuration_.watch);
    fields.optional("metrics", read_metrics, configuration_.watch);
    fields.optional("admin", read_admin, configuration_.admin);
    fields.optional("traces", read_traces, configuration_.traces);
    if (const auto& retention = fields.take("retention"); retention.kind != Node::Kind::missing)
      read_retention(retention, context_, configuration_.retention);
    fields.done();
    if (retry.kind != Node::Kind::missing) read_patience(retry);
    if (!connectors.empty()) connector_folders_ = {connectors};
    const bool is_copy = fs::absolute(files_.folder()).lexically_normal() != context_.folder;
    if (is_copy) connector_folders_ = {files_.folder() / "connectors"};
    if (!connectors.empty() && !fs::is_directory(connectors))
      context_.diagnostics.add((*document)["connectors"], "there is no such folder");
    return basis;
  }

  void read_patience(const Node& node) {
    auto& patience = configuration_.patience;
    const auto read_duration = [](const Node& value, ParseContext& context, std::chrono::seconds& target) {
      options::read(value, context, target);
    };
    const auto read_attempts = [](const Node& value, ParseContext& context, std::int64_t& target) {
      read_between(value, context, 1, 1000, target);
    };
    Fields fields(node, context_);
    fields.optional("first", read_duration, patience.first);
    fields.optional("longest", read_duration, patience.longest);
    fields.optional("attempts", read_attempts, patience.attempts);
    fields.done();
    if (patience.first < std::chrono::seconds(1)) context_.diagnostics.add(node["first"], "expected at least 1s");
    if (patience.longest < patience.first)
      context_.diagnostics.add(node.has("longest") ? node["longest"] : node["first"],
                               "the longest wait is shorter than the first one",
                               "for example { first: 30s, longest: 1h }: it waits twice as long each time");
  }

  void read_connections() {
    connector_folders_.push_back(installed_connectors());
    configuration_.connector_folders = connector_folders_;
    Connectors connectors(connector_folders_, files_);
    auto files = files_.yaml_files_of("connections");
    if (fs::exists(files_.folder() / "connections.yaml"))
      files.insert(files.begin(), files_.folder() / "connections.yaml");
    for (const auto& file : files) {
      const auto* document = files_.read(file);
      connections_.complete = connections_.complete && document != nullptr;
      if (document != nullptr)
        config::read_connections(*document, connectors, registry_, context_, configuration_, connections_);
    }
  }

  void read_calendars() {
    const auto file = files_.folder() / "calendars.yaml";
    if (!fs::exists(file)) return;
    const auto* document = files_.read(file);
    calendars_.complete = document != nullptr;
    if (document != nullptr) config::read_calendars(*document, context_, calendars_);
  }

  void read_pipelines() {
    Readers readers;
    for (const auto& file : files_.yaml_files_of("pipelines")) {
      if (const auto* document = files_.read(file))
        read_pipeline(*document, connections_, calendars_, registry_, context_, readers, configuration_);
    }
  }

  void read_business() {
    Drafts drafts;
    static_cast<void>(files_.hash_since_last());
    read_all("agreements", read_agreements, drafts);
    read_all("prices", read_prices, drafts);
    configuration_.agreements_hash = files_.hash_since_last();
    read_all("placing", read_placing, drafts);
    check_parties(drafts, context_.diagnostics);
    check_agreements(drafts, context_.diagnostics);
    check_prices(drafts, context_.diagnostics);
    check_placing(drafts, context_.diagnostics);
    configuration_.agreements = make_book(drafts);
    // Where something is wrong, what is missing may only be misspelt.
    if (today_ && context_.diagnostics.ok())
      warn_of_price_gaps(drafts, configuration_.agreements, *today_, context_.diagnostics);
  }

  void read_all(const std::string& folder, void (*read)(const Node&, ParseContext&, Drafts&), Drafts& drafts) {
    for (const auto& file : files_.yaml_files_of(folder)) {
      const auto* document = files_.read(file);
      drafts.complete = drafts.complete && document != nullptr;
      if (document != nullptr) read(*document, context_, drafts);
    }
  }

  /// A file that nobody reads because of its name would be missed without a word.
  void refuse_strangers() {
    const std::vector<std::string> known = {"sluss.yaml", "connections.yaml", "connections", "pipelines",
                                            "agreements", "prices",           "placing",     "calendars.yaml",
                                            "connectors", "secrets"};
    std::error_code failed;
    for (const auto& path : files_.names_in(files_.folder())) {
      const auto name = path.filename().string();
      const bool is_folder = fs::is_directory(path, failed);
      const bool is_known = std::find(known.begin(), known.end(), name) != known.end();
      if (is_known || name.starts_with('.')) continue;
      const bool is_yaml = !is_folder && (name.ends_with(".yaml") || name.ends_with(".yml"));
      const auto meant = nearest(name, known);
      if (is_yaml || (is_folder && meant))
        context_.diagnostics.add(mark_of(path), "", "nothing reads this", place_for(path.stem().string(), name, known));
    }
  }

  std::optional<Day> today_;
  /// "price.yaml" belongs into the folder of prices.
  static std::string place_for(const std::string& stem, const std::string& name,
                               const std::vector<std::string>& known) {
    const auto folder = nearest(stem, {"connections", "pipelines", "agreements", "prices", "placing"});
    const bool is_near = nearest(name, known).has_value();
    return folder && !is_near ? "does it belong into the folder " + *folder + "?" : hint_of(name, known);
  }

  Files files_;
  const Registry& registry_;
  ParseContext context_;
  Configuration configuration_;
  std::vector<fs::path> connector_folders_;
  Connections connections_;
  Calendars calendars_;
};

/// What the reader of YAML refuses: nobody else says more about that value.
bool is_final(const Diagnostic& fault) {
  return fault.message.starts_with("aliases") || fault.message.starts_with("typographic") ||
         fault.hint.find(" in quotes: ") != std::string::npos;
}

std::string file_of(const Diagnostic& fault) { return fault.mark.file == nullptr ? "" : *fault.mark.file; }

/// A key that is missing because it is misspelt is told of once, where it stands.
void drop_misspelt(std::vector<Diagnostic>& found) {
  std::set<std::string> meant;
  for (const auto& fault : found) {
    if (fault.message.starts_with("the blank behind"))
      meant.insert(file_of(fault) + ' ' + fault.path + " did you mean \"" +
                   fault.hint.substr(6, fault.hint.find(':') - 6) + '"');
    if (fault.message != "unknown key") continue;
    const auto dot = fault.path.rfind('.');
    const auto map = dot == std::string::npos ? std::string() : fault.path.substr(0, dot);
    meant.insert(file_of(fault) + ' ' + map + ' ' + fault.hint.substr(0, fault.hint.find('?')));
  }
  std::erase_if(found, [&](const Diagnostic& fault) {
    const auto end = fault.message.find("\" is missing");
    if (end == std::string::npos || !fault.message.starts_with('"')) return false;
    return meant.contains(file_of(fault) + ' ' + fault.path + " did you mean " + fault.message.substr(0, end + 1));
  });
}

/// By file in the order they were read, then by line; what two connections find in their connector is told once.
void hand_over(std::vector<Diagnostic> found, Diagnostics& diagnostics) {
  drop_misspelt(found);
  std::map<std::string, std::size_t> order;
  for (const auto& fault : found) order.emplace(file_of(fault), order.size());
  const auto place = [&](const Diagnostic& fault) {
    return std::tuple(order.at(file_of(fault)), fault.mark.line, fault.mark.column);
  };
  std::stable_sort(found.begin(), found.end(), [&](const auto& a, const auto& b) { return place(a) < place(b); });
  std::set<std::string> told;
  for (const auto& fault : found) {
    const auto where = fault.mark.text() + ' ' + fault.path;
    if (told.contains(where) || !told.insert(where + ' ' + fault.message).second) continue;
    if (is_final(fault)) told.insert(where);
    diagnostics.add(fault);
  }
}

}  // namespace

fs::path installed_connectors() {
  std::error_code failed;
  const auto program = fs::read_symlink("/proc/self/exe", failed);
  return program.parent_path().parent_path() / "share" / "sluss" / "connectors";
}

Configuration load_copy(const fs::path& copy, const fs::path& folder, const Registry& registry, const Secrets& secrets,
                        Diagnostics& diagnostics, std::optional<Day> today) {
  if (!fs::is_directory(copy)) {
    diagnostics.add(mark_of(copy), "", "there is no such configuration folder",
                    "name one with -c, or in $SLUSS_CONFIG");
    return {};
  }
  Diagnostics found;
  auto configuration = Loader(copy, folder, registry, secrets, found, today).load();
  hand_over(found.all(), diagnostics);
  hand_over(found.warnings(), diagnostics);
  return configuration;
}

Configuration load(const fs::path& folder, const Registry& registry, const Secrets& secrets, Diagnostics& diagnostics,
                   std::optional<Day> today) {
  return load_copy(folder, folder, registry, secrets, diagnostics, today);
}

}  // namespace sluss::config
