#include "app/workplace.h"

#include <cstdlib>

#include "app/memory.h"
#include "base/counted.h"
#include "base/text.h"
#include "config/secret_places.h"

namespace sluss::app {
namespace {

std::string env(const char* name) {
  const auto* value = std::getenv(name);
  return value == nullptr ? "" : value;
}

/// The loader's words for a library that the machine had no addresses for.
bool lacked_memory(const RefusedModule& module) {
  return module.reason.find("failed to map segment") != std::string::npos ||
         module.reason.find("annot allocate memory") != std::string::npos;
}

}  // namespace

std::unique_ptr<Clock> clock_for(const std::string& at) {
  if (at.empty()) return std::make_unique<SystemClock>();
  const auto moment = parse_instant(at);
  if (!moment) throw Stop{Exit::usage, "--at " + at + ": expected YYYY-MM-DD or YYYY-MM-DDThh:mm:ssZ"};
  return std::make_unique<FixedClock>(*moment);
}

Workplace::Workplace(const Options& options) : Workplace(options, options.configuration) {}

Workplace::Workplace(const Options& options, const std::filesystem::path& copy)
    : plugins_(options.plugins), clock_(clock_for(options.at)) {
  refused_ = load_modules(options.plugins, registry_);
  const config::SecretPlaces secrets(config::secrets_folder(options.configuration));
  configuration_ =
      config::load_copy(copy, options.configuration, registry_, secrets, diagnostics_, day_in_stockholm(clock_->now()));
}

void Workplace::need_configuration() const {
  if (diagnostics_.ok()) return;
  for (const auto& module : refused_) {
    if (lacked_memory(module))
      throw Stop{Exit::unreachable,
                 "the module " + module.file.filename().string() + " could not be loaded: " + out_of_memory};
  }
  std::string text = "the configuration has " + counted(diagnostics_.size(), "fault") + ":\n";
  for (const auto& diagnostic : diagnostics_.all()) text += diagnostic.text() + "\n";
  for (const auto& module : refused_)
    text += "note: the module " + module.file.filename().string() + " was not loaded: " + module.reason + "\n";
  text.pop_back();
  throw Stop{Exit::usage, text};
}

const config::Pipeline& Workplace::pipeline(const std::string& name) const {
  need_configuration();
  const auto at = configuration_.pipelines.find(name);
  if (at != configuration_.pipelines.end()) return at->second;
  std::vector<std::string> names;
  for (const auto& [known, pipeline] : configuration_.pipelines) names.push_back(known);
  const auto meant = nearest(name, names);
  throw Stop{Exit::usage, "there is no pipeline \"" + name + "\"; " +
                              (meant ? "did you mean \"" + *meant + "\"?" : "there are: " + join(names, ", "))};
}

store::Store& Workplace::store() {
  need_configuration();
  if (store_ == nullptr) {
    store_ = another_store();
  }
  return *store_;
}

engine::Surroundings Workplace::surroundings() { return surroundings_in(store()); }

engine::Surroundings Workplace::surroundings_in(store::Store& store) const {
  return {configuration_, registry_, store, *clock_, SLUSS_VERSION, to_hex(digest_of_modules(plugins_))};
}

std::unique_ptr<store::Store> Workplace::another_store() const {
  auto opened = store::open_sqlite(configuration_.store, configuration_.largest_store,
                                   store::SealingKeys(configuration_.store_keys));
  if (!opened) throw Stop{Exit::store, opened.error().what};
  return std::move(*opened);
}

Error Workplace::explained(Error error) {
  if (error.fault != Fault::internal || store_ == nullptr) return error;
  auto faults = store_->check_integrity();
  if (!faults) return std::move(faults.error());
  if (faults->empty()) return error;
  error.fault = Fault::store;
  error.what += "; the store's file is damaged (" + faults->front() + "), restore the store from a backup";
  return error;
}

Stop stop_for(const Error& error) {
  switch (error.fault) {
    case Fault::config: return {Exit::usage, error.what};
    case Fault::unavailable:
    case Fault::throttled:
    case Fault::denied: return {Exit::unreachable, error.what};
    case Fault::store: return {Exit::store, error.what};
    default: return {Exit::bug, error.what};
  }
}

std::filesystem::path default_plugins() {
  if (const auto named = env("SLUSS_PLUGINS"); !named.empty()) return named;
  std::error_code failed;
  const auto program = std::filesystem::read_symlink("/proc/self/exe", failed);
  const auto built = program.parent_path().parent_path() / "plugins";
  return std::filesystem::exists(built, failed) ? built : program.parent_path() / SLUSS_PLUGINS_FROM_BIN;
}

std::filesystem::path default_configuration() {
  if (const auto named = env("SLUSS_CONFIG"); !named.empty()) return named;
  std::error_code failed;
  return std::filesystem::exists("/etc/sluss", failed) ? "/etc/sluss" : "config";
}

}  // namespace sluss::app
