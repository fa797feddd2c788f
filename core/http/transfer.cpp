#include "http/transfer.h"

#include <algorithm>
#include <array>
#include <mutex>

#include "base/text.h"
#include "http/handles.h"
#include "http/tls.h"

namespace sluss::http {

struct Session::Held {
  Share cookies;
  Multi connections;
};

namespace {

constexpr std::size_t longest_header = 64 * 1024;
constexpr int look_around = 1000;  // milliseconds; a stop wakes it at once

/// What comes in.
struct Incoming {
  CURL* easy = nullptr;
  std::size_t longest_body = 0;
  Answer answer;
  std::size_t header_bytes = 0;
  bool has_header = false;
  bool too_long = false;   ///< the header
  bool too_large = false;  ///< the body
};

/// The value when the line is the header of that name.
std::optional<std::string> value_of(std::string_view line, std::string_view name) {
  if (line.size() <= name.size() || line[name.size()] != ':') return std::nullopt;
  if (fold_case(line.substr(0, name.size())) != name) return std::nullopt;
  return std::string(trim(line.substr(name.size() + 1)));
}

void take_header(Incoming& in, std::string_view line) {
  if (auto location = value_of(line, "location")) in.answer.location = std::move(*location);
  if (auto type = value_of(line, "content-type")) in.answer.content_type = std::move(*type);
  if (auto after = value_of(line, "retry-after")) in.answer.retry_after = std::move(*after);
  if (auto etag = value_of(line, "etag")) in.answer.etag = std::move(*etag);
  if (auto modified = value_of(line, "last-modified")) in.answer.last_modified = std::move(*modified);
  if (auto link = value_of(line, "link")) in.answer.link += (in.answer.link.empty() ? "" : ", ") + *link;
}

std::size_t on_header(char* data, std::size_t /*one*/, std::size_t size, void* incoming) {
  auto& in = *static_cast<Incoming*>(incoming);
  in.header_bytes += size;
  in.too_long = in.header_bytes > longest_header;
  if (in.too_long) return 0;
  const auto line = trim(std::string_view(data, size));
  if (in.has_header) return size;  // a trailer
  if (line.starts_with("HTTP/")) in.answer = Answer();
  take_header(in, line);
  if (!line.empty()) return size;
  curl_easy_getinfo(in.easy, CURLINFO_RESPONSE_CODE, &in.answer.status);
  in.has_header = in.answer.status >= 200;
  return size;
}

std::size_t on_body(char* data, std::size_t /*one*/, std::size_t size, void* incoming) {
  auto& in = *static_cast<Incoming*>(incoming);
  const auto room = in.longest_body - in.answer.body.size();
  in.answer.body.append(data, std::min(size, room));
  in.too_large = size > room;
  return in.too_large ? 0 : size;
}

void begin_using_curl() {
  static std::once_flag once;
  std::call_once(once, [] { curl_global_init(CURL_GLOBAL_DEFAULT); });
}

Easy prepared(const std::string& url, const Line& line) {
  begin_using_curl();
  Easy easy(curl_easy_init());
  CURL* const handle = easy.get();
  curl_easy_setopt(handle, CURLOPT_URL, url.c_str());
  curl_easy_setopt(handle, CURLOPT_PATH_AS_IS, 1L);
  curl_easy_setopt(handle, CURLOPT_PROTOCOLS_STR, "http,https");
  curl_easy_setopt(handle, CURLOPT_HTTP_VERSION, CURL_HTTP_VERSION_1_1);
  set_tls(handle, line);
  // What the environment says must lead nothing elsewhere.
  curl_easy_setopt(handle, CURLOPT_PROXY, line.proxy.c_str());
  curl_easy_setopt(handle, CURLOPT_NOPROXY, "");
  curl_easy_setopt(handle, CURLOPT_SUPPRESS_CONNECT_HEADERS, 1L);
  curl_easy_setopt(handle, CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt(handle, CURLOPT_QUICK_EXIT, 1L);  // a stop does not wait for the name service
  curl_easy_setopt(handle, CURLOPT_CONNECTTIMEOUT, static_cast<long>(line.connect.count()));
  curl_easy_setopt(handle, CURLOPT_TIMEOUT, static_cast<long>(line.answer.count()));
  return easy;
}

void set_session(CURL* easy, Session* session, bool connections_last) {
  if (session != nullptr) {
    curl_easy_setopt(easy, CURLOPT_SHARE, session->held().cookies.get());
    curl_easy_setopt(easy, CURLOPT_COOKIEFILE, "");  // cookies are kept, and come out of no file
  }
  if (connections_last) return;
  // On a connection that was used before, libcurl sends a request again by itself when the other end had just closed
  // it; and nobody could tell a target that is away from one that closed an idle connection.
  curl_easy_setopt(easy, CURLOPT_FRESH_CONNECT, 1L);
  curl_easy_setopt(easy, CURLOPT_FORBID_REUSE, 1L);
}

List headers_of(const Request& request) {
  // "Expect: 100-continue" has libcurl send a second request after the answer 417.
  List list(curl_slist_append(nullptr, "Expect:"));
  for (const auto& header : request.headers) curl_slist_append(list.get(), header.c_str());
  return list;
}

void set_request(CURL* easy, const Request& request, const curl_slist* headers, Incoming& in) {
  curl_easy_setopt(easy, CURLOPT_CUSTOMREQUEST, request.method.c_str());
  curl_easy_setopt(easy, CURLOPT_HTTPHEADER, headers);
  if (request.method != "GET") {
    curl_easy_setopt(easy, CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(request.body.size()));
    // With a null pointer libcurl would send what it reads from the terminal.
    curl_easy_setopt(easy, CURLOPT_POSTFIELDS, request.body.empty() ? "" : request.body.data());
  }
  in.easy = easy;
  curl_easy_setopt(easy, CURLOPT_HEADERFUNCTION, on_header);
  curl_easy_setopt(easy, CURLOPT_HEADERDATA, &in);
  curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, on_body);
  curl_easy_setopt(easy, CURLOPT_WRITEDATA, &in);
}

/// Runs it to its end; nullopt: it was stopped.
std::optional<CURLcode> run(CURL* easy, const Multi& multi, const std::stop_token& stop) {
  curl_multi_add_handle(multi.get(), easy);
  std::optional<CURLcode> code;
  {
    const std::stop_callback wake(stop, [&] { curl_multi_wakeup(multi.get()); });
    for (int running = 1; !stop.stop_requested();) {
      if (curl_multi_perform(multi.get(), &running) != CURLM_OK || running == 0) break;
      curl_multi_poll(multi.get(), nullptr, 0, look_around, nullptr);
    }
    int more = 0;
    while (const CURLMsg* message = curl_multi_info_read(multi.get(), &more)) {
      if (message->msg == CURLMSG_DONE) code = message->data.result;
    }
    if (!code && !stop.stop_requested()) code = CURLE_FAILED_INIT;
  }
  curl_multi_remove_handle(multi.get(), easy);
  return code;
}

bool has_left(CURL* easy) {
  curl_off_t ready = 0;  // microseconds until the connection was ready for the request's first byte
  long sent = 0;
  curl_easy_getinfo(easy, CURLINFO_PRETRANSFER_TIME_T, &ready);
  curl_easy_getinfo(easy, CURLINFO_REQUEST_SIZE, &sent);
  return ready > 0 || sent > 0;
}

/// What the proxy said against leading us on; nullopt: it said nothing.
std::optional<std::string> why_not_led_on(CURL* easy) {
  long status = 0;
  curl_easy_getinfo(easy, CURLINFO_HTTP_CONNECTCODE, &status);
  if (status < 300) return std::nullopt;
  return "the proxy answered " + std::to_string(status) + " and led us nowhere";
}

using ErrorText = std::array<char, CURL_ERROR_SIZE>;

void tell_unsent(Exchange& made, CURL* easy, CURLcode code, const Line& line, const ErrorText& detail) {
  made.trouble = Trouble::unreachable;
  if (auto untrusted = why_untrusted(easy, code)) {
    made.trouble = Trouble::untrusted;
    made.why = std::move(*untrusted);
  } else if (auto unknown = why_unknown_us(code, detail.data(), line.client)) {
    made.trouble = Trouble::unknown_us;
    made.why = std::move(*unknown);
  } else if (auto proxy = why_not_led_on(easy)) {
    made.why = std::move(*proxy);
  } else if (code == CURLE_OPERATION_TIMEDOUT) {
    made.why = "no connection within " + std::to_string(std::min(line.connect, line.answer).count()) + " s";
  } else {
    made.why = curl_easy_strerror(code);
  }
}

std::string why_broken(const Incoming& in, CURLcode code, const Line& line) {
  if (in.too_long || code == CURLE_OUT_OF_MEMORY) return "the header of its answer does not end within 64 KiB";
  switch (code) {
    case CURLE_OPERATION_TIMEDOUT: return "no whole answer came within " + std::to_string(line.answer.count()) + " s";
    case CURLE_OK:
    case CURLE_GOT_NOTHING: return "it closed the connection before its answer was whole";
    case CURLE_UNSUPPORTED_PROTOCOL:
    case CURLE_WEIRD_SERVER_REPLY: return "what it answered is not HTTP";
    default: return curl_easy_strerror(code);
  }
}

void tell_unanswered(Exchange& made, const Incoming& in, CURLcode code, const Line& line, const ErrorText& detail) {
  made.trouble = Trouble::broken;
  made.why = why_broken(in, code, line);
  if (auto unknown = why_unknown_us(code, detail.data(), line.client)) {
    made.trouble = Trouble::unknown_us;
    made.why = std::move(*unknown);
  }
}

Exchange stopped() { return {std::nullopt, Trouble::stopped, false, "it was stopped"}; }

}  // namespace

Session::Session() {
  begin_using_curl();
  held_ = std::make_unique<Held>(Held{Share(curl_share_init()), Multi(curl_multi_init())});
  curl_share_setopt(held_->cookies.get(), CURLSHOPT_SHARE, CURL_LOCK_DATA_COOKIE);
}

Session::~Session() = default;

Exchange exchange(const Request& request, const Line& line, const std::stop_token& stop, Session* session) {
  if (stop.stop_requested()) return stopped();
  const auto easy = prepared(request.url, line);
  const bool connections_last = session != nullptr && request.method == "GET";
  set_session(easy.get(), session, connections_last);
  const auto headers = headers_of(request);
  ErrorText detail{};
  curl_easy_setopt(easy.get(), CURLOPT_ERRORBUFFER, detail.data());
  Incoming in;
  in.longest_body = line.longest_answer;
  set_request(easy.get(), request, headers.get(), in);
  const auto code = connections_last ? run(easy.get(), session->held().connections, stop)
                                     : run(easy.get(), Multi(curl_multi_init()), stop);
  Exchange made;
  made.left = has_left(easy.get()) && !why_not_led_on(easy.get());
  if (in.has_header) {
    in.answer.whole = code == CURLE_OK;
    if (!code) in.answer.why = "it was stopped";
    else if (in.too_large) in.answer.why = "it is larger than " + std::to_string(line.longest_answer) + " bytes";
    else if (code != CURLE_OK) in.answer.why = why_broken(in, *code, line);
    made.answer = std::move(in.answer);
  } else if (!code) {
    made.trouble = Trouble::stopped;
    made.why = "it was stopped";
  } else if (!made.left) {
    tell_unsent(made, easy.get(), *code, line, detail);
  } else {
    tell_unanswered(made, in, *code, line, detail);
  }
  return made;
}

Exchange connect(const std::string& url, const Line& line, const std::stop_token& stop) {
  if (stop.stop_requested()) return stopped();
  const auto easy = prepared(url, line);
  set_session(easy.get(), nullptr, false);
  ErrorText detail{};
  curl_easy_setopt(easy.get(), CURLOPT_ERRORBUFFER, detail.data());
  curl_easy_setopt(easy.get(), CURLOPT_CONNECT_ONLY, 1L);
  const auto code = run(easy.get(), Multi(curl_multi_init()), stop);
  Exchange made;
  if (!code) made = stopped();
  else if (*code != CURLE_OK) tell_unsent(made, easy.get(), *code, line, detail);
  return made;
}

}  // namespace sluss::http
