// Tests in YAML, played by the real engine: connectors and pipelines with what comes in, the clock and the ways out
// replaced. What they are made of is in the other files of this room.
#pragma once

#include <chrono>
#include <filesystem>
#include <map>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

#include "plugin/registry.h"
#include "trial/verdict.h"

namespace sluss::trial {

struct TestResult {
  std::string name;
  Mark mark;
  std::vector<Failure> failures;
  std::string gave_up;  ///< why it could not be played to its end; empty: it was
  std::chrono::milliseconds took{0};
  [[nodiscard]] bool passed() const { return failures.empty() && gave_up.empty(); }
};

struct FileResult {
  std::filesystem::path path;
  std::vector<std::string> faults;  ///< of the file, or of what it tests: then no test was played
  std::vector<TestResult> tests;
  std::vector<std::filesystem::path> written;  ///< files of what is right, by Golden::update
};

/// The files of tests below a folder, by name; or the file itself. Hidden folders are passed over.
[[nodiscard]] std::vector<std::filesystem::path> test_files(const std::filesystem::path& path);

class Trials {
 public:
  /// `configuration` is the folder for tests of pipelines that lie in no configuration of their own.
  Trials(const Registry& registry, std::filesystem::path configuration)
      : registry_(registry), configuration_(std::move(configuration)) {}

  /// Plays all tests of a file. With Golden::update the files of what is right are written where they said otherwise,
  /// and what they say is taken for right.
  [[nodiscard]] FileResult play(const std::filesystem::path& file, Golden golden, const std::stop_token& stop);

 private:
  struct Loaded {
    config::Configuration configuration;
    Diagnostics faults;
  };

  [[nodiscard]] const Loaded& loaded_for(const std::filesystem::path& file);
  [[nodiscard]] std::optional<Stage> stage_for(const TestFile& file, const Test& test, Diagnostics& faults);
  [[nodiscard]] TestResult play(const TestFile& file, const Test& test, const Stage& stage, Golden golden,
                                GoldenFiles& written, const std::stop_token& stop);

  const Registry& registry_;
  std::filesystem::path configuration_;
  std::map<std::filesystem::path, Loaded> loaded_;
};

/// The results as JUnit's XML, for what builds and checks configurations.
[[nodiscard]] std::string to_junit(const std::vector<FileResult>& results);

}  // namespace sluss::trial
