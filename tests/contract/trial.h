// Configurations written from a plugin's own specification, and a place to try them in.
#pragma once

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "promises.h"
#include "support/temporary_folder.h"

namespace sluss::contract {

/// What every secret is worth in these tests; made up.
inline constexpr auto secret_value = "made-up-Kx93-value-of-32-characters";

/// Option by option, as YAML that may stand after "name: ".
using Settings = std::map<std::string, std::string>;

/// The required options with their examples.
[[nodiscard]] Settings required_settings(const SpecInfo& spec);
/// The same, with every path leading to the folder that the process stands in.
[[nodiscard]] Settings local_settings(const SpecInfo& spec);
/// The YAML of these settings as it may stand after "trial: "; of the whole node's example when the plugin has a
/// language of its own.
[[nodiscard]] std::string yaml_of(const SpecInfo& spec, const Settings& settings);

struct Parsed {
  std::optional<Subject::Make> make;
  std::vector<std::string> faults;

  [[nodiscard]] bool good() const { return make.has_value() && faults.empty(); }
};

/// Reads "trial: " and the YAML, and has the plugin parse it; relative paths start in the folder that the process
/// stands in.
[[nodiscard]] Parsed parsed(const Subject& subject, const std::string& yaml);

/// An empty folder that the process stands in for as long as this lives.
class EmptyFolder {
 public:
  EmptyFolder();
  ~EmptyFolder();
  EmptyFolder(const EmptyFolder&) = delete;
  EmptyFolder& operator=(const EmptyFolder&) = delete;

  [[nodiscard]] const std::filesystem::path& path() const { return scratch_.path(); }

 private:
  test::TemporaryFolder scratch_;
  std::filesystem::path before_;
};

}  // namespace sluss::contract
