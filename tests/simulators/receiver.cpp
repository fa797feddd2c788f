// A web service that takes invoices, as a target may be: plain, flaky, or late. It is strict about its own books: what
// it takes is on disk (sync) before it answers, and its log tells each thing that it took, in order.
//
//   sluss-receiver FOLDER plain|flaky|late SEED
//
// POST / with Idempotency-Key takes a document. `late` knows a key that came before and takes nothing again; `flaky`
// does not, and can be asked by GET /known/KEY. Writes its port to FOLDER/port; FOLDER/log gets "taken N KEY" or
// "again N KEY", and N.xml the bytes. Ends with whoever started it.
#include <arpa/inet.h>
#include <chrono>
#include <csignal>
#include <cstring>
#include <fcntl.h>
#include <filesystem>
#include <iostream>
#include <map>
#include <mutex>
#include <optional>
#include <random>
#include <string>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <thread>
#include <unistd.h>

namespace {

namespace fs = std::filesystem;

void write_durably(const fs::path& file, const std::string& bytes, int flags) {
  const int descriptor = ::open(file.c_str(), O_WRONLY | O_CREAT | O_CLOEXEC | flags, 0600);
  const bool written = ::write(descriptor, bytes.data(), bytes.size()) == static_cast<ssize_t>(bytes.size());
  if (!written || ::fdatasync(descriptor) != 0) std::abort();
  ::close(descriptor);
}

/// What was taken.
class Books {
 public:
  explicit Books(fs::path folder) : folder_(std::move(folder)) {}

  int take(const std::string& key, const std::string& bytes, bool knows_keys) {
    const std::lock_guard lock(mutex_);
    const auto known = taken_.find(key);
    if (known != taken_.end() && knows_keys) {
      write_durably(folder_ / "log", "again " + std::to_string(known->second) + " " + key + "\n", O_APPEND);
      return known->second;
    }
    const int number = ++last_;
    write_durably(folder_ / (std::to_string(number) + ".xml"), bytes, O_EXCL);
    write_durably(folder_ / "log", "taken " + std::to_string(number) + " " + key + "\n", O_APPEND);
    taken_[key] = number;
    return number;
  }
  std::optional<int> find(const std::string& key) {
    const std::lock_guard lock(mutex_);
    const auto known = taken_.find(key);
    return known == taken_.end() ? std::nullopt : std::optional(known->second);
  }

 private:
  fs::path folder_;
  std::mutex mutex_;
  std::map<std::string, int> taken_;
  int last_ = 0;
};

struct Request {
  std::string method, path, key, body;
};

/// The value of a header, by its name in lower case.
std::string header_of(const std::string& head, const std::string& name) {
  for (std::size_t at = head.find("\r\n"); at != std::string::npos; at = head.find("\r\n", at + 2)) {
    const auto end = head.find("\r\n", at + 2);
    auto line = head.substr(at + 2, end == std::string::npos ? end : end - at - 2);
    const auto colon = line.find(':');
    if (colon == std::string::npos) continue;
    auto found = line.substr(0, colon);
    for (auto& c : found) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    if (found == name) return line.substr(line.find_first_not_of(' ', colon + 1));
  }
  return "";
}

std::string decoded(const std::string& text) {
  std::string plain;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '%' && i + 2 < text.size()) {
      plain += static_cast<char>(std::stoi(text.substr(i + 1, 2), nullptr, 16));
      i += 2;
    } else {
      plain += text[i];
    }
  }
  return plain;
}

