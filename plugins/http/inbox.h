// Requests that came in, between the server's thread and the one that reads and settles them.
#pragma once

#include <condition_variable>
#include <cstdint>
#include <deque>
#include <map>
#include <mutex>
#include <optional>
#include <set>
#include <stop_token>
#include <string>

#include "admission.h"

namespace sluss::http {

/// A request whose body is there, waiting for its answer.
struct Pushed {
  std::string ticket, key, body;
};

/// Safe to use from several threads.
class Inbox {
 public:
  using Answer = Service::Answer;

  /// At most `most` requests may wait for their answer.
  explicit Inbox(std::size_t most) : most_(most) {}
  /// Takes a request in; `answer` is called once, from whichever thread decides. When it is not taken in, the refusal:
  /// 503 when there are too many or the inbox is closed, 409 while the same key waits already.
  [[nodiscard]] std::optional<Reply> put(std::string key, std::string body, Answer answer);
  /// Returns when a request is there to be taken, a stop was asked for, or the inbox was closed.
  void wait(std::stop_token stop);
  [[nodiscard]] std::optional<Pushed> take();
  /// False: nobody waits under that ticket.
  [[nodiscard]] bool settle(const std::string& ticket, Reply reply);
  /// Answers all that wait with 503, and takes nothing more in.
  void close();

 private:
  struct Waiting {
    std::string key;
    Answer answer;
  };

  const std::size_t most_;
  std::mutex mutex_;
  std::condition_variable_any changed_;
  std::deque<Pushed> untaken_;
  std::map<std::string, Waiting> waiting_;  ///< by ticket: all that have no answer yet
  std::set<std::string> keys_;              ///< of those
  std::uint64_t last_ticket_ = 0;
  bool closed_ = false;
};

}  // namespace sluss::http
