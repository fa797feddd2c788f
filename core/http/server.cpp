#include "http/server.h"

#include <map>
#include <optional>
#include <thread>

#include "http/visit.h"

namespace sluss::http {
namespace {

namespace fs = std::filesystem;

std::string shown(const Tcp::endpoint& endpoint) {
  const auto address = endpoint.address().to_string();
  return (endpoint.address().is_v6() ? "[" + address + "]" : address) + ":" + std::to_string(endpoint.port());
}

Result<void> keeps_to_itself(const fs::path& key) {
  std::error_code failed;
  const auto status = fs::status(key, failed);
  if (failed || !fs::is_regular_file(status)) return fail(Fault::config, "there is no file " + key.string());
  if ((status.permissions() & fs::perms::others_read) != fs::perms::none)
    return fail(Fault::config, key.string() + " holds a private key and every user can read it; take that right away");
  return {};
}

/// Null when it is to be plain HTTP.
Result<std::unique_ptr<asio::ssl::context>> tls_of(const ServerConfig& config) {
  if (config.certificate.empty()) return nullptr;
  const auto& key = config.key.empty() ? config.certificate : config.key;
  SLUSS_TRY(keeps_to_itself(key));
  auto tls = std::make_unique<asio::ssl::context>(asio::ssl::context::tls_server);
  SSL_CTX_set_min_proto_version(tls->native_handle(), TLS1_2_VERSION);
  SSL_CTX_set_mode(tls->native_handle(), SSL_MODE_RELEASE_BUFFERS);  // 34 kB less for each connection that is idle
  Code code;
  if (tls->use_certificate_chain_file(config.certificate.string(), code); code)
    return fail(Fault::config, "the certificate " + config.certificate.string() + " cannot be read as PEM");
  if (tls->use_private_key_file(key.string(), asio::ssl::context::pem, code); code)
    return fail(Fault::config, "the private key in " + key.string() + " cannot be read, or is not the certificate's");
  return tls;
}

Result<void> listen_at(Tcp::acceptor& acceptor, const Listen& listen) {
  const Tcp::endpoint endpoint(asio::ip::make_address(listen.address), listen.port);
  Code code;
  acceptor.open(endpoint.protocol(), code);
  if (!code) acceptor.set_option(asio::socket_base::reuse_address(true), code);
  if (!code) acceptor.bind(endpoint, code);
  if (!code) acceptor.listen(asio::socket_base::max_listen_connections, code);
  if (!code) return {};
  const auto what = shown(endpoint) + " cannot be listened at: ";
  if (code == asio::error::address_in_use) return fail(Fault::unavailable, what + "another program has that port");
  if (code == asio::error::access_denied)
    return fail(Fault::denied, what + "ports below 1024 are not for the user that Sluss runs as");
  return fail(Fault::unavailable, what + code.message());
}

}  // namespace

/// A server between start and stop. All but construction, `port` and `stop` happens on its thread.
class Server::Running {
 public:
  Running(Service& service, const ServerConfig& config, std::unique_ptr<asio::ssl::context> tls)
      : service_(service),
        most_(config.most_connections),
        tls_(std::move(tls)),
        host_{service, config.header_time, config.body_time, take(), gone()} {}

  Result<void> start(const Listen& listen) {
    SLUSS_TRY(listen_at(acceptor_, listen));
    accept();
    thread_ = std::thread([this] { io_.run(); });
    return {};
  }

  [[nodiscard]] std::uint16_t port() const {
    Code ignored;
    return acceptor_.local_endpoint(ignored).port();
  }

  void stop() {
    if (!thread_.joinable()) return;
    service_.close();
    asio::post(io_, [this] { leave(); });
    thread_.join();
  }

 private:
  using Visits = std::map<std::uint64_t, std::shared_ptr<AnyVisit>>;

  std::function<void(std::uint64_t, RequestHead, std::string)> take() {
    return [this](std::uint64_t visit, RequestHead head, std::string body) {
      service_.take(std::move(head), std::move(body), [this, visit](Reply reply) {
        asio::post(io_, [this, visit, reply = std::move(reply)] { answer(visit, reply); });
      });
    };
  }

