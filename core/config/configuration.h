// The configuration folder, read and checked: what the engine runs by. Nothing here does I/O but reading that folder.
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/day.h"
#include "base/digest.h"
#include "config/admin_settings.h"
#include "config/files.h"
#include "config/schedule.h"
#include "config/traces_settings.h"
#include "config/watch_settings.h"
#include "domain/parties.h"
#include "plugin/diagnostics.h"
#include "plugin/registry.h"

namespace sluss::config {

/// What the things that a source gives stand for.
enum class Content {
  snapshot,  ///< each is the whole picture of its scope: what is missing from it has been withdrawn
  changes,   ///< each tells only of what it holds
};

/// A step of a pipeline or of a connector.
struct Step {
  std::string plugin;
  Maker<Processor> make;
};

/// One kind of message that a connection provides.
struct Inlet {
  std::string name;  ///< "klipp.placements"
  std::string kind;  ///< the message kind: "placement"
  Maker<Source> source;
  Maker<Codec> codec;
  std::vector<Step> steps;  ///< what makes a message of a record: the mapping, and what else the connector has
  /// All paths that the bodies may hold which come of the steps; nullopt: it is not known.
  std::optional<std::vector<std::string>> paths = std::nullopt;
  std::vector<std::string> key = {"id"};  ///< paths in the body that together name the thing
  Content content = Content::changes;
  std::string once;  ///< path in the record, before the steps, of what names the event it tells of; empty: rows are
                     ///< states, and no events. An event that was taken before changes nothing
  std::vector<std::string> scope;  ///< paths in the body: the part of the picture that a snapshot stands for
  std::string changes;             ///< of snapshots: a pattern of the names of those inputs that tell changes alone
  std::int64_t withdraw_limit =
      20;  ///< more missing per cent than this is taken for a broken export, not for withdrawals
};

/// One kind of message that a connection takes.
struct Outlet {
  std::string name;  ///< "peppol.invoices"
  std::string kind;
  Maker<Sink> sink;
  Maker<Codec> codec;
};

/// A sink of a pipeline, and which messages go there.
struct Route {
  std::string outlet;
  std::string when;  ///< an expression; empty: all messages of its kind
};

struct Pipeline {
  std::string name;
  std::optional<Schedule> schedule;
  std::vector<std::string> from;  ///< inlets
  std::vector<Step> steps;
  std::vector<Route> to;
};

/// How deliveries are tried again: after `first`, then after twice as long each time, up to `longest`.
struct Patience {
  std::chrono::seconds first{30};
  std::chrono::seconds longest{3600};
  std::int64_t attempts = 10;  ///< of one delivery while its connection is well; then a person decides
};

struct Configuration {
  std::filesystem::path folder;
  /// How many files were read: of each folder that is looked into, and of each file that stands alone.
  std::vector<std::pair<std::string, std::size_t>> files;
  std::vector<ReadFile> read_files;                      ///< all that were read, connectors included
  std::vector<std::filesystem::path> connector_folders;  ///< in the order in which they are searched
  std::filesystem::path store;                           ///< the store's file
  std::optional<std::int64_t> largest_store;             ///< bytes; none: as large as the disk allows
  std::vector<Secret> store_keys;  ///< the first seals what messages hold, the others open it; none: it is not sealed
  Patience patience;
  std::chrono::seconds longest_step{600};  ///< at one batch; a step that takes longer hangs, and ends the process
  std::optional<int> retention;  ///< months after a placement's end; then what tells who the student is may be purged
  std::string basis;             ///< the outlet whose format `sluss invoices basis` writes; may be empty
  std::map<std::string, Inlet, std::less<>> inlets;
  std::map<std::string, Outlet, std::less<>> outlets;
  std::map<std::string, Pipeline, std::less<>> pipelines;
  std::map<std::string, Maker<Probe>, std::less<>> probes;  ///< by inlet or outlet name
  domain::AgreementBook agreements;
  WatchSettings watch;
  std::optional<AdminSettings> admin;  ///< none: nobody is served
  std::optional<TracesSettings> traces;  ///< none: nobody is told
  Digest agreements_hash{};              ///< of the files of agreements and prices
  Digest hash{};                         ///< of all files read: names what a run ran with
};

/// Reads the folder. With faults the configuration is incomplete and must not be run.
/// `today`: for warnings of what comes soon; without it there are none.
[[nodiscard]] Configuration load(const std::filesystem::path& folder, const Registry& registry, const Secrets& secrets,
                                 Diagnostics& diagnostics, std::optional<Day> today = std::nullopt);

/// The same for a copy of a configuration's files that lies elsewhere, its connectors in `connectors`: read from there
/// as if it stood in `folder`, where relative paths begin.
[[nodiscard]] Configuration load_copy(const std::filesystem::path& copy, const std::filesystem::path& folder,
                                      const Registry& registry, const Secrets& secrets, Diagnostics& diagnostics,
                                      std::optional<Day> today = std::nullopt);

}  // namespace sluss::config
