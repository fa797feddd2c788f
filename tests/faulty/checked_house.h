// A small house that is right, for tests to make a fault in: what `sluss check` says of it then.
#pragma once

#include <filesystem>
#include <sstream>
#include <string>

#include "base/day.h"
#include "config/check_report.h"
#include "config/secret_places.h"
#include "plugin/module_loader.h"
#include "support/temporary_folder.h"

namespace sluss::test {

class CheckedHouse {
 public:
  CheckedHouse() {
    namespace fs = std::filesystem;
    fs::copy(SLUSS_FAULTY "/house", root(), fs::copy_options::recursive);
    fs::create_directories(root() / "connectors");
    for (const auto* connector : {"klipp", "peppol-outbox"})
      fs::copy(fs::path(SLUSS_CONNECTORS) / connector, root() / "connectors" / connector, fs::copy_options::recursive);
    fs::permissions(root() / "config/secrets/pseudonym_key", fs::perms::owner_read | fs::perms::owner_write);
  }

  [[nodiscard]] const std::filesystem::path& root() const { return folder_.path(); }
  [[nodiscard]] const config::Configuration& configuration() const { return configuration_; }
  [[nodiscard]] const Diagnostics& diagnostics() const { return diagnostics_; }

  /// As on a day in the autumn term of 2026; without where the folder happens to lie.
  std::string check() {
    diagnostics_ = {};
    const auto folder = root() / "config";
    const config::SecretPlaces secrets(config::secrets_folder(folder));
    configuration_ = config::load(folder, modules(), secrets, diagnostics_, make_day(2026, 11, 16));
    std::ostringstream out;
    config::print_found(diagnostics_, out, config::Colour::none);
    auto text = out.str() + config::summary_of(configuration_, diagnostics_);
    const auto prefix = root().string() + "/";
    for (auto at = text.find(prefix); at != std::string::npos; at = text.find(prefix)) text.erase(at, prefix.size());
    return text;
  }

 private:
  static const Registry& modules() {
    static const Registry registry = [] {
      Registry loaded;
      (void)load_modules(SLUSS_MODULES, loaded);
      return loaded;
    }();
    return registry;
  }

  TemporaryFolder folder_;
  Diagnostics diagnostics_;
  config::Configuration configuration_;
};

}  // namespace sluss::test
