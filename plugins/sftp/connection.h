// One connection to an SFTP server: from the host key to the files. When it breaks it stays broken.
#pragma once

#include <cstdint>
#include <libssh/libssh.h>
#include <libssh/sftp.h>
#include <memory>
#include <optional>
#include <span>
#include <stop_token>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "host_key.h"
#include "server.h"
#include "socket.h"

namespace sluss::sftp {

enum class Kind { file, folder, other };

/// What a server tells of something under a name. Times are whole seconds: SFTP has no finer ones.
struct Facts {
  Kind kind = Kind::other;
  std::uint64_t size = 0;
  std::int64_t modified = 0;  ///< seconds since 1970, by the server's clock
  friend bool operator==(const Facts&, const Facts&) = default;
};

struct Entry {
  std::string name;
  Facts facts;
};

enum class Opening { read, write };  ///< to write: made when missing, emptied when there

class RemoteFile;

/// Used by one thread at a time. Errors: Fault::unavailable, also for a broken connection and a full disk;
/// Fault::denied for what one is not allowed to; Fault::cancelled.
class Connection : public std::enable_shared_from_this<Connection> {
 public:
  /// Connects, compares the host key, and logs in. A server with several keys is asked for each before it is refused.
  [[nodiscard]] static Result<std::shared_ptr<Connection>> open(const Server& server, const std::stop_token& stop);
  ~Connection();
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;

  /// From now on all waiting ends with this token, or after so long.
  void obey(std::stop_token stop, std::chrono::seconds patience);
  [[nodiscard]] bool is_broken() const { return broken_; }
  [[nodiscard]] const std::string& place() const { return place_; }

  /// nullopt: nothing stands under that name. A link is told of as what it is.
  [[nodiscard]] Result<std::optional<Facts>> look(const std::string& path);
  /// Without "." and "..", and without names that lead out of the folder.
  [[nodiscard]] Result<std::vector<Entry>> list(const std::string& folder);
  /// Also well when it is there already.
  [[nodiscard]] Result<void> make_folder(const std::string& path);
  [[nodiscard]] Result<std::unique_ptr<RemoteFile>> open_file(const std::string& path, Opening opening);
  /// The plain renaming of SFTP, which overwrites nothing.
  [[nodiscard]] Result<void> rename(const std::string& from, const std::string& to);
  /// Also well when it is gone already.
  [[nodiscard]] Result<void> remove(const std::string& path);

 private:
  friend class RemoteFile;
  class Turn;

  struct SessionEnd {
    void operator()(ssh_session session) const;
  };
  struct SftpEnd {
    void operator()(sftp_session sftp) const { sftp_free(sftp); }
  };

  explicit Connection(const Server& server) : place_(server.place()) {}
  [[nodiscard]] static Result<std::shared_ptr<Connection>> reach(const Server& server, const std::string& key_types,
                                                                 const std::stop_token& stop);
  [[nodiscard]] Result<void> greet(const Server& server, const std::string& key_types, const std::stop_token& stop);
  [[nodiscard]] Result<void> start(const Server& server, const std::stop_token& stop);
  [[nodiscard]] ShownKey shown_key() const;
  [[nodiscard]] tl::unexpected<Error> lost(const std::string& what);
  [[nodiscard]] tl::unexpected<Error> failure(const std::string& what);

  std::string place_;
  std::chrono::seconds patience_{30};
  std::stop_token stop_;
  bool broken_ = false;
  std::unique_ptr<ssh_session_struct, SessionEnd> session_;
  std::unique_ptr<Watch> watch_;
  std::unique_ptr<sftp_session_struct, SftpEnd> sftp_;
};

/// A file that is open at the server, from front to back.
class RemoteFile {
 public:
  RemoteFile(std::shared_ptr<Connection> connection, sftp_file file, std::string what)
      : connection_(std::move(connection)), file_(file), what_(std::move(what)) {}
  ~RemoteFile();
  RemoteFile(const RemoteFile&) = delete;
  RemoteFile& operator=(const RemoteFile&) = delete;

  /// Goes to that byte before the next `read`.
  [[nodiscard]] Result<void> go_to(std::uint64_t offset);
  /// Some bytes; 0 at the end.
  [[nodiscard]] Result<std::size_t> read(std::span<char> buffer);
  [[nodiscard]] Result<void> write(std::string_view bytes);
  /// Has it on the server's disk, where the server offers that.
  [[nodiscard]] Result<void> sync();
  /// A server may tell only here that the disk is full.
  [[nodiscard]] Result<void> close();

 private:
  std::shared_ptr<Connection> connection_;
  sftp_file file_;
  std::string what_;
};

/// A server's connection that is made anew after it broke.
class Link {
 public:
  explicit Link(const Server& server) : server_(server) {}
  [[nodiscard]] Result<Connection*> reach();
  /// For all that follows.
  void obey(std::stop_token stop) { obey(std::move(stop), server_.answer_timeout); }
  void obey(std::stop_token stop, std::chrono::seconds patience);
  [[nodiscard]] const std::stop_token& stop() const { return stop_; }
  [[nodiscard]] bool is_connected() const { return connection_ != nullptr && !connection_->is_broken(); }
  void close() noexcept { connection_.reset(); }

 private:
  Server server_;
  std::stop_token stop_;
  std::shared_ptr<Connection> connection_;
};

}  // namespace sluss::sftp
