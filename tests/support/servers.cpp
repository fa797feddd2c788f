#include "support/servers.h"

#include <arpa/inet.h>
#include <chrono>
#include <stdexcept>
#include <sys/socket.h>
#include <thread>
#include <unistd.h>

namespace sluss::test {
namespace {

namespace fs = std::filesystem;

sockaddr_in loopback(int port) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  address.sin_port = htons(static_cast<std::uint16_t>(port));
  return address;
}

}  // namespace

bool listens(int port) {
  const int socket = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  const auto address = loopback(port);
  const bool well = ::connect(socket, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0;
  ::close(socket);
  return well;
}

void wait_until(Process& process, const std::string& name, const std::function<bool()>& done) {
  for (int i = 0; i < 600; ++i) {
    if (done()) return;
    if (!process.running()) throw std::runtime_error(name + " ended: " + process.err_so_far());
    std::this_thread::sleep_for(std::chrono::milliseconds(20));
  }
  throw std::runtime_error(name + " did not start: " + process.err_so_far());
}

ServerFolder::ServerFolder() {
  std::string name = "/tmp/sluss-server-XXXXXX";
  if (::mkdtemp(name.data()) == nullptr) throw std::runtime_error("no temporary folder can be made");
  path_ = name;
  hand_over();
}

ServerFolder::~ServerFolder() {
  std::error_code failed;
  fs::remove_all(path_, failed);
}

void ServerFolder::hand_over() const {
  if (::geteuid() != 0) return;
  std::vector<fs::path> all = {path_};
  for (const auto& entry : fs::recursive_directory_iterator(path_)) all.push_back(entry.path());
  for (const auto& path : all) {
    if (::lchown(path.c_str(), 65534, 65534) != 0) throw std::runtime_error("a folder cannot be handed over");
  }
}

std::vector<std::string> unprivileged(std::vector<std::string> command) {
  if (::geteuid() != 0) return command;
  std::vector<std::string> all = {"/usr/bin/setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"};
  all.insert(all.end(), command.begin(), command.end());
  return all;
}

}  // namespace sluss::test
