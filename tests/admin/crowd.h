// Very many who connect and never ask anything to its end: silent ones, some with half a request, some that send a byte
// now and then. Whoever is thrown out comes again.
#pragma once

#include <cstddef>
#include <cstdint>
#include <thread>
#include <vector>

namespace sluss::test {

/// Lets this process have so many open files more than it needs anyway. False where the system does not allow it.
[[nodiscard]] bool allow_open_files(std::size_t count);

class Crowd {
 public:
  /// All of them have connected once when this returns.
  Crowd(std::uint16_t port, std::size_t size);
  ~Crowd();
  Crowd(const Crowd&) = delete;
  Crowd& operator=(const Crowd&) = delete;

  [[nodiscard]] std::size_t size() const { return sockets_.size(); }

 private:
  /// One more look at each: those that were thrown out come again, the slow ones send a byte.
  void press(const std::stop_token& stop);

  std::uint16_t port_;
  std::vector<int> sockets_;
  std::jthread thread_;
};

}  // namespace sluss::test