  std::function<void(std::uint64_t)> gone() {
    // Not at once: it is the visit that calls.
    return [this](std::uint64_t visit) { asio::post(io_, [this, visit] { forget(visit); }); };
  }

  void accept() {
    accepting_ = true;
    acceptor_.async_accept([this](Code code, Tcp::socket socket) {
      accepting_ = false;
      if (host_.closing) return;
      // Too many open files, or a sender that has gone already: others must still be heard, but not in a busy loop.
      if (code) return accept_later();
      next_ = std::move(socket);
      let_in();
    });
  }

  void accept_later() {
    accepting_ = true;
    pause_.expires_after(std::chrono::milliseconds(100));
    pause_.async_wait([this](Code) {
      accepting_ = false;
      let_in();
    });
  }

  /// Where an answer is due on every connection there may be, senders wait in the system's queue, but for one.
  void let_in() {
    if (host_.closing) return;
    if (next_ && make_room()) begin(*std::exchange(next_, std::nullopt));
    if (!next_ && !accepting_) accept();
  }

  /// By age alone: whoever could make themselves worth more by half a request would keep all others out with it.
  bool make_room() {
    if (visits_.size() < most_) return true;
    auto longest = visits_.end();
    for (auto at = visits_.begin(); at != visits_.end(); ++at) {
      const auto since = at->second->waits_since();
      if (since && (longest == visits_.end() || *since < *longest->second->waits_since())) longest = at;
    }
    if (longest == visits_.end()) return false;
    longest->second->give_way();
    visits_.erase(longest);
    return true;
  }

  void begin(Tcp::socket socket) {
    const auto number = ++last_;
    std::shared_ptr<AnyVisit> visit;
    if (tls_) visit = std::make_shared<Visit<TlsStream>>(host_, number, std::move(socket), *tls_);
    else visit = std::make_shared<Visit<PlainStream>>(host_, number, std::move(socket));
    visits_.emplace(number, visit);
    visit->start();
  }

  void answer(std::uint64_t number, const Reply& reply) {
    if (const auto at = visits_.find(number); at != visits_.end()) at->second->answer(reply);
    let_in();  // it waits for its sender now, and can give way
  }

  void forget(std::uint64_t number) {
    visits_.erase(number);
    let_in();
  }

  /// The answers of the closed service were posted before this: what is still reading then has none to wait for.
  void leave() {
    host_.closing = true;
    busy_.reset();
    acceptor_.close();
    next_.reset();
    pause_.cancel();
    for (const auto& [number, visit] : visits_) visit->leave();
  }

  Service& service_;
  const std::size_t most_;
  std::unique_ptr<asio::ssl::context> tls_;
  asio::io_context io_{1};
  /// With every connection waiting for its answer there is nothing to do, and still it is not over.
  asio::executor_work_guard<asio::io_context::executor_type> busy_{io_.get_executor()};
  Tcp::acceptor acceptor_{io_};
  asio::steady_timer pause_{io_};
  Host host_;
  Visits visits_;
  std::optional<Tcp::socket> next_;  ///< has been accepted, and waits for room
  std::uint64_t last_ = 0;
  bool accepting_ = false;
  std::thread thread_;
};

Server::Server(Service& service) : service_(service) {}

Server::~Server() { stop(); }

Result<void> Server::start(const ServerConfig& config) {
  SLUSS_TRY_ASSIGN(tls, tls_of(config));
  auto running = std::make_unique<Running>(service_, config, std::move(tls));
  SLUSS_TRY(running->start(config.listen));
  running_ = std::move(running);
  return {};
}

std::uint16_t Server::port() const { return running_ ? running_->port() : 0; }

void Server::stop() noexcept {
  if (running_) running_->stop();
  running_.reset();
}

Result<void> Server::try_out(const ServerConfig& config) {
  SLUSS_TRY(tls_of(config));
  asio::io_context io;
  Tcp::acceptor acceptor(io);
  auto any_port = config.listen;
  any_port.port = 0;
  return listen_at(acceptor, any_port);
}

}  // namespace sluss::http
