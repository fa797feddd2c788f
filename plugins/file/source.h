// The source: reads the files of a folder.
#pragma once

#include <chrono>
#include <condition_variable>
#include <deque>
#include <filesystem>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>

#include "candidates.h"
#include "folder.h"
#include "plugin/sdk.h"

namespace sluss::file {

enum class After { archive, leave };

struct SourceConfig {
  std::filesystem::path folder;
  std::string match = "*";
  After then = After::archive;
  std::string archive = "archive";
  std::chrono::seconds quiet{5};
  std::string marker;
};

[[nodiscard]] Spec<SourceConfig> source_spec();

/// A round begins with the first `read` and ends with the one that gives nullopt, or tells of files that are still
/// being written to: the picture is not whole then. Each file is given once a round.
class FileSource final : public Source {
 public:
  explicit FileSource(SourceConfig config) : config_(std::move(config)) {}
  [[nodiscard]] std::string takes_from() const override;
  void only_look() override { only_looks_ = true; }
  [[nodiscard]] Result<void> open(std::stop_token stop) override;
  [[nodiscard]] Result<std::optional<Read>> read(std::stop_token stop) override;
  [[nodiscard]] Result<void> settle(const std::string& ticket, Outcome outcome, const std::string& why) override;
  void close() noexcept override;

 private:
  [[nodiscard]] Result<void> begin_round();
  /// The file's stamp once it has come to rest; nullopt when it does not within the quiet time, or has gone.
  [[nodiscard]] Result<std::optional<Stamp>> wait_until_ready(const Candidate& candidate, const std::stop_token& stop);
  /// nullopt: it has gone since it was looked at.
  [[nodiscard]] Result<std::optional<Read>> take(const std::string& name);
  [[nodiscard]] Result<void> archive(const std::string& name);

  SourceConfig config_;
  Folder folder_, archive_;
  bool only_looks_ = false;
  bool in_round_ = false;
  std::chrono::steady_clock::time_point round_began_;
  std::deque<Candidate> waiting_;
  std::vector<std::string> still_written_;  ///< of this round, as they may be shown
  std::map<std::string, Stamp> unsettled_;  ///< by ticket, which is the file's name
};

class FileSourceProbe final : public Probe {
 public:
  explicit FileSourceProbe(SourceConfig config) : config_(std::move(config)) {}
  [[nodiscard]] Result<void> probe(std::stop_token stop) override;

 private:
  SourceConfig config_;
};

}  // namespace sluss::file
