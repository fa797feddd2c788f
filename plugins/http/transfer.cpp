#include "transfer.h"

#include <algorithm>
#include <curl/curl.h>
#include <memory>
#include <mutex>
#include <openssl/x509_vfy.h>

#include "base/text.h"

namespace sluss::http {
namespace {

constexpr std::size_t longest_answer = 64 * 1024;
constexpr int look_around = 1000;  // milliseconds; a stop wakes it at once

struct EasyEnd {
  void operator()(CURL* easy) const { curl_easy_cleanup(easy); }
};
struct MultiEnd {
  void operator()(CURLM* multi) const { curl_multi_cleanup(multi); }
};
struct ListEnd {
  void operator()(curl_slist* list) const { curl_slist_free_all(list); }
};
using Easy = std::unique_ptr<CURL, EasyEnd>;
using Multi = std::unique_ptr<CURLM, MultiEnd>;
using List = std::unique_ptr<curl_slist, ListEnd>;

/// What comes in.
struct Incoming {
  CURL* easy = nullptr;
  Answer answer;
  std::size_t header_bytes = 0;
  bool has_header = false;
  bool too_long = false;
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
}

std::size_t on_header(char* data, std::size_t /*one*/, std::size_t size, void* incoming) {
  auto& in = *static_cast<Incoming*>(incoming);
  in.header_bytes += size;
  in.too_long = in.header_bytes > longest_answer;
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
  const auto room = longest_answer - in.answer.body.size();
  in.answer.body.append(data, std::min(size, room));
  return size <= room ? size : 0;
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
  curl_easy_setopt(handle, CURLOPT_SSLVERSION, CURL_SSLVERSION_TLSv1_2);
  if (!line.ca.empty()) {
    curl_easy_setopt(handle, CURLOPT_CAINFO, line.ca.c_str());
    curl_easy_setopt(handle, CURLOPT_CAPATH, nullptr);
  }
  // On a connection that was used before, libcurl sends a request again by itself when the other end had just closed
  // it; and nobody could tell a target that is away from one that closed an idle connection.
  curl_easy_setopt(handle, CURLOPT_FRESH_CONNECT, 1L);
  curl_easy_setopt(handle, CURLOPT_FORBID_REUSE, 1L);
  // What the environment says must not lead a delivery elsewhere.
  curl_easy_setopt(handle, CURLOPT_PROXY, "");
  curl_easy_setopt(handle, CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt(handle, CURLOPT_QUICK_EXIT, 1L);  // a stop does not wait for the name service
  curl_easy_setopt(handle, CURLOPT_CONNECTTIMEOUT, static_cast<long>(line.connect.count()));
  curl_easy_setopt(handle, CURLOPT_TIMEOUT, static_cast<long>(line.answer.count()));
  return easy;
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
    curl_easy_setopt(easy, CURLOPT_POSTFIELDS, request.body.data());
  }
  in.easy = easy;
  curl_easy_setopt(easy, CURLOPT_HEADERFUNCTION, on_header);
  curl_easy_setopt(easy, CURLOPT_HEADERDATA, &in);
  curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, on_body);
  curl_easy_setopt(easy, CURLOPT_WRITEDATA, &in);
}

/// Runs it to its end; nullopt: it was stopped.
std::optional<CURLcode> run(CURL* easy, const std::stop_token& stop) {
  const Multi multi(curl_multi_init());
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

std::string why_untrusted(CURL* easy, CURLcode code) {
  if (code == CURLE_SSL_CACERT_BADFILE) return "the file of ca: cannot be read";
  long result = X509_V_OK;
  curl_easy_getinfo(easy, CURLINFO_SSL_VERIFYRESULT, &result);
  // libcurl compares the name by itself, and stops before it asks OpenSSL for a result.
  if (result == X509_V_OK || result == X509_V_ERR_UNSPECIFIED) return "its certificate was made out to another name";
  return std::string("its certificate is not to be trusted: ") + X509_verify_cert_error_string(result);
}

void tell_unsent(Exchange& made, CURL* easy, CURLcode code, const Line& line) {
  const bool untrusted =
      code == CURLE_PEER_FAILED_VERIFICATION || code == CURLE_SSL_ISSUER_ERROR || code == CURLE_SSL_CACERT_BADFILE;
  made.trouble = untrusted ? Trouble::untrusted : Trouble::unreachable;
  if (untrusted) made.why = why_untrusted(easy, code);
  else if (code == CURLE_OPERATION_TIMEDOUT)
    made.why = "no connection within " + std::to_string(std::min(line.connect, line.answer).count()) + " s";
  else made.why = curl_easy_strerror(code);
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

}  // namespace

Exchange exchange(const Request& request, const Line& line, const std::stop_token& stop) {
  if (stop.stop_requested()) return {std::nullopt, Trouble::stopped, false, "it was stopped"};
  const auto easy = prepared(request.url, line);
  const auto headers = headers_of(request);
  Incoming in;
  set_request(easy.get(), request, headers.get(), in);
  const auto code = run(easy.get(), stop);
  Exchange made;
  made.left = has_left(easy.get());
  if (in.has_header) {
    in.answer.whole = code == CURLE_OK;
    made.answer = std::move(in.answer);
  } else if (!code) {
    made.trouble = Trouble::stopped;
    made.why = "it was stopped";
  } else if (!made.left) {
    tell_unsent(made, easy.get(), *code, line);
  } else {
    made.trouble = Trouble::broken;
    made.why = why_broken(in, *code, line);
  }
  return made;
}

Exchange connect(const std::string& url, const Line& line, const std::stop_token& stop) {
  if (stop.stop_requested()) return {std::nullopt, Trouble::stopped, false, "it was stopped"};
  const auto easy = prepared(url, line);
  curl_easy_setopt(easy.get(), CURLOPT_CONNECT_ONLY, 1L);
  const auto code = run(easy.get(), stop);
  Exchange made;
  if (!code) made = {std::nullopt, Trouble::stopped, false, "it was stopped"};
  else if (*code != CURLE_OK) tell_unsent(made, easy.get(), *code, line);
  return made;
}

}  // namespace sluss::http
