#include "connection.h"

#include <algorithm>
#include <curl/curl.h>
#include <mutex>
#include <openssl/x509_vfy.h>
#include <sys/socket.h>

namespace sluss::mail {
namespace {

using std::chrono::seconds;
using std::chrono::steady_clock;

constexpr std::size_t longest_line = 64 * 1024;
constexpr std::size_t most_heard = 200;
constexpr std::size_t piece = 64 * 1024;
constexpr std::size_t slowest = 16 * 1024;  // bytes a second that a connection must bring to be of use
constexpr int look_around = 1000;           // milliseconds; a stop wakes it at once
constexpr auto soon = std::chrono::hours(24 * 14);

void begin_using_curl() {
  static std::once_flag once;
  std::call_once(once, [] { curl_global_init(CURL_GLOBAL_DEFAULT); });
}

int port_of(Protocol protocol, const Access& access) {
  if (access.port != 0) return static_cast<int>(access.port);
  const bool tls = access.encryption == Encryption::tls;
  if (protocol == Protocol::imap) return tls ? 993 : 143;
  return tls ? 465 : access.encryption == Encryption::none ? 25 : 587;
}

bool is_temporary(Protocol protocol, const std::string& answer) {
  if (protocol == Protocol::smtp) return answer.starts_with('4');
  return answer.find("[UNAVAILABLE]") != std::string::npos || answer.find("[INUSE]") != std::string::npos;
}

std::string why_untrusted(CURL* easy, CURLcode code) {
  if (code == CURLE_SSL_CACERT_BADFILE) return "the file of ca: cannot be read";
  long result = X509_V_OK;
  curl_easy_getinfo(easy, CURLINFO_SSL_VERIFYRESULT, &result);
  // libcurl compares the name by itself, and stops before it asks OpenSSL for a result.
  if (result == X509_V_OK || result == X509_V_ERR_UNSPECIFIED) return "its certificate was made out to another name";
  return std::string("its certificate is not to be trusted: ") + X509_verify_cert_error_string(result);
}

}  // namespace

struct Connection::State {
  State() : easy(curl_easy_init()), multi(curl_multi_init()) { curl_multi_add_handle(multi, easy); }
  ~State() {
    // libcurl says goodbye, and waits for the answer; of a connection that broke none will come.
    if (broken && socket != CURL_SOCKET_BAD) ::shutdown(socket, SHUT_RDWR);
    curl_multi_remove_handle(multi, easy);
    curl_easy_cleanup(easy);
    curl_multi_cleanup(multi);
  }
  State(const State&) = delete;
  State& operator=(const State&) = delete;

