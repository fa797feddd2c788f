// A web server that fails as it is told, for the tests of those that ask: plain sockets, one connection at a time.
#pragma once

#include <algorithm>
#include <atomic>
#include <chrono>
#include <csignal>
#include <filesystem>
#include <functional>
#include <memory>
#include <mutex>
#include <openssl/ssl.h>
#include <string>
#include <sys/socket.h>
#include <vector>

#include "support/loopback.h"

namespace sluss::test {

struct Behaviour {
  enum class Reads { request, nothing };
  enum class Then { close, reset, hang, drip, flood };  // drip: a byte now and then; flood: without end

  std::string answer;
  Reads reads = Reads::request;
  Then then = Then::close;
};

class FaultServer {
 public:
  explicit FaultServer(Behaviour behaviour, const std::filesystem::path& certificate = {},
                       const std::filesystem::path& key = {}, const std::filesystem::path& client_ca = {})
      : behaviour_(std::move(behaviour)) {
    ::signal(SIGPIPE, SIG_IGN);
    if (!certificate.empty()) {
      tls_.reset(SSL_CTX_new(TLS_server_method()));
      SSL_CTX_use_certificate_chain_file(tls_.get(), certificate.c_str());
      SSL_CTX_use_PrivateKey_file(tls_.get(), key.c_str(), SSL_FILETYPE_PEM);
      if (!client_ca.empty()) {
        SSL_CTX_load_verify_locations(tls_.get(), client_ca.c_str(), nullptr);
        SSL_CTX_set_verify(tls_.get(), SSL_VERIFY_PEER | SSL_VERIFY_FAIL_IF_NO_PEER_CERT, nullptr);
      }
    }
    loopback_.serve([this](int socket) { serve(socket); });
  }
  [[nodiscard]] std::string url(const std::string& path = "/invoices") const {
    return (tls_ ? "https" : "http") + std::string("://127.0.0.1:") + std::to_string(loopback_.port()) + path;
  }
  [[nodiscard]] int port() const { return loopback_.port(); }
  void behave(Behaviour behaviour) {
    const std::lock_guard lock(mutex_);
    behaviour_ = std::move(behaviour);
  }
  /// By what was asked, from now on.
  void behave_by(std::function<Behaviour(const std::string& request)> choose) {
    const std::lock_guard lock(mutex_);
    choose_ = std::move(choose);
  }
  /// What came in on each connection since the last call. All of it is there once its client has been answered or cut.
  [[nodiscard]] std::vector<std::string> take_requests() {
    const std::lock_guard lock(mutex_);
    return std::exchange(requests_, {});
  }
  /// TLS 1.2 at most: there a client hears of a refused certificate within the handshake.
  void speak_old_tls() { SSL_CTX_set_max_proto_version(tls_.get(), TLS1_2_VERSION); }
  /// Connections that got as far as a request, since the beginning.
  [[nodiscard]] int requests() const { return count_; }
  /// Bytes that a flood brought out.
  [[nodiscard]] std::size_t flooded() const { return flooded_; }

 private:
  struct ContextEnd {
    void operator()(SSL_CTX* context) const { SSL_CTX_free(context); }
  };
  struct SessionEnd {
    void operator()(SSL* session) const { SSL_free(session); }
  };
  struct Connection {
    int socket = -1;
    std::unique_ptr<SSL, SessionEnd> tls;

    ssize_t read(char* data, std::size_t size) const {
      return tls ? SSL_read(tls.get(), data, static_cast<int>(size)) : ::recv(socket, data, size, 0);
    }
    bool write(const std::string& bytes) const {
      for (std::size_t at = 0; at < bytes.size();) {
        const auto left = bytes.size() - at;
        const auto sent = tls ? SSL_write(tls.get(), bytes.data() + at, static_cast<int>(left))
                              : ::send(socket, bytes.data() + at, left, MSG_NOSIGNAL);
        if (sent <= 0) return false;
        at += static_cast<std::size_t>(sent);
      }
      return true;
    }
  };

  void serve(int socket) {
    Connection connection{socket, nullptr};
    if (tls_) {
      connection.tls.reset(SSL_new(tls_.get()));
      SSL_set_fd(connection.tls.get(), socket);
    }
    if (!connection.tls || SSL_accept(connection.tls.get()) == 1) attend(connection);
    else leave_after_alert(connection);
  }

  /// The client may be sending when it is refused: a connection that is closed then takes the alert with it.
  void leave_after_alert(const Connection& connection) const {
    ::shutdown(connection.socket, SHUT_WR);
    char scrap[4096];
    while (loopback_.wait_for(connection.socket) && ::recv(connection.socket, scrap, sizeof scrap, 0) > 0) {
    }
  }

  void attend(const Connection& connection) {
    Behaviour behaviour;
    {
      const std::lock_guard lock(mutex_);
      behaviour = behaviour_;
    }
    if (behaviour.reads == Behaviour::Reads::request) {
      auto request = read_request(connection);
      if (request.empty()) return;
      ++count_;
      const std::lock_guard lock(mutex_);
      if (choose_) behaviour = choose_(request);
      requests_.push_back(std::move(request));
    }
    connection.write(behaviour.answer);
    if (behaviour.then == Behaviour::Then::drip) {
      while (connection.write("x") && !loopback_.is_over(std::chrono::milliseconds(50))) {
      }
    } else if (behaviour.then == Behaviour::Then::flood) {
      const std::string piece(64 * 1024, 'x');
      while (connection.write(piece) && !loopback_.is_over(std::chrono::milliseconds(0))) flooded_ += piece.size();
    } else if (behaviour.then == Behaviour::Then::reset) {
      const linger now{1, 0};
      ::setsockopt(connection.socket, SOL_SOCKET, SO_LINGER, &now, sizeof now);
    }
    if (behaviour.then == Behaviour::Then::hang && behaviour.reads == Behaviour::Reads::request) {
      char byte = 0;
      while (loopback_.wait_for(connection.socket) && connection.read(&byte, 1) > 0) {
      }
    } else if (behaviour.then == Behaviour::Then::hang) {
      // Not even looked at: only its end is waited for.
      (void)loopback_.wait_for(connection.socket, POLLRDHUP);
    }
  }

  [[nodiscard]] std::string read_request(const Connection& connection) const {
    std::string request;
    char piece[16 * 1024];
    while (!is_whole(request)) {
      const bool buffered = connection.tls && SSL_pending(connection.tls.get()) > 0;
      if (!buffered && !loopback_.wait_for(connection.socket)) break;
      const auto got = connection.read(piece, sizeof piece);
      if (got <= 0) break;
      request.append(piece, static_cast<std::size_t>(got));
    }
    return request;
  }

  static bool is_whole(const std::string& request) {
    const auto head = request.find("\r\n\r\n");
    if (head == std::string::npos) return false;
    const auto length = request.find("Content-Length: ");
    const auto body = length < head ? std::stoul(request.substr(length + 16)) : 0;
    return request.size() >= head + 4 + body;
  }

  std::mutex mutex_;
  Behaviour behaviour_;
  std::function<Behaviour(const std::string&)> choose_;
  std::vector<std::string> requests_;
  std::atomic<int> count_ = 0;
  std::atomic<std::size_t> flooded_ = 0;
  std::unique_ptr<SSL_CTX, ContextEnd> tls_;
  Loopback loopback_;
};

}  // namespace sluss::test
