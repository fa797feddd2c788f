#include <algorithm>
#include <fstream>
#include <sstream>

#include "config/form.h"
#include "config/parts.h"
#include "config/yaml_reader.h"

namespace sluss::config {
namespace {

namespace fs = std::filesystem;

class Loader {
 public:
  Loader(const fs::path& folder, const Registry& registry, const Secrets& secrets, Diagnostics& diagnostics)
      : folder_(folder), parts_{registry, {diagnostics, secrets, folder}, configuration_, {}} {}

  Configuration load() {
    configuration_.folder = folder_;
    std::error_code failed;
    if (!fs::is_directory(folder_, failed)) {
      parts_.diagnostics().add({}, "", "there is no configuration folder " + folder_.string(), "name it with -c or $SLUSS_CONFIG");
      return std::move(configuration_);
    }
    const auto main = read_main();
    read_parties_and_prices();
    if (configuration_.store.empty()) return std::move(configuration_);  // sluss.yaml: told; nothing else can be judged
    each_document("connections", [this](const Node& document) { read_connections(document, connectors_, parts_); });
    each_document("pipelines", [this](const Node& document) { read_pipeline(document, parts_); });
    if (main.kind != Node::Kind::missing) configuration_.basis = find_outlet(main, parts_);
    configuration_.agreements.index();
    configuration_.hash = digester_.finish();
    return std::move(configuration_);
  }

 private:
  /// Gives the reference of `basis:`, which can be looked up when the connections are known.
  Node read_main() {
    const auto document = read(folder_ / "sluss.yaml");
    if (document.kind == Node::Kind::missing) return {};
    Form form(document, parts_.diagnostics());
    const auto store = form.text("store", Form::Need::required, "the path of the store's file");
    const auto connectors = form.text("connectors");
    auto basis = form.node("basis");
    form.done();
    configuration_.store = (folder_ / store).lexically_normal();
    read_connectors(connectors.empty() ? default_connectors() : folder_ / connectors);
    return basis;
  }

  /// Beside the configuration, as in the source tree; else where the package puts them.
  [[nodiscard]] fs::path default_connectors() const {
    std::error_code failed;
    const auto beside = fs::absolute(folder_).parent_path() / "connectors";
    return fs::is_directory(beside, failed) ? beside : "/usr/share/sluss/connectors";
  }

  void read_connectors(const fs::path& folder) {
    std::vector<fs::path> files;
    std::error_code failed;
    for (const auto& entry : fs::directory_iterator(folder, failed)) {
      if (fs::exists(entry.path() / "connector.yaml", failed)) files.push_back(entry.path() / "connector.yaml");
    }
    std::sort(files.begin(), files.end());
    for (const auto& file : files) {
      auto document = read(file);
      if (document.kind != Node::Kind::missing) connectors_.add(std::move(document), file.parent_path().filename().string(), parts_.diagnostics());
    }
  }

  void read_parties_and_prices() {
    Places places;
    const auto faults_before = parts_.diagnostics().size();
    each_document("agreements", [&](const Node& document) { read_parties(document, parts_, places); });
    each_document("prices", [&](const Node& document) { read_prices(document, parts_, places); });
    // With a party unread, every reference to it would be told as a fault of its own.
    if (parts_.diagnostics().size() == faults_before) check_book(parts_, places);
  }

  /// Those that could be read: the others have told their fault.
  template <class Use>
  void each_document(const std::string& name, const Use& use) {
    for (const auto& file : files_of(name)) {
      const auto document = read(file);
      if (document.kind != Node::Kind::missing) use(document);
      else if (name == "connections") parts_.faulty.insert("");
    }
  }

  /// NAME.yaml and NAME/*.yaml, in order of name.
  std::vector<fs::path> files_of(const std::string& name) {
    std::vector<fs::path> files;
    std::error_code failed;
    if (const auto single = folder_ / (name + ".yaml"); fs::exists(single, failed)) files.push_back(single);
    for (const auto& entry : fs::directory_iterator(folder_ / name, failed)) {
      if (entry.path().extension() == ".yaml") files.push_back(entry.path());
      else if (entry.path().extension() == ".yml") parts_.diagnostics().add({}, name_of(entry.path()), "this file is not read: its name ends in .yml", "name it .yaml");
    }
    std::sort(files.begin(), files.end());
    return files;
  }

  /// As people would type it from where they stand.
  static std::string name_of(const fs::path& file) {
    std::error_code failed;
    const auto near = fs::proximate(file, failed);
    return failed || near.string().starts_with("..") ? fs::absolute(file).lexically_normal().string() : near.string();
  }

  Node read(const fs::path& file) {
    std::ifstream in(file, std::ios::binary);
    std::ostringstream text;
    text << in.rdbuf();
    const auto name = name_of(file);
    if (!in) {
      parts_.diagnostics().add({std::make_shared<const std::string>(name), 1, 1}, "", "the file is missing or cannot be read");
      return {};
    }
    digester_.add(file.filename().string() + "\n" + text.str());
    return read_yaml(text.str(), name, parts_.diagnostics());
  }

  fs::path folder_;
  Configuration configuration_;
  Parts parts_;
  Connectors connectors_;
  Digester digester_;
};

}  // namespace

Configuration load(const fs::path& folder, const Registry& registry, const Secrets& secrets, Diagnostics& diagnostics) {
  return Loader(folder, registry, secrets, diagnostics).load();
}

}  // namespace sluss::config
