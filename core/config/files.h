// The files of a configuration: each read once, hashed, and kept while the configuration is made of them.
#pragma once

#include <deque>
#include <filesystem>
#include <string>
#include <utility>
#include <vector>

#include "base/digest.h"
#include "plugin/diagnostics.h"
#include "plugin/node.h"

namespace sluss::config {

/// A file as it was when it was read.
struct ReadFile {
  std::filesystem::path path;
  Digest digest{};
};

class Files {
 public:
  Files(std::filesystem::path folder, Diagnostics& diagnostics)
      : folder_(std::move(folder)), diagnostics_(diagnostics) {}

  [[nodiscard]] const std::filesystem::path& folder() const { return folder_; }
  /// The document of a file that exists; null when it could not be read, which is told then.
  [[nodiscard]] const Node* read(const std::filesystem::path& file);
  /// What lies in a folder; where it cannot be read, that is told.
  [[nodiscard]] std::vector<std::filesystem::path> names_in(const std::filesystem::path& folder) const;
  /// The `*.yaml` of a folder below the configuration, by name, without the `*_test.yaml`. A folder that is missing has
  /// none. A `*.yml` is a fault: it would be passed over silently.
  [[nodiscard]] std::vector<std::filesystem::path> yaml_files_of(const std::string& folder);
  /// All that were read, in that order.
  [[nodiscard]] const std::vector<ReadFile>& read_files() const { return read_; }
  /// How many were read: of each folder that was looked into, and of each file that stands alone, in the order of the
  /// first look. Those outside the configuration by their folder's folder: "connectors".
  [[nodiscard]] const std::vector<std::pair<std::string, std::size_t>>& counts() const { return counts_; }
  /// What all that was read comes to: the same files, the same digest, wherever the folder lies.
  [[nodiscard]] Digest hash() const;
  /// The same for what is read between two calls of it.
  [[nodiscard]] Digest hash_since_last();

 private:
  [[nodiscard]] std::string name_in_hash(const std::filesystem::path& file) const;
  std::size_t& count_of(const std::string& place);

  std::filesystem::path folder_;
  Diagnostics& diagnostics_;
  std::deque<Node> documents_;
  std::vector<ReadFile> read_;
  std::string hashed_;  ///< name and digest of each file
  std::vector<std::pair<std::string, std::size_t>> counts_;
  std::size_t last_ = 0;
};

/// A place at the beginning of a file or folder, for faults that have no line.
[[nodiscard]] Mark mark_of(const std::filesystem::path& file);

}  // namespace sluss::config
