// Every faulty configuration in testdata/faults is told as a person can act on it: the house with one file replaced.
#include "config/configuration.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <sstream>

#include "base/text.h"
#include "config/secret_places.h"
#include "plugin/sdk.h"

namespace sluss::config {
namespace {

namespace fs = std::filesystem;

const fs::path testdata = SLUSS_TESTDATA;
constexpr auto canary = "canary-secret-4711";

struct FileConfig {
  fs::path folder;
  std::string match = "*";
  Secret token;
};
struct NoConfig {};
struct WholeConfig {
  Node table;
};
struct KindConfig {
  std::string kind;
};

class NoSource final : public Source {
 public:
  explicit NoSource(FileConfig /*config*/) {}
  Result<void> open(std::stop_token /*stop*/) override { return {}; }
  Result<std::optional<Read>> read(std::stop_token /*stop*/) override { return std::nullopt; }
  Result<void> settle(const std::string& /*ticket*/, Outcome /*outcome*/) override { return {}; }
  void close() noexcept override {}
};
class NoSink final : public Sink {
 public:
  explicit NoSink(FileConfig /*config*/) {}
  Result<void> open(std::stop_token /*stop*/) override { return {}; }
  Result<WriteReport> write(std::span<const Parcel> /*parcels*/, std::stop_token /*stop*/) override { return WriteReport{}; }
  void close() noexcept override {}
};
class NoProbe final : public Probe {
 public:
  explicit NoProbe(FileConfig /*config*/) {}
  Result<void> probe(std::stop_token /*stop*/) override { return {}; }
};
template <class Config>
class NoStep final : public Processor {
 public:
  explicit NoStep(Config /*config*/) {}
  Result<void> process(std::span<Item> /*batch*/, Context& /*context*/) override { return {}; }
};
class NoCodec final : public Codec {
 public:
  explicit NoCodec(NoConfig /*config*/) {}
};

Spec<FileConfig> file_spec() {
  Spec<FileConfig> spec("file", "Files");
  spec.required("folder", &FileConfig::folder, "The folder", "/srv").option("match", &FileConfig::match, "Which").option("token", &FileConfig::token, "A token");
  return spec;
}

Registry test_registry() {
  Registry registry;
  registry.source<NoSource>(file_spec());
  registry.sink<NoSink>(file_spec());
  registry.source_probe<NoProbe>(file_spec());
  registry.codec<NoCodec>(Spec<NoConfig>("csv", "Rows"));
  registry.codec<NoCodec>(Spec<NoConfig>("ubl", "Invoices"));
  Spec<WholeConfig> map("map", "Maps");
  map.whole(&WholeConfig::table, "The table", "id: Nr");
  registry.processor<NoStep<WholeConfig>>(map);
  Spec<KindConfig> validate("validate", "Validates");
  validate.required("kind", &KindConfig::kind, "The kind", "placement").bare("kind");
  registry.processor<NoStep<KindConfig>>(validate);
  registry.processor<NoStep<NoConfig>>(Spec<NoConfig>("bill", "Bills"));
  registry.expressions([](const std::string& text) -> Result<std::unique_ptr<Predicate>> {
    if (text.ends_with('>')) return fail(Fault::config, "the condition ends too early");
    return nullptr;
  });
  return registry;
}

std::string read_file(const fs::path& file) {
  std::ifstream in(file, std::ios::binary);
  std::ostringstream text;
  text << in.rdbuf();
  return text.str();
}

/// The house in a folder of its own, where files can be replaced.
class House {
 public:
  House() {
    std::string name = (fs::path(::testing::TempDir()) / "sluss house XXXXXX").string();
    root_ = ::mkdtemp(name.data());
    fs::copy(testdata / "house", root_ / "house", fs::copy_options::recursive);
    fs::copy(testdata / "connectors", root_ / "connectors", fs::copy_options::recursive);
    ::setenv("SLUSS_SECRET_PEPPOL_TOKEN", canary, 1);
  }
  ~House() { fs::remove_all(root_); }
  House(const House&) = delete;
  House& operator=(const House&) = delete;

  void replace(const std::string& file, const std::string& text) const { std::ofstream(root_ / "house" / file) << text; }

  Configuration load() {
    const auto registry = test_registry();
    return config::load(root_ / "house", registry, SecretPlaces(root_ / "house" / "secrets"), diagnostics);
  }

