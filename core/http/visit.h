// One connection of a client: reads a request, waits for its answer, writes it, and reads the next. Included by
// server.cpp alone, which compiles Boost.Beast.
#pragma once

#include <array>
#include <boost/asio.hpp>
#include <boost/asio/ssl.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>
#include <boost/beast/ssl.hpp>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <type_traits>
#include <utility>

#include "http/request.h"
#include "http/serving.h"

namespace sluss::http {

namespace asio = boost::asio;
namespace beast = boost::beast;
using Tcp = asio::ip::tcp;
using Code = beast::error_code;
using Moment = std::chrono::steady_clock::time_point;

/// What a visit needs of the server. All on the server's thread.
struct Host {
  Service& service;
  std::chrono::seconds header_time, body_time;
  /// Hands a whole request on; `answer` of the visit comes later.
  std::function<void(std::uint64_t visit, RequestHead head, std::string body)> take;
  std::function<void(std::uint64_t visit)> gone;
  bool closing = false;
};

class AnyVisit {
 public:
  virtual ~AnyVisit() = default;
  virtual void start() = 0;
  virtual void answer(const Reply& reply) = 0;
  /// Since when it waits for its sender: for a request, or for an answer to be fetched. Nullopt: an answer is due.
  [[nodiscard]] virtual std::optional<Moment> waits_since() const = 0;
  /// Ends at once when nothing of an answer is left to send.
  virtual void leave() = 0;
  /// Ends at once.
  virtual void give_way() = 0;
};

using PlainStream = beast::tcp_stream;
using TlsStream = beast::ssl_stream<beast::tcp_stream>;

template <class Stream>
class Visit final : public AnyVisit, public std::enable_shared_from_this<Visit<Stream>> {
 public:
  template <class... Args>
  Visit(Host& host, std::uint64_t number, Args&&... args)
      : host_(host), number_(number), stream_(std::forward<Args>(args)...) {}

  void start() override {
    if constexpr (std::is_same_v<Stream, TlsStream>) {
      tcp().expires_after(host_.header_time);
      stream_.async_handshake(asio::ssl::stream_base::server, then([](Visit& self) { self.read_head(); }));
    } else {
      read_head();
    }
  }

  void answer(const Reply& reply) override { write(reply, parser_->get().keep_alive() ? After::next : After::close); }

  [[nodiscard]] std::optional<Moment> waits_since() const override { return waits_since_; }

  void leave() override {
    if (reading_) close();
  }

  void give_way() override { close(); }

 private:
  /// What follows an answer. Linger: the sender may still be sending what nobody reads, and a connection that is closed
  /// then takes the answer with it.
  enum class After { next, close, linger };

  static constexpr std::chrono::seconds linger_time{2};

  auto& tcp() { return beast::get_lowest_layer(stream_); }

  /// A handler that keeps the visit alive, and closes it on any error.
  template <class Next>
  auto then(Next next) {
    return [self = this->shared_from_this(), next](Code code, auto&&...) {
      if (code) self->close();
      else next(*self);
    };
  }

  void wait_for_sender() { waits_since_ = std::chrono::steady_clock::now(); }

  void read_head() {
    if (host_.closing) return close();
    reading_ = true;
    wait_for_sender();
    parser_.emplace();
    set_limits(*parser_);
    tcp().expires_after(host_.header_time);
    beast::http::async_read_header(stream_, buffer_, *parser_,
                                   [self = this->shared_from_this()](Code code, std::size_t) { self->on_head(code); });
  }

  void on_head(Code code) {
    if (code) return on_bad_request(code);
    head_ = head();
    if (const auto refused = host_.service.refuse(head_)) return write(*refused, After::linger);
    largest_body_ = host_.service.largest_body(head_);
    if (head_.length && *head_.length > largest_body_) return too_large();
    parser_->body_limit(largest_body_);
    const bool waits = beast::iequals(parser_->get()[beast::http::field::expect], "100-continue");
    if (!waits) return read_body();
    static constexpr std::string_view go_on = "HTTP/1.1 100 Continue\r\n\r\n";
    asio::async_write(stream_, asio::buffer(go_on.data(), go_on.size()), then([](Visit& self) { self.read_body(); }));
  }

