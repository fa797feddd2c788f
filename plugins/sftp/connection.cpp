#include "connection.h"

#include <algorithm>
#include <array>
#include <fcntl.h>

#include "base/file_name.h"
#include "base/no_pipe_signal.h"
#include "login.h"

namespace sluss::sftp {
namespace {

using std::chrono::seconds;

/// What libssh would otherwise read from the home folder of whoever runs it.
constexpr auto nowhere = "/dev/null";
constexpr std::array key_families = {"ssh-ed25519", "ecdsa-sha2-nistp256,ecdsa-sha2-nistp384,ecdsa-sha2-nistp521",
                                     "rsa-sha2-512,rsa-sha2-256"};
constexpr seconds for_goodbye(1);
constexpr std::size_t most_names = 1'000'000;
constexpr std::size_t longest_reason = 200;
// The protocol promises that every server takes so much at a time.
constexpr std::size_t written_at_once = 32'768;
constexpr std::size_t read_at_once = 131'072;

/// What libssh says of a failure may repeat what the server sent.
std::string reason_of(ssh_session session) {
  auto text = shown(ssh_get_error(session));
  if (text.size() > longest_reason) text.resize(longest_reason);
  return shown(text);
}

Facts facts_of(const sftp_attributes_struct& attributes) {
  Facts facts;
  // A server that tells no permissions tells no kind either.
  const bool is_file = attributes.type == SSH_FILEXFER_TYPE_REGULAR || attributes.type == SSH_FILEXFER_TYPE_UNKNOWN ||
                       (attributes.flags & SSH_FILEXFER_ATTR_PERMISSIONS) == 0;
  facts.kind = is_file ? Kind::file : attributes.type == SSH_FILEXFER_TYPE_DIRECTORY ? Kind::folder : Kind::other;
  facts.size = attributes.size;
  facts.modified = attributes.mtime;
  return facts;
}

struct AttributesEnd {
  void operator()(sftp_attributes attributes) const { sftp_attributes_free(attributes); }
};
using Attributes = std::unique_ptr<sftp_attributes_struct, AttributesEnd>;

bool leads_nowhere_else(std::string_view name) {
  return !name.empty() && name != "." && name != ".." && name.find('/') == std::string_view::npos &&
         name.find('\0') == std::string_view::npos;
}

std::string at(const std::string& path) { return shown(path); }

}  // namespace

/// One question to the server: it is answered in time, or the connection is cut.
class Connection::Turn {
 public:
  explicit Turn(Connection& connection) : watch_(*connection.watch_) {
    // Libssh leaves the last error there when it does not come to an answer.
    if (connection.sftp_ != nullptr) connection.sftp_->errnum = SSH_FX_OK;
    watch_.begin(connection.patience_, connection.stop_);
  }
  ~Turn() { watch_.end(); }
  Turn(const Turn&) = delete;
  Turn& operator=(const Turn&) = delete;

