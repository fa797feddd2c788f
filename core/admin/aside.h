// What takes long is done aside: one after the other on a thread of its own, while those who asked wait or come back.
#pragma once

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <mutex>
#include <stop_token>
#include <thread>

namespace sluss::admin {

/// Safe to use from several threads.
class Aside {
 public:
  /// Throws nothing. Called once, also when it is closed before its turn: then it has been asked to stop already.
  using Work = std::function<void(const std::stop_token& stop)>;

  /// `most`: under way and waiting together.
  explicit Aside(std::size_t most);
  ~Aside();
  Aside(const Aside&) = delete;
  Aside& operator=(const Aside&) = delete;

  /// False: too much waits already, or it is closed; then it is not called.
  [[nodiscard]] bool begin(Work work);
  /// All is asked to stop, and has ended when this returns.
  void close();

 private:
  void work_on(const std::stop_token& stop);

  const std::size_t most_;
  std::mutex mutex_;
  std::condition_variable_any changed_;
  std::deque<Work> waiting_;
  bool busy_ = false, closed_ = false;
  std::jthread thread_;
};

}  // namespace sluss::admin
