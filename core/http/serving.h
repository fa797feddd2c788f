// What a server of ours is asked and what it answers. See server.h for the server itself.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace sluss::http {

using HeaderLines = std::vector<std::pair<std::string, std::string>>;  ///< name and value

/// What is answered.
struct Reply {
  unsigned status = 200;
  std::string body = {};
  unsigned retry_after = 0;  ///< seconds; 0: nothing is said about it
  std::string type = "application/json";
  HeaderLines headers = {};  ///< besides those that every answer has
};

/// The head of a request.
struct RequestHead {
  std::string method, target;
  HeaderLines headers = {};                  ///< as they were sent
  std::optional<std::uint64_t> length = {};  ///< of the body, when it is stated
  std::string peer = {};                     ///< the sender's IP address

  /// All values of a header, whose name is compared without regard to case.
  [[nodiscard]] std::vector<std::string> all(std::string_view name) const;
  /// What it is proved by: the token of "Authorization: Bearer ...", stated once; empty: nothing is.
  [[nodiscard]] std::string bearer() const;
  /// Is its body compressed, or encoded in another way?
  [[nodiscard]] bool is_encoded() const;
};

/// Compared in a time that does not tell how much of it is right. Nothing is the same as an empty secret.
[[nodiscard]] bool is_same_secret(std::string_view given, std::string_view right);

/// Who decides about requests. All calls come from the server's one thread, so none may take long.
class Service {
 public:
  using Answer = std::function<void(Reply)>;

  Service() = default;
  virtual ~Service() = default;
  Service(const Service&) = delete;
  Service& operator=(const Service&) = delete;

  /// By the head alone, before any of the body is read: the refusal; nullopt: go on.
  [[nodiscard]] virtual std::optional<Reply> refuse(const RequestHead& head) = 0;
  /// What is answered when a request cannot be read: 400, or its body is too large: 413, or its head: 431.
  [[nodiscard]] virtual Reply refusal(unsigned status, const std::string& why) const = 0;
  /// How many bytes the body of a request that was not refused may have.
  [[nodiscard]] virtual std::uint64_t largest_body(const RequestHead& head) const = 0;
  /// Takes a whole request. `answer` is to be called once, from whichever thread.
  virtual void take(RequestHead head, std::string body, Answer answer) = 0;
  /// The server ends: all that wait are to be answered before this returns, and nothing is afterwards.
  virtual void close() = 0;
};

}  // namespace sluss::http
