// The source: reads the files of a folder at an SFTP server.
#pragma once

#include <chrono>
#include <deque>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "connection.h"
#include "plugin/sdk.h"

namespace sluss::sftp {

enum class After { archive, leave };

struct SourceConfig : Server {
  std::string folder;
  std::string match = "*";
  After then = After::archive;
  std::string archive = "archive";
  std::chrono::seconds quiet{5};
  std::string marker;
};

[[nodiscard]] Spec<SourceConfig> source_spec();

/// Of two looks at a folder: the wanted files that are the same in both, oldest first, of the same age by name; and
/// the names of those that are not at rest yet. With a marker: only those that have one.
struct AtRest {
  std::vector<Entry> ready;
  std::vector<std::string> still_written;
};
[[nodiscard]] AtRest at_rest(const std::vector<Entry>& before, const std::vector<Entry>& now, std::string_view pattern,
                             const std::string& marker);

/// A round begins with the first `read` and ends with the one that gives nullopt, or tells of files that are still
/// being written to: the picture is not whole then. Each file is given once a round.
class SftpSource final : public Source {
 public:
  explicit SftpSource(SourceConfig config);
  [[nodiscard]] std::string takes_from() const override;
  [[nodiscard]] Result<void> open(std::stop_token stop) override;
  [[nodiscard]] Result<std::optional<Read>> read(std::stop_token stop) override;
  [[nodiscard]] Result<void> settle(const std::string& ticket, Outcome outcome, const std::string& why) override;
  void close() noexcept override;

 private:
  [[nodiscard]] Result<void> begin_round(const std::stop_token& stop);
  [[nodiscard]] Result<void> archive(const std::string& name);
  [[nodiscard]] Result<void> move_to_free_name(Connection& connection, const std::string& name);

  SourceConfig config_;
  std::shared_ptr<Link> link_;
  bool in_round_ = false;
  std::deque<Entry> waiting_;
  std::vector<std::string> still_written_;  ///< of this round, as they may be shown
  std::map<std::string, Facts> unsettled_;  ///< by ticket, which is the file's name
};

/// Changes nothing over there: whether files may be moved away shows with the first one.
class SftpSourceProbe final : public Probe {
 public:
  explicit SftpSourceProbe(SourceConfig config) : config_(std::move(config)) {}
  [[nodiscard]] Result<void> probe(std::stop_token stop) override;

 private:
  SourceConfig config_;
};

}  // namespace sluss::sftp
