// Hands mails over by SMTP, on a connection that is logged in.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "connection.h"
#include "verdict.h"

namespace sluss::smtp {

struct Recipient {
  std::string address;
  std::string shown;  ///< how errors call it: "to {buyer.mail}"
};

struct Envelope {
  std::string from;
  std::vector<Recipient> recipients;
};

/// What became of one mail: delivered when both are empty.
struct Handover {
  std::optional<Error> parcel;
  std::optional<Error> stopped;  ///< the connection is of no more use
};

class Session {
 public:
  explicit Session(mail::Connection& connection);
  /// Hands over one mail, to all of its addresses or to none.
  [[nodiscard]] Handover deliver(const Envelope& envelope, std::string_view wire, const std::stop_token& stop);
  /// Whether the server takes mail from that address, without sending any.
  [[nodiscard]] Result<void> may_send(const std::string& from, const std::stop_token& stop);

 private:
  [[nodiscard]] Result<Reply> reply(const std::stop_token& stop);
  /// One command and what its answer means.
  [[nodiscard]] Verdict command(Stage stage, const std::string& line, const std::string& whom,
                                const std::stop_token& stop);
  [[nodiscard]] Verdict announce(const Envelope& envelope, std::size_t size, const std::stop_token& stop);
  [[nodiscard]] Handover finish(const std::stop_token& stop);
  /// After a mail that was refused: ready for the next one.
  [[nodiscard]] std::optional<Error> reset(const std::stop_token& stop);

  mail::Connection& connection_;
  bool takes_size_ = false;
  std::size_t largest_ = 0;  ///< of a mail; 0: not said
};

/// Every line that begins with a dot gets one more, so that none looks like the end (RFC 5321, 4.5.2).
[[nodiscard]] std::string with_dots(std::string_view wire);

}  // namespace sluss::smtp
