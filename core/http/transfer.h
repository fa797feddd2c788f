// One request and its answer, by libcurl. Sends once: nothing is followed, retried or authenticated by itself.
#pragma once

#include <chrono>
#include <filesystem>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

#include "plugin/secret.h"

namespace sluss::http {

struct Request {
  std::string method;
  std::string url;
  std::vector<std::string> headers;  ///< "Name: value"
  std::string_view body = {};        ///< sent when the method is not GET
  std::string shown = {};            ///< the URL as a text may tell it; empty: scheme, host, port and path
};

/// What we prove ourselves with in the TLS handshake.
struct ClientCertificate {
  std::filesystem::path certificate;  ///< PEM with its chain, or PKCS#12 (.p12, .pfx) with certificate and key
  std::filesystem::path key;          ///< PEM; empty: it stands in the file of the certificate
  Secret passphrase;                  ///< what opens the key or the PKCS#12 file

  [[nodiscard]] bool empty() const { return certificate.empty(); }
  [[nodiscard]] bool is_pkcs12() const;
};

/// How a connection is made. TLS is 1.2 or later, and always verified.
struct Line {
  std::filesystem::path ca;  ///< the certificates that are trusted, in place of the system's; empty: the system's
  std::chrono::seconds connect{10};
  std::chrono::seconds answer{60};         ///< from the beginning to the last byte of the answer
  std::size_t longest_answer = 64 * 1024;  ///< bytes of a body that are taken; the rest is not read
  ClientCertificate client = {};
  std::string proxy = {};  ///< "http://host:port"; empty: none, whatever the environment says
};

/// An answer whose header came in whole: its status counts, even when the rest of it was cut.
struct Answer {
  long status = 0;
  std::string location, content_type, retry_after;
  std::string body;      ///< at most as long as the line allows
  bool whole = false;    ///< the body came to its end
  std::string why = {};  ///< when it did not: what happened
  std::string etag = {}, last_modified = {};
  std::string link = {};  ///< RFC 8288; several headers are joined by commas
};

enum class Trouble {
  none,         ///< there is an answer
  unreachable,  ///< no connection: name, address, port, TLS, proxy
  untrusted,    ///< the certificate is not one to be trusted
  unknown_us,   ///< the other end does not take our client certificate, or we cannot use it ourselves
  broken,       ///< it broke, timed out, or what came was no answer
  stopped,      ///< a stop was asked for
};

struct Exchange {
  std::optional<Answer> answer;
  Trouble trouble = Trouble::none;
  bool left = false;  ///< some of the request may have left this machine
  std::string why;    ///< of the trouble; holds nothing that was sent or came
};

/// What lasts from one request to the next: cookies, and the connections of GET. Used by one thread at a time, towards
/// one other end: what it was given there it shows there alone.
class Session {
 public:
  Session();
  ~Session();
  Session(const Session&) = delete;
  Session& operator=(const Session&) = delete;

  struct Held;
  [[nodiscard]] Held& held() { return *held_; }

 private:
  std::unique_ptr<Held> held_;
};

/// Without a session, and for every method but GET, the connection is this request's alone.
[[nodiscard]] Exchange exchange(const Request& request, const Line& line, const std::stop_token& stop,
                                Session* session = nullptr);

/// Connects, with the TLS handshake, and sends nothing.
[[nodiscard]] Exchange connect(const std::string& url, const Line& line, const std::stop_token& stop);

}  // namespace sluss::http
