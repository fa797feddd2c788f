// The sink: puts documents into a folder, each exactly once.
//
// A delivery goes through three states that are told apart on disk, so that a crash between any two of them is mended
// by the next attempt:
//   1. its files are written as ".NAME.EXT.<key's digest>.part": nothing has happened yet, they may be written again;
//   2. it has a line in the journal: it is decided, only the renaming is left;
//   3. its files have their final names, or have been fetched from there: it is done.
#pragma once

#include <filesystem>
#include <set>
#include <string>
#include <vector>

#include "folder.h"
#include "journal.h"
#include "plugin/sdk.h"

namespace sluss::file {

struct SinkConfig {
  std::filesystem::path folder;
  std::string name;
};

[[nodiscard]] Spec<SinkConfig> sink_spec();

/// One file on its way out.
struct Outgoing {
  std::string name;  ///< final name
  std::string part;  ///< name while it is unfinished
  std::string digest;
  const std::string* bytes = nullptr;
};

/// The name of a delivery's unfinished file: nobody else's, so that what is found under it belongs to this delivery.
[[nodiscard]] std::string part_name(const std::string& name, const std::string& key);

class FileSink final : public Sink {
 public:
  explicit FileSink(SinkConfig config);
  [[nodiscard]] Result<void> open(std::stop_token stop) override;
  [[nodiscard]] Resend resend() const override { return Resend::safe; }
  [[nodiscard]] Result<WriteReport> write(std::span<const Parcel> parcels, std::stop_token stop) override;
  [[nodiscard]] Result<std::optional<Kept>> kept(const std::string& key, std::stop_token stop) override;
  void close() noexcept override;

 private:
  /// What is to be done for one parcel.
  struct Plan {
    std::vector<Outgoing> files;
    bool journaled = false;
  };
  /// Plans a parcel and, when it is new, writes its unfinished files.
  [[nodiscard]] Result<Plan> prepare(const Parcel& parcel, std::set<std::string>& names);
  [[nodiscard]] Result<std::vector<Outgoing>> files_of(const Parcel& parcel) const;
  [[nodiscard]] Result<Plan> plan_again(std::vector<Outgoing> files, const std::vector<Delivered>& before,
                                        const std::string& key) const;
  [[nodiscard]] Result<void> write_part(const Outgoing& file) const;
  /// Enters the new deliveries into the journal, all with one write to disk.
  [[nodiscard]] Result<void> decide(std::span<const Parcel> parcels, const std::vector<Result<Plan>>& plans);
  /// A file that was delivered, if nobody has fetched it.
  [[nodiscard]] Result<std::optional<Document>> lying(const Delivered& file) const;
  /// Gives the files their final names; the receipt.
  [[nodiscard]] Result<std::string> finish(const Plan& plan) const;

  SinkConfig config_;
  NameTemplate name_;
  Folder folder_;
  Journal journal_;
};

class FileSinkProbe final : public Probe {
 public:
  explicit FileSinkProbe(SinkConfig config) : config_(std::move(config)) {}
  [[nodiscard]] Result<void> probe(std::stop_token stop) override;

 private:
  SinkConfig config_;
};

}  // namespace sluss::file
