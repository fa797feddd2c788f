#include "chamber.h"

#include <array>
#include <cstdlib>
#include <fcntl.h>
#include <gtest/gtest.h>
#include <memory>
#include <new>
#include <thread>
#include <unistd.h>
#include <vector>

namespace sluss::jq {
namespace {

using std::chrono::milliseconds;

// Long enough for a machine that is busy with other tests.
constexpr Limits small{milliseconds(500), 64U << 20U};

TEST(Chamber, AnswersOneRequestAfterAnother) {
  Chamber chamber([](std::string_view request) { return "<" + std::string(request) + ">"; }, small);
  const std::string large(3U << 20U, 'x');
  for (const auto& request : {std::string("a"), std::string(), large, std::string("b\0c", 3)})
    EXPECT_EQ(chamber.ask(request).value(), "<" + request + ">");
}

TEST(Chamber, SaysWhichLimitWasBrokenAndGoesOn) {
  Chamber chamber(
      [](std::string_view request) -> std::string {
        if (request == "slow") {
          const volatile bool on = true;
          while (on) {
          }
        }
        if (request == "large") return std::to_string(std::make_unique<char[]>(std::size_t{1} << 30U)[0]);
        if (request == "dead") std::abort();
        if (request == "hung") ::pause();
        return "fine";
      },
      small);
  EXPECT_EQ(chamber.ask("slow").error().what, "took longer than 500 ms and was stopped");
  EXPECT_EQ(chamber.ask("").value(), "fine");
  const auto* grew = "grew beyond 64 MiB, or nested values too deep, and was stopped";
// The sanitizers have their own ways of running out of memory.
#if !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
  EXPECT_EQ(chamber.ask("large").error().what, grew);
  EXPECT_EQ(chamber.ask("").value(), "fine");
#endif
  EXPECT_EQ(chamber.ask("dead").error().what, grew);
  EXPECT_EQ(chamber.ask("").value(), "fine");
  EXPECT_EQ(chamber.ask("hung").error().what, "took longer than 500 ms and was stopped");
  EXPECT_EQ(chamber.ask("").value(), "fine");
}

TEST(Chamber, HasNoFilesAndNoEnvironment) {
  ::setenv("SLUSS_CANARY", "canary", 1);
  std::array<int, 2> pipe{};
  ASSERT_EQ(::pipe(pipe.data()), 0);
  Chamber chamber(
      [&](std::string_view) {
        const bool open = ::fcntl(pipe[1], F_GETFD) != -1;
        return std::string(open ? "open" : "closed") + (std::getenv("SLUSS_CANARY") == nullptr ? ", none" : ", some");
      },
      small);
  EXPECT_EQ(chamber.ask("").value(), "closed, none");
  ::close(pipe[0]);
  ::close(pipe[1]);
}

TEST(Chamber, ManyMayBeMadeAtOnce) {
  std::vector<std::jthread> threads;
  for (int n = 0; n < 4; ++n) {
    threads.emplace_back([] {
      for (int i = 0; i < 25; ++i) {
        Chamber chamber([](std::string_view request) { return std::string(request); }, small);
        EXPECT_EQ(chamber.ask("x").value(), "x");
      }
    });
  }
}

}  // namespace
}  // namespace sluss::jq
