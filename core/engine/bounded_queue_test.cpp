#include "engine/bounded_queue.h"

#include <atomic>
#include <gtest/gtest.h>
#include <memory>
#include <thread>

namespace sluss::engine {
namespace {

TEST(BoundedQueue, gives_what_was_put_in_order) {
  BoundedQueue<std::unique_ptr<int>> queue(2);
  EXPECT_TRUE(queue.push(std::make_unique<int>(1)));
  EXPECT_TRUE(queue.push(std::make_unique<int>(2)));
  queue.close();
  EXPECT_EQ(**queue.pop(), 1);
  EXPECT_EQ(**queue.pop(), 2);
  EXPECT_FALSE(queue.pop());
}

TEST(BoundedQueue, takes_nothing_after_it_is_closed) {
  BoundedQueue<int> queue(1);
  queue.close();
  EXPECT_FALSE(queue.push(1));
}

TEST(BoundedQueue, never_holds_more_than_it_may) {
  BoundedQueue<int> queue(3);
  std::atomic<int> pushed = 0;
  int taken = 0;
  std::thread producer([&] {
    for (int i = 0; i < 10'000; ++i) {
      queue.push(i);
      ++pushed;
    }
    queue.close();
  });
  while (const auto thing = queue.pop()) {
    EXPECT_EQ(*thing, taken++);
    EXPECT_LE(pushed - taken, 3);
  }
  producer.join();
  EXPECT_EQ(taken, 10'000);
}

TEST(BoundedQueue, lets_a_waiting_producer_go_when_it_is_closed) {
  BoundedQueue<int> queue(1);
  queue.push(1);
  bool taken = true;
  std::thread producer([&] { taken = queue.push(2); });
  queue.close();
  producer.join();
  EXPECT_FALSE(taken);
}

}  // namespace
}  // namespace sluss::engine
