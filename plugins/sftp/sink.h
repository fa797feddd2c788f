// The sink: puts documents into a folder at an SFTP server, each exactly once.
//
// A delivery goes through three states that are told apart at the server, so that a crash or a broken connection
// between any two of them is mended by the next attempt:
//   1. its files are written as JOURNAL/unfinished/KEY-N.part: nothing has happened yet, they may be written again;
//   2. it has a record JOURNAL/KEY: it is decided, only the renaming is left;
//   3. its files have their final names, or have been fetched from there: it is done.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/file_name.h"
#include "connection.h"
#include "plugin/sdk.h"
#include "record.h"

namespace sluss::sftp {

struct SinkConfig : Server {
  std::string folder;
  std::string name;
  std::string journal = ".sluss-delivered";
};

[[nodiscard]] Spec<SinkConfig> sink_spec();

/// One file on its way out.
struct Outgoing {
  std::string name;  ///< final name
  std::string part;  ///< path while it is unfinished
  std::string digest;
  const std::string* bytes = nullptr;
};

class SftpSink final : public Sink {
 public:
  explicit SftpSink(SinkConfig config);
  [[nodiscard]] Resend resend() const override { return Resend::safe; }
  [[nodiscard]] Result<void> open(std::stop_token stop) override;
  [[nodiscard]] Result<WriteReport> write(std::span<const Parcel> parcels, std::stop_token stop) override;
  [[nodiscard]] Result<std::optional<Kept>> kept(const std::string& key, std::stop_token stop) override;
  void close() noexcept override;

 private:
  /// Once more when the connection breaks: the server is asked by that what became of the first time.
  [[nodiscard]] Result<std::string> deliver(const Parcel& parcel);
  [[nodiscard]] Result<std::string> deliver_once(const Parcel& parcel);
  [[nodiscard]] Result<std::vector<Outgoing>> files_of(const Parcel& parcel) const;
  /// Writes the unfinished files and then the record.
  [[nodiscard]] Result<void> decide(Connection& connection, const std::vector<Outgoing>& files, const std::string& key);
  [[nodiscard]] Result<void> write_file(Connection& connection, const std::string& path, const std::string& bytes);
  [[nodiscard]] Result<void> make_folders(Connection& connection);
  /// Gives a file its final name, or sees that it has it, or had it until it was fetched.
  [[nodiscard]] Result<void> finish(Connection& connection, const Outgoing& file, bool decided_before);
  [[nodiscard]] Result<std::optional<Record>> find_record(Connection& connection, const std::string& key);
  /// The bytes of a file; nullopt when nothing stands under that name. Fault::data when it is another thing than a
  /// file, or larger than that.
  [[nodiscard]] Result<std::optional<std::string>> content(Connection& connection, const std::string& path,
                                                           std::uint64_t largest);
  /// Unfinished files that nobody has come back to for a day, by the server's clock.
  [[nodiscard]] Result<void> clear_stale_parts(Connection& connection, std::int64_t now);
  [[nodiscard]] std::string final_path(const std::string& name) const { return within(config_.folder, name); }
  [[nodiscard]] std::string record_path(const std::string& key) const { return within(journal_, record_name(key)); }

  SinkConfig config_;
  NameTemplate name_;
  std::string journal_, unfinished_;  ///< folders
  Link link_;
  bool has_folders_ = false;
  bool has_cleared_ = false;
};

/// Changes nothing over there: whether files may be written shows with the first one.
class SftpSinkProbe final : public Probe {
 public:
  explicit SftpSinkProbe(SinkConfig config) : config_(std::move(config)) {}
  [[nodiscard]] Result<void> probe(std::stop_token stop) override;

 private:
  SinkConfig config_;
};

}  // namespace sluss::sftp
