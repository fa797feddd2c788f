// Between the server and the inbox: who is let in, and what of a request goes into the inbox.
#pragma once

#include "admission.h"
#include "inbox.h"

namespace sluss::http {

class Doorway final : public Service {
 public:
  /// At most `most_waiting` requests may wait for their answer.
  Doorway(Door door, std::size_t most_waiting) : door_(std::move(door)), inbox_(most_waiting) {}

  [[nodiscard]] Inbox& inbox() { return inbox_; }

  [[nodiscard]] std::optional<Reply> refuse(const RequestHead& head) override { return http::refuse(head, door_); }
  [[nodiscard]] Reply refusal(unsigned status, const std::string& why) const override {
    return http::refusal(status, why);
  }
  [[nodiscard]] std::uint64_t largest_body(const RequestHead& /*head*/) const override { return door_.largest_body; }
  void take(RequestHead head, std::string body, Answer answer) override;
  void close() override { inbox_.close(); }

 private:
  Door door_;
  Inbox inbox_;
};

}  // namespace sluss::http
