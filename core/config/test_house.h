// A configuration folder for tests, and plugins that only remember what they were given.
#pragma once

#include <filesystem>
#include <fstream>
#include <gtest/gtest.h>
#include <map>
#include <string>
#include <vector>

#include "config/configuration.h"
#include "support/temporary_folder.h"

namespace sluss::config {

/// What fake plugins were made with, for tests to look at.
struct Made {
  std::string plugin;
  std::filesystem::path folder;
  std::string match, marker, name, key;
  std::int64_t limit = 0;
};

inline Made& last_made() {
  static Made made;
  return made;
}

struct FileConfig {
  std::filesystem::path folder;
  std::string match = "*", marker, name, since;
  Secret key;
  std::int64_t limit = 0;
};

inline void remember(const std::string& plugin, const FileConfig& config) {
  last_made() = {plugin, config.folder, config.match, config.marker, config.name, config.key.reveal(), config.limit};
}

inline Spec<FileConfig> fake_source_spec() {
  return Spec<FileConfig>("file", "A fake source")
      .required("folder", &FileConfig::folder, "The folder that is watched", "/srv/inbox")
      .option("match", &FileConfig::match, "Which files")
      .option("marker", &FileConfig::marker, "What stands beside a file")
      .option("key", &FileConfig::key, "What opens it")
      .option("limit", &FileConfig::limit, "How many")
      .option("since", &FileConfig::since, "What it reads on from")
      .formerly("match", "pattern");
}

inline Spec<FileConfig> fake_sink_spec() {
  return Spec<FileConfig>("file", "A fake sink")
      .required("folder", &FileConfig::folder, "Where documents are put", "/srv/ut")
      .option("name", &FileConfig::name, "A file's name")
      .formerly("name", "title");
}

class FakeSource final : public Source {
 public:
  explicit FakeSource(const FileConfig& config) : folder_(config.folder.filename()), since_(config.since) {
    remember("source", config);
  }
  std::string takes_from() const override { return folder_; }
  std::string reads_on() const override { return since_.empty() ? "" : "since: " + since_; }
  Result<void> open(std::stop_token /*stop*/) override { return {}; }
  Result<std::optional<Read>> read(std::stop_token /*stop*/) override { return std::nullopt; }
  Result<void> settle(const std::string& /*ticket*/, Outcome /*outcome*/, const std::string& /*why*/) override {
    return {};
  }
  void close() noexcept override {}

 private:
  std::string folder_, since_;
};

class FakeSink final : public Sink {
 public:
  explicit FakeSink(const FileConfig& config) { remember("sink", config); }
  Result<void> open(std::stop_token /*stop*/) override { return {}; }
  Resend resend() const override { return Resend::safe; }
  Result<WriteReport> write(std::span<const Parcel> /*parcels*/, std::stop_token /*stop*/) override {
    return WriteReport{};
  }
  void close() noexcept override {}
};

template <char role>
class FakeProbe final : public Probe {
 public:
  explicit FakeProbe(const FileConfig& config) { remember(std::string("probe of ") + role, config); }
  Result<void> probe(std::stop_token /*stop*/) override { return {}; }
};

struct NoConfig {
  std::string text;
  Node table;
};

class FakeCodec final : public Codec {
 public:
  explicit FakeCodec(const NoConfig& /*config*/) {}
};

class FakeStep final : public Processor {
 public:
  explicit FakeStep(const NoConfig& /*config*/) {}
  Result<void> process(std::span<Item> /*batch*/, Context& /*context*/) override { return {}; }
};

class FakeSkip final : public Processor {
 public:
  explicit FakeSkip(const NoConfig& /*config*/) {}
  Result<void> process(std::span<Item> /*batch*/, Context& /*context*/) override { return {}; }
};

class FakePredicate final : public Predicate {
 public:
  Result<bool> test(const Value& /*body*/) override { return true; }
};

inline void check_table(const NoConfig& config, const Node& /*node*/, ParseContext& context) {
  if (!config.table.is_map()) context.diagnostics.add(config.table, "expected a table");
}

inline Registry fake_registry() {
  Registry registry;
  registry.source<FakeSource>(fake_source_spec());
  registry.sink<FakeSink>(fake_sink_spec());
  registry.source_probe<FakeProbe<'i'>>(fake_source_spec());
  registry.sink_probe<FakeProbe<'o'>>(fake_sink_spec());
  registry.codec<FakeCodec>(Spec<NoConfig>("csv", "A fake format"));
  registry.codec<FakeCodec>(Spec<NoConfig>("ubl", "A fake format"));
  registry.processor<FakeStep>(Spec<NoConfig>("bill", "A fake step"));
  registry.processor<FakeStep>(Spec<NoConfig>("validate", "A fake step")
                                   .required("kind", &NoConfig::text, "Of what kind they are", "placement")
                                   .bare("kind"));
  registry.processor<FakeStep>(
      Spec<NoConfig>("map", "A fake step").whole(&NoConfig::table, "A table", "{ id: Nr }").rule(check_table));
  registry.processor<FakeSkip>(
      Spec<NoConfig>("skip", "A fake step").whole(&NoConfig::table, "A table", "{ empty: Nr }").rule(check_table));
  registry.expressions([](const std::string& text) -> Result<std::unique_ptr<Predicate>> {
    if (text.front() != '.') return fail(Fault::config, "this condition does not compile");
    return std::make_unique<FakePredicate>();
  });
  return registry;
}

/// Secrets by name.
class FakeSecrets final : public Secrets {
 public:
  [[nodiscard]] Result<Secret> find(std::string_view name) const override {
    if (name == "klipp_key") return Secret("canary-4711");
    if (name == "store-key" || name == "sign-on" || name == "proxy") return Secret("made up for tests, and as long as keys are");
    return fail(Fault::config, "there is no secret \"" + std::string(name) + "\"");
  }
};

/// The good configuration, copied, with some files put over it.
class House {
 public:
  House() { lay_over(testdata() / "good"); }

  static std::filesystem::path testdata() { return SLUSS_TESTDATA; }

  [[nodiscard]] std::filesystem::path root() const { return root_; }
  void lay_over(const std::filesystem::path& folder) const {
    std::filesystem::copy(folder, root_,
                          std::filesystem::copy_options::recursive | std::filesystem::copy_options::overwrite_existing);
  }
  void write(const std::string& file, const std::string& text) const {
    std::filesystem::create_directories((root_ / file).parent_path());
    std::ofstream(root_ / file, std::ios::binary) << text;
  }
  Configuration load() {
    diagnostics = {};
    return config::load(root_ / "config", registry, FakeSecrets(), diagnostics);
  }
  /// All faults, one a line, without where the folder happens to lie.
  [[nodiscard]] std::string faults() const {
    std::string all;
    for (const auto& fault : diagnostics.all()) all += fault.text() + "\n";
    const auto prefix = root_.string() + "/";
    for (auto at = all.find(prefix); at != std::string::npos; at = all.find(prefix)) all.erase(at, prefix.size());
    return all;
  }

  Registry registry = fake_registry();
  Diagnostics diagnostics;

 private:
  test::TemporaryFolder scratch_;
  std::filesystem::path root_ = scratch_.path();
};

}  // namespace sluss::config
