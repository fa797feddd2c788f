#include "plugin/effect.h"

#include <gtest/gtest.h>

namespace sluss {
namespace {

using Paths = std::vector<std::string>;

TEST(Effect, a_body_may_hold_what_lies_at_above_or_below_its_paths) {
  const Paths paths = {"id", "student.name", "lines"};
  for (const auto* path : {"id", "student", "student.name", "lines.first"}) EXPECT_TRUE(may_hold(paths, path)) << path;
  for (const auto* path : {"ids", "i", "student.id", "stud", "name", ""}) EXPECT_FALSE(may_hold(paths, path)) << path;
  EXPECT_FALSE(may_hold({}, "id"));
}

TEST(Effect, the_paths_of_a_body_and_a_body_of_paths) {
  const Paths paths = {"id", "student.id", "student.name"};
  const auto body = body_with(paths);
  EXPECT_EQ(body.at("student.name").text_or_empty(), "x");
  EXPECT_EQ(paths_in(body), paths);
  EXPECT_EQ(paths_in(body_with({"a", "a.b"})), Paths{"a.b"});
  EXPECT_EQ(paths_in(body_with({})), Paths());
}

}  // namespace
}  // namespace sluss
