// What a command works with: plugins, configuration, clock and store, loaded from the options.
#pragma once

#include <memory>
#include <optional>
#include <vector>

#include "app/options.h"
#include "base/clock.h"
#include "config/configuration.h"
#include "engine/pipeline_run.h"
#include "plugin/module_loader.h"
#include "plugin/registry.h"
#include "store/store.h"

namespace sluss::app {

/// A command's early end: what to say on stderr, and the exit code.
struct Stop {
  Exit exit;
  std::string text;
};

/// The clock that `--at` asks for: one that stands still, or the machine's. Throws Stop when it cannot be read.
[[nodiscard]] std::unique_ptr<Clock> clock_for(const std::string& at);

class Workplace {
 public:
  /// Throws Stop when `--at` cannot be read. Loads plugins and configuration, faults and all.
  explicit Workplace(const Options& options);
  /// The same with a copy of the configuration in place of the configuration (config::load_copy).
  Workplace(const Options& options, const std::filesystem::path& copy);

  [[nodiscard]] const Registry& registry() const { return registry_; }
  [[nodiscard]] const std::vector<RefusedModule>& refused() const { return refused_; }
  [[nodiscard]] const Diagnostics& diagnostics() const { return diagnostics_; }
  [[nodiscard]] const Clock& clock() const { return *clock_; }
  [[nodiscard]] const config::Configuration& configuration() const { return configuration_; }

  /// Throws Stop with all faults when the configuration has any.
  void need_configuration() const;
  /// Throws Stop when there is no such pipeline, saying which there are.
  [[nodiscard]] const config::Pipeline& pipeline(const std::string& name) const;
  /// Opens the store on first use. Throws Stop when it cannot be opened or the configuration is faulty.
  [[nodiscard]] store::Store& store();
  [[nodiscard]] engine::Surroundings surroundings();
  /// The same for a thread that has a store of its own.
  [[nodiscard]] engine::Surroundings surroundings_in(store::Store& store) const;
  /// The store once more, for another thread. Throws Stop.
  [[nodiscard]] std::unique_ptr<store::Store> another_store() const;
  /// What looks like a bug may come of a damaged store: then the error says that.
  [[nodiscard]] Error explained(Error error);

 private:
  std::filesystem::path plugins_;
  Registry registry_;
  std::vector<RefusedModule> refused_;
  Diagnostics diagnostics_;
  config::Configuration configuration_;
  std::unique_ptr<Clock> clock_;
  std::unique_ptr<store::Store> store_;
};

/// The value of a Result, or a Stop with the exit code that its fault asks for.
template <class T>
T must(Result<T> result);

[[nodiscard]] Stop stop_for(const Error& error);

template <class T>
T must(Result<T> result) {
  if (!result) throw stop_for(result.error());
  if constexpr (!std::is_void_v<T>) return std::move(*result);
}

/// The folder that holds the modules, when no option names one: $SLUSS_PLUGINS, or beside the program.
[[nodiscard]] std::filesystem::path default_plugins();
/// $SLUSS_CONFIG, else /etc/sluss, else ./config.
[[nodiscard]] std::filesystem::path default_configuration();

}  // namespace sluss::app
