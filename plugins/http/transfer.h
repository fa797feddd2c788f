// One request and its answer, by libcurl. Sends once: nothing is followed, retried or authenticated by itself.
#pragma once

#include <chrono>
#include <filesystem>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

namespace sluss::http {

struct Request {
  std::string method;
  std::string url;
  std::vector<std::string> headers;  ///< "Name: value"
  std::string_view body;             ///< sent when the method is POST or PUT
};

/// How a connection is made.
struct Line {
  std::filesystem::path ca;  ///< the certificates that are trusted, in place of the system's; empty: the system's
  std::chrono::seconds connect{10};
  std::chrono::seconds answer{60};  ///< from the beginning to the last byte of the answer
};

/// An answer whose header came in whole: its status counts, even when the rest of it was cut.
struct Answer {
  long status = 0;
  std::string location, content_type, retry_after;
  std::string body;    ///< at most 64 KiB
  bool whole = false;  ///< the body came to its end
};

enum class Trouble {
  none,         ///< there is an answer
  unreachable,  ///< no connection: name, address, port, TLS
  untrusted,    ///< the certificate is not one to be trusted
  broken,       ///< it broke, timed out, or what came was no answer
  stopped,      ///< a stop was asked for
};

struct Exchange {
  std::optional<Answer> answer;
  Trouble trouble = Trouble::none;
  bool left = false;  ///< some of the request may have left this machine
  std::string why;    ///< of the trouble; holds nothing that was sent or came
};

[[nodiscard]] Exchange exchange(const Request& request, const Line& line, const std::stop_token& stop);

/// Connects, with the TLS handshake, and sends nothing.
[[nodiscard]] Exchange connect(const std::string& url, const Line& line, const std::stop_token& stop);

}  // namespace sluss::http
