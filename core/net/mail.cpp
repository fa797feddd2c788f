#include "net/mail.h"

#include <algorithm>
#include <curl/curl.h>
#include <memory>
#include <mutex>
#include <stdexcept>

#include "base/text.h"

namespace sluss::net {
namespace {

constexpr long connect_seconds = 15, all_seconds = 60;

struct Handle {
  void operator()(CURL* curl) const { curl_easy_cleanup(curl); }
  void operator()(curl_slist* list) const { curl_slist_free_all(list); }
};
using Curl = std::unique_ptr<CURL, Handle>;
using List = std::unique_ptr<curl_slist, Handle>;

/// What is given to the server, and what it says against it.
struct Talk {
  std::string wire;
  std::size_t sent = 0;
  std::string refusal;  ///< its last answer of 400 or more
};

std::size_t give(char* buffer, std::size_t size, std::size_t count, void* context) {
  auto& talk = *static_cast<Talk*>(context);
  const auto length = std::min(size * count, talk.wire.size() - talk.sent);
  talk.wire.copy(buffer, length, talk.sent);
  talk.sent += length;
  return length;
}

/// What a foreign program says, as it may stand in our log: one line of ASCII, not too long.
std::string harmless(std::string_view answer) {
  std::string line;
  for (const char c : trim(answer)) line += c >= 0x20 && c < 0x7F ? c : ' ';
  return std::string(trim(line)).substr(0, 200);
}

std::size_t hear(char* data, std::size_t size, std::size_t count, void* context) {
  const std::string_view line(data, size * count);
  if (line.size() > 3 && (line[0] == '4' || line[0] == '5')) static_cast<Talk*>(context)->refusal = harmless(line);
  return size * count;
}

std::string place(const config::MailServer& server) { return server.host + ":" + std::to_string(server.port); }

template <class T>
void set(const Curl& curl, CURLoption option, T value) {
  if (curl_easy_setopt(curl.get(), option, value) != CURLE_OK)
    throw std::runtime_error("libcurl lacks an option that mail needs: " + std::to_string(option));
}

void set_safety(const Curl& curl, const config::MailServer& server) {
  const bool is_required = server.starttls == config::StartTls::required;
  set(curl, CURLOPT_USE_SSL, static_cast<long>(is_required ? CURLUSESSL_ALL : CURLUSESSL_NONE));
  set(curl, CURLOPT_SSLVERSION, static_cast<long>(CURL_SSLVERSION_TLSv1_2));
  set(curl, CURLOPT_SSL_VERIFYPEER, 1L);
  set(curl, CURLOPT_SSL_VERIFYHOST, 2L);
  if (!server.ca.empty()) set(curl, CURLOPT_CAINFO, server.ca.c_str());
  set(curl, CURLOPT_PROTOCOLS_STR, "smtp");
  set(curl, CURLOPT_PROXY, "");  // the environment chooses no other way
  if (server.user.empty()) return;
  set(curl, CURLOPT_USERNAME, server.user.c_str());
  set(curl, CURLOPT_PASSWORD, server.password.reveal().c_str());
}

List recipients_of(const Mail& mail) {
  List list;
  for (const auto& address : mail.to) {
    auto* longer = curl_slist_append(list.get(), ("<" + address + ">").c_str());
    if (longer == nullptr) throw std::bad_alloc();
    static_cast<void>(list.release());
    list.reset(longer);
  }
  return list;
}

Error error_of(CURLcode code, long answer, const config::MailServer& server, const std::string& refusal) {
  const auto where = "the mail server " + place(server) + " ";
  const auto said = refusal.empty() ? std::string() : ", it said: " + refusal;
  switch (code) {
    case CURLE_LOGIN_DENIED: return {Fault::denied, where + "did not let us in" + said + "; look at user and password"};
    case CURLE_USE_SSL_FAILED:
      return {Fault::config, where + "offers no STARTTLS, so nothing was sent; name one that does"};
    case CURLE_PEER_FAILED_VERIFICATION:
    case CURLE_SSL_CACERT_BADFILE:
    case CURLE_SSL_ISSUER_ERROR:
      return {Fault::config, where +
                                 "shows a certificate that does not fit its name or that nobody trusted here has "
                                 "signed, so nothing was sent; look at server and ca"};
    case CURLE_SSL_CONNECT_ERROR:
      return {Fault::unavailable, where + "was reached, but no encrypted connection came about; nothing was sent"};
    default: break;
  }
  if (answer >= 400 && answer < 600 && !refusal.empty())
    return {answer >= 500 ? Fault::rejected : Fault::unavailable, where + "did not take the mail" + said};
  return {Fault::unavailable, where + "was not reached or broke off: " + curl_easy_strerror(code)};
}

/// libcurl wants its first use to be alone.
void prepare_once() {
  static std::once_flag once;
  std::call_once(once, [] { curl_global_init(CURL_GLOBAL_DEFAULT); });
}

}  // namespace

Result<std::string> send(const config::MailServer& server, const Mail& mail) {
  SLUSS_TRY_ASSIGN(wire, to_wire(mail));
  prepare_once();
  Talk talk{std::move(wire), 0, ""};
  const Curl curl(curl_easy_init());
  const auto recipients = recipients_of(mail);
  const auto url = "smtp://" + place(server);
  const auto from = "<" + mail.from + ">";
  set(curl, CURLOPT_URL, url.c_str());
  set_safety(curl, server);
  set(curl, CURLOPT_MAIL_FROM, from.c_str());
  set(curl, CURLOPT_MAIL_RCPT, recipients.get());
  set(curl, CURLOPT_MAIL_RCPT_ALLLOWFAILS, 1L);  // one address that is gone must not keep the mail from the others
  set(curl, CURLOPT_UPLOAD, 1L);
  set(curl, CURLOPT_READFUNCTION, &give);
  set(curl, CURLOPT_READDATA, &talk);
  set(curl, CURLOPT_HEADERFUNCTION, &hear);
  set(curl, CURLOPT_HEADERDATA, &talk);
  set(curl, CURLOPT_CONNECTTIMEOUT, connect_seconds);
  set(curl, CURLOPT_TIMEOUT, all_seconds);
  set(curl, CURLOPT_NOSIGNAL, 1L);
  const auto code = curl_easy_perform(curl.get());
  if (code == CURLE_OK) return talk.refusal;
  long answer = 0;
  curl_easy_getinfo(curl.get(), CURLINFO_RESPONSE_CODE, &answer);
  return fail(error_of(code, answer, server, talk.refusal));
}

}  // namespace sluss::net