  void read_body() {
    tcp().expires_after(host_.body_time);
    beast::http::async_read(stream_, buffer_, *parser_,
                            [self = this->shared_from_this()](Code code, std::size_t) { self->on_body(code); });
  }

  void on_body(Code code) {
    if (code) return on_bad_request(code);
    reading_ = false;
    waits_since_.reset();
    tcp().expires_never();
    host_.take(number_, std::move(head_), std::move(parser_->get().body()));
  }

  void on_bad_request(Code code) {
    if (code == beast::http::error::body_limit) return too_large();
    if (code == beast::http::error::header_limit) {
      const auto why = "the head is larger than " + std::to_string(largest_head) + " bytes";
      return write(host_.service.refusal(431, why), After::linger);
    }
    const bool malformed = code.category() == make_error_code(beast::http::error::end_of_stream).category() &&
                           code != beast::http::error::end_of_stream && code != beast::http::error::partial_message;
    if (malformed) return write(host_.service.refusal(400, "this is no HTTP request that can be read"), After::linger);
    close();
  }

  void too_large() {
    const auto why = "the body is larger than " + std::to_string(largest_body_) + " bytes";
    write(host_.service.refusal(413, why), After::linger);
  }

  [[nodiscard]] RequestHead head() {
    auto found = head_of(*parser_);
    Code ignored;
    found.peer = tcp().socket().remote_endpoint(ignored).address().to_string();
    return found;
  }

  void write(const Reply& reply, After after) {
    reading_ = false;
    wait_for_sender();
    if (host_.closing && after == After::next) after = After::close;
    namespace http = beast::http;
    response_ = {};
    response_.result(reply.status);
    response_.set(http::field::content_type, reply.type);
    for (const auto& [name, value] : reply.headers) response_.insert(name, value);
    if (reply.retry_after != 0) response_.set(http::field::retry_after, std::to_string(reply.retry_after));
    response_.keep_alive(after == After::next);
    const bool head_alone = parser_->get().method() == http::verb::head;
    response_.body() = head_alone ? std::string() : reply.body;
    response_.prepare_payload();
    if (head_alone) response_.content_length(reply.body.size());
    // Neither has a body, and a length would be told of one.
    if (reply.status == 204 || reply.status == 304) response_.erase(http::field::content_length);
    tcp().expires_after(host_.header_time);
    http::async_write(stream_, response_, then([after](Visit& self) {
                        if (after == After::next) self.read_head();
                        else if (after == After::linger) self.linger();
                        else self.close();
                      }));
  }

  void linger() {
    Code ignored;
    tcp().socket().shutdown(Tcp::socket::shutdown_send, ignored);
    tcp().expires_after(linger_time);
    swallow();
  }

  void swallow() {
    tcp().async_read_some(asio::buffer(scrap_), then([](Visit& self) { self.swallow(); }));
  }

  void close() {
    if (std::exchange(gone_, true)) return;
    Code ignored;
    tcp().socket().shutdown(Tcp::socket::shutdown_both, ignored);
    tcp().close();
    host_.gone(number_);
  }

  Host& host_;
  const std::uint64_t number_;
  Stream stream_;
  beast::flat_buffer buffer_{std::size_t{64} * 1024};
  std::optional<RequestParser> parser_;
  RequestHead head_;
  std::uint64_t largest_body_ = 0;
  beast::http::response<beast::http::string_body> response_;
  std::array<char, 4096> scrap_{};
  std::optional<Moment> waits_since_ = std::chrono::steady_clock::now();
  bool reading_ = true;  ///< no answer is due yet
  bool gone_ = false;
};

}  // namespace sluss::http