  /// The faults with paths as they are in testdata.
  [[nodiscard]] std::string faults() const {
    std::string all;
    for (const auto& fault : diagnostics.all()) all += fault.text() + "\n";
    const auto prefix = root_.string() + "/";
    for (auto at = all.find(prefix); at != std::string::npos; at = all.find(prefix)) all.erase(at, prefix.size());
    return all;
  }

  Diagnostics diagnostics;

 private:
  fs::path root_;
};

TEST(Load, a_right_configuration_has_no_faults) {
  House house;
  const auto configuration = house.load();
  EXPECT_EQ(house.faults(), "");
  ASSERT_TRUE(configuration.inlets.contains("klipp.placements"));
  const auto& inlet = configuration.inlets.at("klipp.placements");
  EXPECT_EQ(inlet.kind, "placement");
  EXPECT_EQ(inlet.key, std::vector<std::string>{"id"});
  EXPECT_EQ(inlet.content, Content::snapshot);
  EXPECT_EQ(inlet.withdraw_limit, 10);
  EXPECT_EQ(inlet.steps.size(), 1U);
  EXPECT_EQ(configuration.outlets.at("peppol.invoices").kind, "invoice");
  EXPECT_EQ(configuration.basis, "peppol.invoices");
  const auto& pipeline = configuration.pipelines.at("nightly");
  EXPECT_EQ(pipeline.steps.size(), 2U);
  EXPECT_EQ(pipeline.to.front().when, ".total > 0");
  EXPECT_TRUE(pipeline.schedule.has_value());
  EXPECT_TRUE(configuration.probes.contains("klipp.placements"));
  EXPECT_FALSE(configuration.probes.contains("peppol.invoices")) << "the sink has no probe; the source's is not it";
  EXPECT_EQ(configuration.agreements.agreements.front().autumn.invoice_from->month, 11U);
  EXPECT_EQ(configuration.agreements.prices.back().week, Ore{157131});
}

TEST(Load, every_file_is_part_of_the_hash) {
  House house;
  const auto before = house.load().hash;
  EXPECT_EQ(house.load().hash, before);
  house.replace("prices/all.yaml", read_file(testdata / "house/prices/all.yaml") + "# looked at\n");
  EXPECT_NE(house.load().hash, before);
}

TEST(Load, a_folder_that_is_not_there_is_told) {
  Diagnostics diagnostics;
  static_cast<void>(config::load("/nowhere/at/all", test_registry(), SecretPlaces("/nowhere"), diagnostics));
  ASSERT_EQ(diagnostics.size(), 1U);
  EXPECT_EQ(diagnostics.all().front().text(), "configuration:0:0: error: there is no configuration folder /nowhere/at/all; name it with -c or $SLUSS_CONFIG");
}

class Faults : public ::testing::TestWithParam<std::string> {};

std::vector<std::string> cases() {
  std::vector<std::string> names;
  for (const auto& entry : fs::directory_iterator(testdata / "faults")) {
    if (entry.path().extension() == ".txt") names.push_back(entry.path().stem().string());
  }
  std::sort(names.begin(), names.end());
  return names;
}

TEST_P(Faults, are_told) {
  const auto text = read_file(testdata / "faults" / (GetParam() + ".txt"));
  const auto first_line = text.substr(0, text.find('\n'));
  House house;
  house.replace(first_line.substr(std::string("# file: ").size()), text.substr(first_line.size() + 1));
  static_cast<void>(house.load());
  const auto told = house.faults();
  if (std::getenv("SLUSS_UPDATE") != nullptr) std::ofstream(testdata / "faults" / (GetParam() + ".expected")) << told;
  EXPECT_FALSE(told.empty());
  EXPECT_EQ(told, read_file(testdata / "faults" / (GetParam() + ".expected")));
  EXPECT_EQ(told.find("hunter2"), std::string::npos) << "a secret is shown";
  EXPECT_EQ(told.find(canary), std::string::npos) << "a secret is shown";
}

INSTANTIATE_TEST_SUITE_P(Configuration, Faults, ::testing::ValuesIn(cases()), [](const auto& tested) {
  auto name = tested.param;
  std::replace(name.begin(), name.end(), '-', '_');
  return name;
});

}  // namespace
}  // namespace sluss::config
