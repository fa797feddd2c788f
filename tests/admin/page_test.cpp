// The console's page, and its waiting for what is new, over real sockets: files come with what keeps a page to itself,
// nothing is found beside them, and those who wait keep nobody else from being answered.
#include <algorithm>
#include <future>
#include <gtest/gtest.h>
#include <thread>

#include "admin/console.h"
#include "asker.h"
#include "support/post.h"

namespace sluss::test {
namespace {

using std::chrono::seconds;
using std::chrono::steady_clock;

std::int64_t now_of(const Told& told) { return number_at(told.json(), "now"); }

/// What is built in depends on whether web/dist was there; both are looked at for what they must be.
TEST(Page, the_console_is_there_or_says_that_it_is_not) {
  const AdminWorld admin;
  const auto page = admin.ask("GET", "/");
  if (admin::console_files().empty()) {
    EXPECT_EQ(page.status, 404);
    EXPECT_NE(page.body.find("not built into"), std::string::npos) << page.body;
    EXPECT_EQ(admin.ask("GET", "/assets/console.js").status, 404);
    return;
  }
  EXPECT_EQ(page.status, 200);
  EXPECT_EQ(page.headers.at("content-type"), "text/html; charset=utf-8");
  EXPECT_EQ(page.headers.at("cache-control"), "no-cache");
  EXPECT_TRUE(page.headers.at("content-security-policy").starts_with("default-src 'none'; script-src 'self';"));
  EXPECT_EQ(page.headers.at("cross-origin-opener-policy"), "same-origin");
  const auto again = admin.ask("GET", "/", {{"If-None-Match", page.headers.at("etag")}});
  EXPECT_EQ(again.status, 304);
  EXPECT_EQ(again.body, "");
  EXPECT_FALSE(again.headers.contains("content-length"));
  for (const auto& file : admin::console_files()) {
    if (!file.path.starts_with("assets/")) continue;
    const auto told = admin.ask("GET", "/" + std::string(file.path));
    EXPECT_EQ(told.status, 200) << file.path;
    EXPECT_EQ(told.body, file.bytes) << file.path;
    EXPECT_EQ(told.headers.at("x-content-type-options"), "nosniff");
  }
}

TEST(Page, nothing_is_found_beside_the_files) {
  const AdminWorld admin;
  for (const auto* path : {"/assets/", "/assets", "/assets/..", "/assets/../index.html", "/assets/..%2Findex.html",
                           "/assets/%2e%2e%2f%2e%2e%2fetc%2fpasswd", "/assets//etc/passwd", "/assets/%00", "//",
                           "/index.html", "/../etc/passwd", "/assets/..\\index.html"})
    EXPECT_EQ(admin.ask("GET", path).status, 404) << path;
  EXPECT_EQ(admin.ask("POST", "/").status, 405);
  EXPECT_EQ(admin.ask("GET", "/", {{"Host", "evil.example"}}).status, 421);
}

TEST(Changes, answer_when_something_was_committed_and_at_their_time) {
  AdminWorld admin;
  const auto viewer = admin.token("viewer", "viewer");
  EXPECT_GT(now_of(admin.ask_by(viewer, "GET", "/api/v1/changes")), 0);
  const auto known = admin.settled(viewer);
  const auto path = "/api/v1/changes?since=" + std::to_string(known);
  const auto begun = steady_clock::now();
  EXPECT_EQ(now_of(admin.ask_by(viewer, "GET", path + "&wait=1")), known) << "nothing happened";
  EXPECT_GE(steady_clock::now() - begun, seconds(1));
  auto waiting = std::async(std::launch::async, [&] { return admin.ask_by(viewer, "GET", path + "&wait=60"); });
  EXPECT_EQ(waiting.wait_for(seconds(1)), std::future_status::timeout);
  static_cast<void>(admin.token("another", "viewer"));  // by another process
  ASSERT_EQ(waiting.wait_for(seconds(20)), std::future_status::ready);
  const auto told = waiting.get();
  EXPECT_EQ(told.status, 200);
  EXPECT_GT(now_of(told), known);
  EXPECT_EQ(admin.ask_by(viewer, "GET", "/api/v1/changes?wait=61").status, 400);
  EXPECT_EQ(admin.ask_by(viewer, "GET", "/api/v1/changes?since=x").status, 400);
}

TEST(Changes, a_hundred_who_wait_keep_nobody_from_being_answered_and_end_with_the_daemon) {
  AdminWorld admin;
  const auto viewer = admin.token("viewer", "viewer");
  std::vector<std::future<Told>> waiting;
  const auto all_wait = [&] {
    return std::all_of(waiting.begin(), waiting.end(),
                       [](const auto& one) { return one.wait_for(seconds(0)) == std::future_status::timeout; });
  };
  // On a machine with much to do the daemon may still write what it writes at its start: then they are told, and begin
  // again.
  for (int attempt = 0; attempt < 5 && (waiting.empty() || !all_wait()); ++attempt) {
    const auto path = "/api/v1/changes?wait=60&since=" + std::to_string(admin.settled(viewer));
    waiting.clear();
    for (int i = 0; i < 100; ++i)
      waiting.push_back(
          std::async(std::launch::async, [&admin, &viewer, path] { return admin.ask_by(viewer, "GET", path); }));
    std::this_thread::sleep_for(seconds(2));
    for (int i = 0; i < 20; ++i) EXPECT_EQ(admin.ask_by(viewer, "GET", "/api/v1/status").status, 200);
  }
  ASSERT_TRUE(all_wait()) << "while others were answered";
  const auto begun = steady_clock::now();
  static_cast<void>(admin.stop());
  EXPECT_LT(steady_clock::now() - begun, seconds(50)) << "nobody is waited for";
  for (auto& one : waiting) EXPECT_EQ(one.get().status, 200);
}

}  // namespace
}  // namespace sluss::test