 private:
  NoPipeSignal quiet_;  // libssh writes to sockets that may be closed
  Watch& watch_;
};

void Connection::SessionEnd::operator()(ssh_session session) const {
  ssh_disconnect(session);
  ssh_free(session);
}

Result<std::shared_ptr<Connection>> Connection::open(const Server& server, const std::stop_token& stop) {
  if (stop.stop_requested()) return fail(Fault::cancelled, "connecting was stopped");
  SLUSS_TRY_ASSIGN(right, right_keys(server));
  const auto is_right = [&](const ShownKey& key) {
    return !server.is_unknown() && std::any_of(right.begin(), right.end(), [&](const auto& fingerprint) {
      return is_same_key(fingerprint, key.fingerprint);
    });
  };
  SLUSS_TRY_ASSIGN(connection, reach(server, "", stop));
  std::vector<ShownKey> shown_keys{connection->shown_key()};
  for (const auto* types : key_families) {
    if (is_right(shown_keys.back())) break;
    // The key that was pinned may be another one of the same server's.
    auto other = reach(server, types, stop);
    if (!other && other.error().fault == Fault::cancelled) return other;
    if (!other || (*other)->shown_key().fingerprint == shown_keys.front().fingerprint) continue;
    connection = std::move(*other);
    shown_keys.push_back(connection->shown_key());
  }
  if (!is_right(shown_keys.back())) return fail(wrong_key(server, shown_keys, right));
  SLUSS_TRY(connection->start(server, stop));
  return std::move(connection);
}

Result<std::shared_ptr<Connection>> Connection::reach(const Server& server, const std::string& key_types,
                                                      const std::stop_token& stop) {
  const std::shared_ptr<Connection> connection(new Connection(server));
  SLUSS_TRY(connection->greet(server, key_types, stop));
  return connection;
}

Result<void> Connection::greet(const Server& server, const std::string& key_types, const std::stop_token& stop) {
  SLUSS_TRY_ASSIGN(socket, connect_to(server.host, static_cast<int>(server.port), server.connect_timeout, stop));
  session_.reset(ssh_new());
  if (session_ == nullptr) return fail(Fault::unavailable, "there is no memory for a connection");
  const auto set = [&](ssh_options_e option, const void* value) {
    return ssh_options_set(session_.get(), option, value) == SSH_OK;
  };
  const bool no = false;
  const long patience = static_cast<long>((server.connect_timeout + for_goodbye).count());  // our own watch comes first
  const auto port = static_cast<unsigned>(server.port);
  bool set_all = set(SSH_OPTIONS_PROCESS_CONFIG, &no) && set(SSH_OPTIONS_SSH_DIR, nowhere) &&
                 set(SSH_OPTIONS_KNOWNHOSTS, nowhere) && set(SSH_OPTIONS_GLOBAL_KNOWNHOSTS, nowhere) &&
                 set(SSH_OPTIONS_HOST, server.host.c_str()) && set(SSH_OPTIONS_PORT, &port) &&
                 set(SSH_OPTIONS_USER, server.user.c_str()) && set(SSH_OPTIONS_TIMEOUT, &patience);
  if (!key_types.empty()) set_all = set_all && set(SSH_OPTIONS_HOSTKEYS, key_types.c_str());
  if (!set_all) return fail(Fault::denied, "host: or user: is nothing that SSH can use: " + reason_of(session_.get()));
  watch_ = std::make_unique<Watch>(socket.get());
  const auto number = socket.release();
  if (!set(SSH_OPTIONS_FD, &number)) return fail(Fault::unavailable, "there is no memory for a connection");
  obey(stop, server.connect_timeout);
  const Turn turn(*this);
  if (ssh_connect(session_.get()) == SSH_OK) return {};
  const auto reason = reason_of(session_.get());
  if (watch_->cut() != Watch::Cut::no) return lost("the server is not reached");
  broken_ = true;
  return fail(Fault::unavailable, place_ + " does not speak SSH as we do: " + reason);
}

Result<void> Connection::start(const Server& server, const std::stop_token& stop) {
  const Turn turn(*this);
  const auto proven = log_in(session_.get(), server);
  const bool is_refused = !proven && proven.error().fault == Fault::denied;
  if (watch_->cut() != Watch::Cut::no && !is_refused) return lost("the server is not logged in to");
  SLUSS_TRY(proven);
  sftp_.reset(sftp_new(session_.get()));
  if (sftp_ == nullptr || sftp_init(sftp_.get()) != 0) {
    if (watch_->cut() != Watch::Cut::no || ssh_is_connected(session_.get()) == 0)
      return lost("the server does not begin with SFTP");
    return fail(Fault::denied, place_ + " lets " + shown(server.user) + " in, but not to SFTP; ask its operator");
  }
  obey(stop, server.answer_timeout);
  return {};
}

Connection::~Connection() {
  if (watch_ == nullptr) return;
  obey(stop_, std::min(patience_, for_goodbye));
  const Turn turn(*this);
  sftp_.reset();
  session_.reset();
}

void Connection::obey(std::stop_token stop, seconds patience) {
  stop_ = std::move(stop);
  patience_ = patience;
}

ShownKey Connection::shown_key() const {
  ssh_key key = nullptr;
  if (ssh_get_server_publickey(session_.get(), &key) != SSH_OK) return {"", "none"};
  ShownKey found{ssh_key_type_to_char(ssh_key_type(key)), fingerprint_of(key)};
  ssh_key_free(key);
  return found;
}

tl::unexpected<Error> Connection::lost(const std::string& what) {
  broken_ = true;
  const auto cut = watch_->cut();
  if (cut == Watch::Cut::stopped) return fail(Fault::cancelled, what + ": it was stopped");
  if (cut == Watch::Cut::late)
    return fail(Fault::unavailable,
                what + ": " + place_ + " gives no answer within " + std::to_string(patience_.count()) + " s");
  return fail(Fault::unavailable, what + ": the connection to " + place_ + " broke");
}

tl::unexpected<Error> Connection::failure(const std::string& what) {
  const auto status = sftp_get_error(sftp_.get());
  const bool cut = watch_->cut() != Watch::Cut::no || ssh_is_connected(session_.get()) == 0 ||
                   ssh_channel_is_open(sftp_->channel) == 0 || ssh_channel_is_eof(sftp_->channel) != 0;
  switch (cut ? SSH_FX_OK : status) {
    case SSH_FX_NO_SUCH_FILE:
    case SSH_FX_NO_SUCH_PATH: return fail(Fault::unavailable, what + ": it does not exist at " + place_);
    case SSH_FX_PERMISSION_DENIED:
    case SSH_FX_WRITE_PROTECT:
      return fail(Fault::denied, what + ": " + place_ + " does not allow it; ask its operator for the right to");
    case SSH_FX_OP_UNSUPPORTED: return fail(Fault::denied, what + ": " + place_ + " cannot do that");
    case SSH_FX_FAILURE:
    case SSH_FX_FILE_ALREADY_EXISTS:
      return fail(Fault::unavailable,
                  what + ": " + place_ + " fails, and does not say why; its disk or the account's quota may be full");
    default: return lost(what);
  }
}

Result<std::optional<Facts>> Connection::look(const std::string& path) {
  const Turn turn(*this);
  const Attributes attributes(sftp_lstat(sftp_.get(), path.c_str()));
  if (attributes != nullptr) return facts_of(*attributes);
  const auto why = failure(at(path) + " cannot be looked at");
  const auto status = sftp_get_error(sftp_.get());
  const bool missing = status == SSH_FX_NO_SUCH_FILE || status == SSH_FX_NO_SUCH_PATH;
  if (missing && !broken_) return std::nullopt;
  return why;
}

Result<std::vector<Entry>> Connection::list(const std::string& folder) {
  const auto what = "the folder " + at(folder) + " cannot be listed";
  Turn opening(*this);
  const auto close = [](sftp_dir open) { sftp_closedir(open); };
  const std::unique_ptr<sftp_dir_struct, decltype(close)> listing(sftp_opendir(sftp_.get(), folder.c_str()), close);
  if (listing == nullptr) return failure(what);
  std::vector<Entry> found;
  for (;;) {
    watch_->begin(patience_, stop_);
    const Attributes attributes(sftp_readdir(sftp_.get(), listing.get()));
    if (attributes == nullptr) break;
    if (found.size() >= most_names) return fail(Fault::unavailable, what + ": it holds more than a million names");
    const std::string_view name = attributes->name == nullptr ? "" : attributes->name;
    if (leads_nowhere_else(name)) found.push_back({std::string(name), facts_of(*attributes)});
  }
  if (sftp_dir_eof(listing.get()) == 0) return failure(what);
  return found;
}

Result<void> Connection::make_folder(const std::string& path) {
  SLUSS_TRY_ASSIGN(there, look(path));
  if (there && there->kind == Kind::folder) return {};
  if (there) return fail(Fault::unavailable, at(path) + " at " + place_ + " is no folder");
  const Turn turn(*this);
  if (sftp_mkdir(sftp_.get(), path.c_str(), 0750) == 0) return {};
  return failure("the folder " + at(path) + " cannot be made");
}

Result<std::unique_ptr<RemoteFile>> Connection::open_file(const std::string& path, Opening opening) {
  const Turn turn(*this);
  const int flags = opening == Opening::read ? O_RDONLY : O_WRONLY | O_CREAT | O_TRUNC;
  auto* file = sftp_open(sftp_.get(), path.c_str(), flags, 0640);
  const auto what = "the file " + at(path) + " cannot be " + (opening == Opening::read ? "read" : "written");
  if (file == nullptr) return failure(what);
  return std::make_unique<RemoteFile>(shared_from_this(), file, what);
}

Result<void> Connection::rename(const std::string& from, const std::string& to) {
  const Turn turn(*this);
  if (sftp_rename(sftp_.get(), from.c_str(), to.c_str()) == 0) return {};
  return failure("the file " + at(from) + " cannot be renamed to " + at(to));
}

Result<void> Connection::remove(const std::string& path) {
  const Turn turn(*this);
  if (sftp_unlink(sftp_.get(), path.c_str()) == 0) return {};
  const auto why = failure("the file " + at(path) + " cannot be removed");
  if (sftp_get_error(sftp_.get()) == SSH_FX_NO_SUCH_FILE && !broken_) return {};
  return why;
}

RemoteFile::~RemoteFile() {
  if (file_ == nullptr) return;
  const Connection::Turn turn(*connection_);
  sftp_close(file_);
}

Result<void> RemoteFile::go_to(std::uint64_t offset) {
  if (sftp_seek64(file_, offset) == 0) return {};
  return fail(Fault::unavailable, what_ + ": it has no byte " + std::to_string(offset));
}

Result<std::size_t> RemoteFile::read(std::span<char> buffer) {
  const Connection::Turn turn(*connection_);
  const auto got = sftp_read(file_, buffer.data(), std::min(buffer.size(), read_at_once));
  if (got >= 0) return static_cast<std::size_t>(got);
  return connection_->failure(what_);
}

Result<void> RemoteFile::write(std::string_view bytes) {
  while (!bytes.empty()) {
    const Connection::Turn turn(*connection_);
    const auto written = sftp_write(file_, bytes.data(), std::min(bytes.size(), written_at_once));
    if (written <= 0) return connection_->failure(what_);
    bytes.remove_prefix(static_cast<std::size_t>(written));
  }
  return {};
}

Result<void> RemoteFile::sync() {
  const Connection::Turn turn(*connection_);
  if (sftp_extension_supported(connection_->sftp_.get(), "fsync@openssh.com", "1") == 0) return {};
  if (sftp_fsync(file_) == 0) return {};
  return connection_->failure(what_);
}

Result<void> RemoteFile::close() {
  const Connection::Turn turn(*connection_);
  if (sftp_close(std::exchange(file_, nullptr)) == SSH_OK) return {};
  return connection_->failure(what_);
}

Result<Connection*> Link::reach() {
  if (stop_.stop_requested()) return fail(Fault::cancelled, "it was stopped");
  if (connection_ == nullptr || connection_->is_broken()) {
    connection_.reset();
    SLUSS_TRY_ASSIGN(made, Connection::open(server_, stop_));
    connection_ = std::move(made);
  }
  return connection_.get();
}

void Link::obey(std::stop_token stop, seconds patience) {
  stop_ = std::move(stop);
  if (connection_ != nullptr) connection_->obey(stop_, patience);
}

}  // namespace sluss::sftp