  CURL* easy;
  CURLM* multi;
  curl_socket_t socket = CURL_SOCKET_BAD;
  bool broken = true;
  std::string place;
  seconds answer_timeout{};
  std::vector<std::string> heard;
  std::string buffer;
};

namespace {

std::size_t on_line(char* data, std::size_t /*one*/, std::size_t size, void* heard) {
  auto& lines = *static_cast<std::vector<std::string>*>(heard);
  if (lines.size() < most_heard) lines.emplace_back(trim(std::string_view(data, std::min(size, longest_line))));
  return size;
}

void prepare(CURL* easy, Protocol protocol, const Access& access, const std::string& place) {
  const bool tls = access.encryption == Encryption::tls;
  const std::string name = protocol == Protocol::smtp ? "smtp" : "imap";
  const auto url = name + (tls ? "s" : "") + "://" + place;
  curl_easy_setopt(easy, CURLOPT_URL, url.c_str());
  curl_easy_setopt(easy, CURLOPT_PROTOCOLS_STR, (name + (tls ? "s" : "")).c_str());
  curl_easy_setopt(easy, CURLOPT_CONNECT_ONLY, 1L);
  curl_easy_setopt(easy, CURLOPT_USE_SSL, access.encryption == Encryption::none ? CURLUSESSL_NONE : CURLUSESSL_ALL);
  curl_easy_setopt(easy, CURLOPT_SSLVERSION, CURL_SSLVERSION_TLSv1_2);
  curl_easy_setopt(easy, CURLOPT_CERTINFO, 1L);
  if (!access.ca.empty()) {
    curl_easy_setopt(easy, CURLOPT_CAINFO, access.ca.c_str());
    curl_easy_setopt(easy, CURLOPT_CAPATH, nullptr);
  }
  if (!access.user.empty()) {
    curl_easy_setopt(easy, CURLOPT_USERNAME, access.user.c_str());
    curl_easy_setopt(easy, CURLOPT_PASSWORD, access.password.reveal().c_str());
  }
  curl_easy_setopt(easy, CURLOPT_PROXY, "");  // the environment chooses no other way
  curl_easy_setopt(easy, CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt(easy, CURLOPT_QUICK_EXIT, 1L);  // a stop does not wait for the name service
  curl_easy_setopt(easy, CURLOPT_TIMEOUT, static_cast<long>(access.connect_timeout.count()));
  curl_easy_setopt(easy, CURLOPT_CONNECTTIMEOUT, static_cast<long>(access.connect_timeout.count()));
  // How long it waits for an answer to its goodbye.
  curl_easy_setopt(easy, CURLOPT_SERVER_RESPONSE_TIMEOUT, static_cast<long>(access.connect_timeout.count()));
}

/// Runs it until it is connected; nullopt: it was stopped.
std::optional<CURLcode> run(CURLM* multi, const std::stop_token& stop) {
  const std::stop_callback wake(stop, [&] { curl_multi_wakeup(multi); });
  for (int running = 1; !stop.stop_requested();) {
    if (curl_multi_perform(multi, &running) != CURLM_OK) return CURLE_FAILED_INIT;
    int more = 0;
    while (const CURLMsg* message = curl_multi_info_read(multi, &more)) {
      if (message->msg == CURLMSG_DONE) return message->data.result;
    }
    if (running == 0) return CURLE_FAILED_INIT;
    curl_multi_poll(multi, nullptr, 0, look_around, nullptr);
  }
  return std::nullopt;
}

Error why_not(CURLcode code, CURL* easy, Protocol protocol, const Access& access, const std::string& where,
              const std::string& last) {
  switch (code) {
    case CURLE_LOGIN_DENIED:
      if (is_temporary(protocol, last)) return {Fault::unavailable, where + " lets nobody log in just now"};
      return {Fault::denied, where + " did not let us in, and was not asked again; look at user and password"};
    case CURLE_USE_SSL_FAILED:
      return {Fault::denied, where +
                                 " offers no STARTTLS, so nothing was sent, no password either; if it speaks TLS "
                                 "from the beginning, write encryption: tls"};
    case CURLE_PEER_FAILED_VERIFICATION:
    case CURLE_SSL_ISSUER_ERROR:
    case CURLE_SSL_CACERT_BADFILE:
      return {Fault::denied, where + ": " + why_untrusted(easy, code) + "; nothing was sent"};
    case CURLE_OPERATION_TIMEDOUT:
      return {Fault::unavailable,
              where + " was not reached within " + std::to_string(access.connect_timeout.count()) + " s"};
    case CURLE_WEIRD_SERVER_REPLY:
      return {Fault::unavailable, where + ": what it answers is not " + (protocol == Protocol::smtp ? "SMTP" : "IMAP")};
    default: return {Fault::unavailable, where + " was not reached: " + curl_easy_strerror(code)};
  }
}

}  // namespace

Connection::Connection(std::unique_ptr<Connection::State> state) : state_(std::move(state)) {}
Connection::~Connection() = default;

Result<std::unique_ptr<Connection>> Connection::open(Protocol protocol, const Access& access,
                                                     const std::stop_token& stop) {
  if (stop.stop_requested()) return fail(Fault::cancelled, "connecting was stopped");
  begin_using_curl();
  auto state = std::make_unique<Connection::State>();
  state->place = access.host + ":" + std::to_string(port_of(protocol, access));
  state->answer_timeout = access.answer_timeout;
  prepare(state->easy, protocol, access, state->place);
  curl_easy_setopt(state->easy, CURLOPT_HEADERFUNCTION, on_line);
  curl_easy_setopt(state->easy, CURLOPT_HEADERDATA, &state->heard);
  const auto code = run(state->multi, stop);
  if (!code) return fail(Fault::cancelled, "connecting was stopped");
  if (*code != CURLE_OK) {
    const auto last = state->heard.empty() ? std::string() : state->heard.back();
    return fail(why_not(*code, state->easy, protocol, access, state->place, last));
  }
  curl_easy_getinfo(state->easy, CURLINFO_ACTIVESOCKET, &state->socket);
  state->broken = false;
  return std::unique_ptr<Connection>(new Connection(std::move(state)));
}

tl::unexpected<Error> Connection::broke(const std::string& how) {
  state_->broken = true;
  return fail(Fault::unavailable, state_->place + " " + how);
}

tl::unexpected<Error> Connection::not_understood() const {
  state_->broken = true;
  return fail(Fault::unavailable, state_->place + " answered something that does not fit the protocol");
}

Result<void> Connection::wait(short events, steady_clock::time_point latest, const std::stop_token& stop) {
  const std::stop_callback wake(stop, [&] { curl_multi_wakeup(state_->multi); });
  for (;;) {
    if (stop.stop_requested()) {
      state_->broken = true;
      return fail(Fault::cancelled, "it was stopped");
    }
    if (steady_clock::now() >= latest) return broke("did not answer in time");
    curl_waitfd watched{state_->socket, events, 0};
    curl_multi_poll(state_->multi, &watched, 1, look_around, nullptr);
    if (watched.revents != 0) return {};
  }
}

Result<void> Connection::send(std::string_view bytes, const std::stop_token& stop) {
  while (!bytes.empty()) {
    const auto latest = steady_clock::now() + state_->answer_timeout;
    std::size_t sent = 0;
    const auto size = std::min(bytes.size(), piece);
    for (;;) {
      const auto code = curl_easy_send(state_->easy, bytes.data(), size, &sent);
      if (code == CURLE_OK) break;
      if (code != CURLE_AGAIN) return broke("closed the connection");
      SLUSS_TRY(wait(CURL_WAIT_POLLOUT, latest, stop));
    }
    bytes.remove_prefix(sent);
  }
  return {};
}

Result<void> Connection::receive(steady_clock::time_point latest, const std::stop_token& stop) {
  for (;;) {
    char piece_of_it[16 * 1024];
    std::size_t got = 0;
    const auto code = curl_easy_recv(state_->easy, piece_of_it, sizeof piece_of_it, &got);
    if (code == CURLE_OK && got > 0) {
      state_->buffer.append(piece_of_it, got);
      return {};
    }
    if (code != CURLE_AGAIN) return broke("closed the connection");
    SLUSS_TRY(wait(CURL_WAIT_POLLIN, latest, stop));
  }
}

Result<std::string> Connection::line(const std::stop_token& stop) {
  const auto latest = steady_clock::now() + state_->answer_timeout;
  for (;;) {
    const auto end = state_->buffer.find('\n');
    if (end == std::string::npos ? state_->buffer.size() > longest_line : end > longest_line) return not_understood();
    if (end != std::string::npos) {
      auto text = state_->buffer.substr(0, end);
      state_->buffer.erase(0, end + 1);
      if (text.ends_with('\r')) text.pop_back();
      return text;
    }
    SLUSS_TRY(receive(latest, stop));
  }
}

Result<std::string> Connection::bytes(std::size_t count, const std::stop_token& stop) {
  const auto latest = steady_clock::now() + state_->answer_timeout + seconds(count / slowest);
  while (state_->buffer.size() < count) SLUSS_TRY(receive(latest, stop));
  auto all = state_->buffer.substr(0, count);
  state_->buffer.erase(0, count);
  return all;
}

const std::string& Connection::place() const { return state_->place; }
const std::vector<std::string>& Connection::heard() const { return state_->heard; }

std::optional<Instant> Connection::certificate_end() const {
  curl_certinfo* chain = nullptr;
  if (curl_easy_getinfo(state_->easy, CURLINFO_CERTINFO, &chain) != CURLE_OK || chain == nullptr) return std::nullopt;
  constexpr std::string_view begin = "Expire date:";
  for (const auto* field = chain->num_of_certs > 0 ? chain->certinfo[0] : nullptr; field != nullptr;
       field = field->next) {
    const std::string_view text(field->data);
    if (!text.starts_with(begin)) continue;
    const auto at = curl_getdate(std::string(text.substr(begin.size())).c_str(), nullptr);
    if (at >= 0) return Instant(seconds(at));
  }
  return std::nullopt;
}

Result<void> check_certificate(const Connection& connection, Instant now) {
  const auto end = connection.certificate_end();
  if (!end || *end - now > soon) return {};
  const auto days = std::chrono::duration_cast<std::chrono::hours>(*end - now).count() / 24;
  return fail(Fault::config, connection.place() + " works, but its certificate ends in " + std::to_string(days) +
                                 " days: have it renewed");
}

}  // namespace sluss::mail
