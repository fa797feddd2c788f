// The admin API as a service of an HTTP server: lets in, hands to a few threads, and answers.
#pragma once

#include <condition_variable>
#include <deque>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

#include "admin/gate.h"
#include "http/serving.h"

namespace sluss::admin {

class AdminService final : public http::Service {
 public:
  /// `house` must outlive it. Opens the store for each of its threads when it is first asked.
  AdminService(House& house, Gateway gateway);
  ~AdminService() override;

  [[nodiscard]] std::optional<http::Reply> refuse(const http::RequestHead& head) override;
  [[nodiscard]] http::Reply refusal(unsigned status, const std::string& why) const override;
  [[nodiscard]] std::uint64_t largest_body(const http::RequestHead& head) const override;
  void take(http::RequestHead head, std::string body, Answer answer) override;
  void close() override;

 private:
  struct Job {
    http::RequestHead head;
    std::string body;
    Answer answer;
  };

  void work(const std::stop_token& stop);
  [[nodiscard]] std::optional<Job> next(const std::stop_token& stop);
  [[nodiscard]] http::Reply guarded(http::Reply reply) const;
  [[nodiscard]] http::Reply handle(const Job& job, std::unique_ptr<store::Store>& store, Later& later);
  [[nodiscard]] Admitted admit(const http::RequestHead& head, std::unique_ptr<store::Store>& store) const;

  House& house_;
  const bool encrypted_;
  Memory memory_;
  const Gate gate_;
  std::unique_ptr<store::Store> door_store_;  ///< the server thread's
  std::mutex mutex_;
  std::condition_variable_any changed_;
  std::deque<Job> jobs_;
  bool closed_ = false;
  std::vector<std::jthread> threads_;
};

}  // namespace sluss::admin