std::optional<Request> read_request(int socket) {
  std::string bytes;
  char buffer[65536];
  std::size_t end = std::string::npos, length = 0;
  while (end == std::string::npos || bytes.size() < end + 4 + length) {
    const auto got = ::recv(socket, buffer, sizeof buffer, 0);
    if (got <= 0) return std::nullopt;
    bytes.append(buffer, static_cast<std::size_t>(got));
    if (end == std::string::npos) {
      end = bytes.find("\r\n\r\n");
      if (end == std::string::npos) continue;
      const auto stated = header_of(bytes.substr(0, end), "content-length");
      length = stated.empty() ? 0 : std::stoul(stated);
      if (!header_of(bytes.substr(0, end), "expect").empty())
        static_cast<void>(::send(socket, "HTTP/1.1 100 Continue\r\n\r\n", 25, MSG_NOSIGNAL));
    }
  }
  const auto head = bytes.substr(0, end);
  const auto space = head.find(' ');
  return Request{head.substr(0, space), head.substr(space + 1, head.find(' ', space + 1) - space - 1),
                 header_of(head, "idempotency-key"), bytes.substr(end + 4, length)};
}

void answer(int socket, const std::string& status, const std::string& more = "") {
  const auto text = "HTTP/1.1 " + status + "\r\nContent-Length: 0\r\nConnection: close\r\n" + more + "\r\n";
  static_cast<void>(::send(socket, text.data(), text.size(), MSG_NOSIGNAL));
}

std::string location(int number) { return "Location: /taken/" + std::to_string(number) + "\r\n"; }

class Receiver {
 public:
  Receiver(const fs::path& folder, std::string manner, unsigned seed)
      : books_(folder), manner_(std::move(manner)), random_(seed) {}

  void serve(int socket) {
    const auto request = read_request(socket);
    if (request && request->method == "GET") tell(socket, *request);
    if (request && request->method == "POST") take(socket, *request);
    ::close(socket);
  }

 private:
  unsigned chance() {
    const std::lock_guard lock(mutex_);
    return static_cast<unsigned>(random_() % 100);
  }

  void tell(int socket, const Request& request) {
    constexpr std::string_view known = "/known/";
    const auto number = books_.find(decoded(request.path.substr(std::min(known.size(), request.path.size()))));
    if (number) answer(socket, "200 OK", location(*number));
    else answer(socket, "404 Not Found");
  }

  void take(int socket, const Request& request) {
    if (request.key.empty() || request.body.empty()) return answer(socket, "400 Bad Request");
    const auto luck = manner_ == "plain" ? 99 : chance();
    if (manner_ == "flaky") {
      if (luck < 1) return;  // drops the connection, taking nothing
      if (luck < 2) return answer(socket, "503 Service Unavailable", "Retry-After: 1\r\n");
      if (luck < 3) return answer(socket, "429 Too Many Requests", "Retry-After: 1\r\n");
      if (luck < 7) return answer(socket, "500 Internal Server Error");
    }
    const auto number = books_.take(request.key, request.body, manner_ != "flaky");
    if (manner_ == "flaky" && luck < 10) return;  // takes it, and drops the connection
    if (manner_ == "late" && luck < 1) std::this_thread::sleep_for(std::chrono::milliseconds(1500));
    answer(socket, "201 Created", location(number));
  }

  Books books_;
  std::string manner_;
  std::mutex mutex_;
  std::mt19937 random_;
};

int listen_on_loopback(std::uint16_t& port) {
  const int listener = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof address;
  auto* plain = reinterpret_cast<sockaddr*>(&address);
  if (::bind(listener, plain, size) != 0 || ::listen(listener, 64) != 0 || ::getsockname(listener, plain, &size) != 0)
    return -1;
  port = ntohs(address.sin_port);
  return listener;
}

}  // namespace

int main(int count, char** arguments) {
  if (count != 4) return 2;
  ::prctl(PR_SET_PDEATHSIG, SIGKILL);
  const fs::path folder = arguments[1];
  std::uint16_t port = 0;
  const int listener = listen_on_loopback(port);
  if (listener < 0) return 1;
  static Receiver receiver(folder, arguments[2], static_cast<unsigned>(std::stoul(arguments[3])));
  write_durably(folder / "port.new", std::to_string(port), 0);
  fs::rename(folder / "port.new", folder / "port");
  for (;;) {
    const int socket = ::accept4(listener, nullptr, nullptr, SOCK_CLOEXEC);
    if (socket >= 0) std::thread([socket] { receiver.serve(socket); }).detach();
  }
}
