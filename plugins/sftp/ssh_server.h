// A real OpenSSH server of a test's own: on loopback, at a free port, with keys of its own, as an unprivileged process.
// When the test is root, the server runs as another user whom only it knows of (in a mount namespace), so that nothing
// on the machine is changed.
#pragma once

#include <algorithm>
#include <arpa/inet.h>
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <optional>
#include <pwd.h>
#include <sstream>
#include <stdexcept>
#include <string>
#include <sys/socket.h>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>
#include <vector>

#include "support/temporary_folder.h"

namespace sluss::sftp::test {

namespace fs = std::filesystem;

/// A port of loopback that nobody listens at.
inline int free_port() {
  const int socket = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof address;
  const bool bound = ::bind(socket, reinterpret_cast<sockaddr*>(&address), size) == 0 &&
                     ::getsockname(socket, reinterpret_cast<sockaddr*>(&address), &size) == 0;
  ::close(socket);
  if (!bound) throw std::runtime_error("no free port");
  return ntohs(address.sin_port);
}

/// -1 when nobody answers.
inline int connected_to(int port) {
  const int socket = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(static_cast<std::uint16_t>(port));
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  if (::connect(socket, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0) return socket;
  ::close(socket);
  return -1;
}

inline void must_run(const std::string& command) {
  if (std::system(command.c_str()) != 0) throw std::runtime_error("failed: " + command);
}

inline std::string text_in(const fs::path& file) {
  std::ifstream in(file, std::ios::binary);
  std::ostringstream text;
  text << in.rdbuf();
  return text.str();
}

inline bool is_root() { return ::geteuid() == 0; }

/// Why no server can be started here; empty when one can.
inline std::string why_no_server() {
  if (!fs::exists("/usr/sbin/sshd")) return "openssh-server is not installed";
  if (is_root() && std::system("unshare -m true 2> /dev/null") != 0) return "root may make no mount namespace here";
  return "";
}

struct Setup {
  std::string subsystem = "/usr/lib/openssh/sftp-server";
  long largest_file = 0;   ///< bytes that the server can write into one file, as on a disk that gets full; 0: no limit
  bool passwords = false;  ///< takes `password()`; for that the server stays root
  std::string more = {};   ///< of sshd_config
};

class SshServer {
 public:
  explicit SshServer(Setup setup = {}) : setup_(std::move(setup)), port_(free_port()) {
    fs::permissions(scratch_.path(), fs::perms(0755));
    for (const auto* type : {"ed25519", "rsa"}) make_key(std::string("host_") + type, type, "");
    make_key("user", "ed25519", "");
    make_key("other", "ed25519", "");
    make_key("locked", "rsa", passphrase());
    fs::create_directory(folder());
    std::ofstream(path("authorized_keys")) << text_in(path("user.pub")) << text_in(path("locked.pub"));
    write_users();
    write_config();
    if (is_root()) must_run("chown -R 65534:65534 '" + scratch_.path().string() + "'");
    start();
  }
  ~SshServer() { stop(); }
  SshServer(const SshServer&) = delete;
  SshServer& operator=(const SshServer&) = delete;

  [[nodiscard]] int port() const { return port_; }
  [[nodiscard]] std::string user() const { return is_root() ? "sluss-test" : login_name(); }
  [[nodiscard]] static std::string passphrase() { return "made up phrase"; }
  [[nodiscard]] static std::string password() { return "made-up-Kx93"; }
  /// What it serves: with a blank and åäö in its name.
  [[nodiscard]] fs::path folder() const { return path("ut och in åäö"); }
  [[nodiscard]] std::string private_key(const std::string& name = "user") const { return text_in(path(name)); }
  [[nodiscard]] std::string public_key(const std::string& name) const { return text_in(path(name + ".pub")); }
  [[nodiscard]] std::string fingerprint(const std::string& type = "ed25519") const {
    must_run("ssh-keygen -l -f '" + path("host_" + type).string() + "' > '" + path("print").string() + "'");
    std::istringstream line(text_in(path("print")));
    std::string bits;
    std::string found;
    line >> bits >> found;
    return found;
  }
  [[nodiscard]] fs::path path(const std::string& name) const { return scratch_.path() / name; }

  void start() {
    pid_ = ::fork();
    if (pid_ == 0) become_the_server();
    for (int i = 0; i < 500; ++i) {
      if (const int socket = connected_to(port_); socket >= 0) {
        ::close(socket);
        return;
      }
      std::this_thread::sleep_for(std::chrono::milliseconds(20));
    }
    throw std::runtime_error("sshd does not start: " + text_in(path("log")));
  }
  /// Kills it and all that it has begun.
  void stop() {
    if (pid_ < 0) return;
    ::kill(pid_, SIGSTOP);
    kill_sessions();
    ::kill(pid_, SIGKILL);
    ::waitpid(pid_, nullptr, 0);
    pid_ = -1;
  }
  /// Kills what serves the connections of now; new ones may come.
  void kill_sessions() const {
    for (const auto child : descendants(pid_)) ::kill(child, SIGKILL);
  }

  void put(const std::string& name, const std::string& bytes, int minutes_old = 60) const {
    std::ofstream(folder() / name, std::ios::binary) << bytes;
    give(folder() / name);
    fs::last_write_time(folder() / name, fs::file_time_type::clock::now() - std::chrono::minutes(minutes_old));
  }
  void make_folder(const std::string& name) const {
    fs::create_directory(folder() / name);
    give(folder() / name);
  }
  [[nodiscard]] std::string content(const std::string& name) const { return text_in(folder() / name); }
  [[nodiscard]] bool has(const std::string& name) const { return fs::exists(folder() / name); }
  /// Names below the folder that are not hidden.
  [[nodiscard]] std::vector<std::string> visible() const {
    std::vector<std::string> names;
    for (const auto& entry : fs::directory_iterator(folder())) {
      const auto name = entry.path().filename().string();
      if (!name.starts_with('.')) names.push_back(name);
    }
    std::sort(names.begin(), names.end());
    return names;
  }
  /// What a test writes must be the server's own.
  static void give(const fs::path& file) {
    if (is_root() && ::lchown(file.c_str(), 65534, 65534) != 0) throw std::runtime_error("lchown");
  }

 private:
  static std::string login_name() {
    const auto* who = ::getpwuid(::geteuid());
    return who == nullptr ? "nobody" : who->pw_name;
  }
  void make_key(const std::string& name, const std::string& type, const std::string& phrase) const {
    must_run("ssh-keygen -q -t " + type + (type == "rsa" ? " -b 2048" : "") + " -N '" + phrase + "' -f '" +
             path(name).string() + "'");
  }
  void write_users() const {
    std::ofstream(path("passwd")) << "root:x:0:0:root:/root:/bin/sh\nsshd:x:100:65534::/run/sshd:/usr/sbin/nologin\n"
                                  << "sluss-test:x:65534:65534::" << folder().string() << ":/bin/sh\n";
    if (!setup_.passwords) {
      std::ofstream(path("shadow")) << "sluss-test:x:19000:0:99999:7:::\n";
      return;
    }
    must_run("printf %s '" + password() + "' | openssl passwd -6 -stdin > '" + path("hash").string() + "'");
    auto hash = text_in(path("hash"));
    hash.pop_back();
    std::ofstream(path("shadow")) << "sluss-test:" << hash << ":19000:0:99999:7:::\n";
  }
  void write_config() const {
    const auto quoted = [&](const std::string& name) { return "\"" + path(name).string() + "\"\n"; };
    // Of two lines the first one counts.
    std::ofstream(path("sshd_config")) << setup_.more << "Port " << port_ << "\nListenAddress 127.0.0.1\nHostKey "
                                       << quoted("host_ed25519") << "HostKey " << quoted("host_rsa")
                                       << "AuthorizedKeysFile " << quoted("authorized_keys")
                                       << "PidFile none\nStrictModes no\nUsePAM no\nMaxStartups 100\nPrintMotd no\n"
                                       << "KbdInteractiveAuthentication no\nPasswordAuthentication "
                                       << (setup_.passwords ? "yes" : "no") << "\n"
                                       << "Subsystem sftp " << setup_.subsystem << "\n";
  }
  [[noreturn]] void become_the_server() const {
    std::string command = "exec ";
    if (is_root()) {
      command = "mount --bind \"$0/passwd\" /etc/passwd && mount --bind \"$0/shadow\" /etc/shadow && ";
      if (setup_.passwords) command += "mount -t tmpfs tmpfs /run && mkdir /run/sshd && chown 0 \"$0\"/host_* && exec ";
      else command += "exec setpriv --reuid=65534 --regid=65534 --clear-groups ";
    }
    if (setup_.largest_file > 0)
      command += "env --ignore-signal=XFSZ prlimit --fsize=" + std::to_string(setup_.largest_file) + " ";
    command += "/usr/sbin/sshd -D -e -f \"$0/sshd_config\" 2>> \"$0/log\"";
    const auto folder_of_all = scratch_.path().string();
    ::setsid();
    if (is_root()) ::execlp("unshare", "unshare", "-m", "sh", "-c", command.c_str(), folder_of_all.c_str(), nullptr);
    else ::execlp("sh", "sh", "-c", command.c_str(), folder_of_all.c_str(), nullptr);
    ::_exit(127);
  }
  static std::vector<pid_t> descendants(pid_t of) {
    std::vector<pid_t> found;
    const auto pid = std::to_string(of);
    std::istringstream children(text_in("/proc/" + pid + "/task/" + pid + "/children"));
    for (pid_t child = 0; children >> child;) {
      found.push_back(child);
      const auto below = descendants(child);
      found.insert(found.end(), below.begin(), below.end());
    }
    return found;
  }

  sluss::test::TemporaryFolder scratch_;
  Setup setup_;
  int port_;
  pid_t pid_ = -1;
};

}  // namespace sluss::sftp::test
