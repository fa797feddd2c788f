// Files that are compiled in: whole, found by their name alone, and kept by a browser as long as they may be. They are
// those of testdata/console.
#include "admin/console.h"

#include <gtest/gtest.h>

#include "admin/problem.h"

namespace sluss::admin {

/// Made of testdata/console.
std::span<const CompiledFile> test_files();

namespace {

std::string header(const http::Reply& reply, const std::string& name) {
  for (const auto& [one, value] : reply.headers)
    if (one == name) return value;
  return {};
}

unsigned status_of(const std::string& path) {
  try {
    return file_reply(test_files(), path, "").status;
  } catch (const Problem& problem) {
    return problem.status;
  }
}

TEST(Console, files_come_whole_with_their_type) {
  ASSERT_EQ(test_files().size(), 3U);
  const auto page = file_reply(test_files(), "index.html", "");
  EXPECT_EQ(page.type, "text/html; charset=utf-8");
  EXPECT_TRUE(page.body.starts_with("<!doctype html>\n"));
  EXPECT_TRUE(page.body.ends_with("</script>\n"));
  EXPECT_EQ(file_reply(test_files(), "assets/test-ABCDEF23.js", "").body, "console.log(\"Åsa\");\n");
  const auto bytes = file_reply(test_files(), "assets/two.bytes", "");
  EXPECT_EQ(bytes.body, std::string("\0\1", 2));
  EXPECT_EQ(bytes.type, "application/octet-stream");
}

TEST(Console, nothing_else_is_found) {
  EXPECT_EQ(status_of("index.html"), 200U);
  for (const auto* path : {"", "assets", "assets/", "assets/../index.html", "../console/index.html", "/index.html",
                           "assets/two.byte", "assets/two.bytes/", "INDEX.html", "/etc/passwd"})
    EXPECT_EQ(status_of(path), 404U) << path;
}

TEST(Console, what_has_a_hash_in_its_name_is_kept_for_good) {
  for (const auto* hashed : {"assets/console-5QJ2ZK7A.js", "a.0a1b2c3d.css", "x-y-ABCDEFGH.woff2", "a-0123456789ab.js"})
    EXPECT_TRUE(is_hashed(hashed)) << hashed;
  for (const auto* plain :
       {"index.html", "assets/console-operations.js", "assets/ABCDEFGH.js", "a-ABCDEF.js", "5QJ2ZK7A", "", "-", "."})
    EXPECT_FALSE(is_hashed(plain)) << plain;
  EXPECT_EQ(header(file_reply(test_files(), "assets/test-ABCDEF23.js", ""), "Cache-Control"),
            "public, max-age=31536000, immutable");
  EXPECT_EQ(header(file_reply(test_files(), "index.html", ""), "Cache-Control"), "no-cache");
}

TEST(Console, what_the_browser_has_is_not_sent_again) {
  const auto first = file_reply(test_files(), "index.html", "");
  const auto tag = header(first, "ETag");
  const auto again = file_reply(test_files(), "index.html", tag);
  EXPECT_EQ(again.status, 304U);
  EXPECT_EQ(again.body, "");
  EXPECT_EQ(header(again, "ETag"), tag);
  EXPECT_EQ(file_reply(test_files(), "index.html", "\"another\"").status, 200U);
}

TEST(Console, a_page_loads_nothing_from_elsewhere_and_holds_no_script) {
  const auto policy = header(file_reply(test_files(), "index.html", ""), "Content-Security-Policy");
  EXPECT_TRUE(policy.starts_with("default-src 'none'; script-src 'self';")) << policy;
  EXPECT_EQ(policy.find("unsafe"), std::string::npos);
  EXPECT_EQ(policy.find("http"), std::string::npos);
  EXPECT_NE(policy.find("frame-ancestors 'none'"), std::string::npos);
}

}  // namespace
}  // namespace sluss::admin
