#include "chain.h"

#include <fstream>
#include <gtest/gtest.h>

#include "base/file.h"
#include "support/temporary_folder.h"

namespace sluss::fortnox {
namespace {

namespace fs = std::filesystem;

/// A place for a chain, and what Fortnox was shown.
class ChainTest : public ::testing::Test {
 protected:
  Result<Token> advance(const std::string& first, const std::string& next) {
    const auto use = [&](const Secret& shown) -> Result<Grant> {
      shown_.push_back(shown.reveal());
      if (next.empty()) return fail(Fault::unavailable, "no connection");
      return Grant{{Secret("access"), std::chrono::hours(1)}, Secret(next)};
    };
    return Chain(file_, Secret(first)).advance(use, {});
  }

  test::TemporaryFolder folder_;
  fs::path file_ = folder_.path() / "token";
  std::vector<std::string> shown_;
};

TEST_F(ChainTest, goes_on_from_what_it_was_given) {
  ASSERT_TRUE(advance("first", "b"));
  ASSERT_TRUE(advance("first", "c"));
  ASSERT_TRUE(advance("first", "d"));
  EXPECT_EQ(shown_, (std::vector<std::string>{"first", "b", "c"}));
  EXPECT_EQ(fs::status(file_).permissions(), fs::perms(0600));
}

TEST_F(ChainTest, is_as_it_was_when_nothing_came) {
  ASSERT_TRUE(advance("first", "b"));
  EXPECT_EQ(advance("first", "").error().fault, Fault::unavailable);
  ASSERT_TRUE(advance("first", "c"));
  EXPECT_EQ(shown_, (std::vector<std::string>{"first", "b", "b"}));
}

TEST_F(ChainTest, begins_anew_with_another_first_one) {
  ASSERT_TRUE(advance("first", "b"));
  ASSERT_TRUE(advance("second", "x"));
  ASSERT_TRUE(advance("second", "y"));
  EXPECT_EQ(shown_, (std::vector<std::string>{"first", "second", "x"}));
}

TEST_F(ChainTest, nothing_is_asked_where_nothing_can_be_kept) {
  file_ = folder_.path() / "missing" / "token";
  EXPECT_EQ(advance("first", "b").error().fault, Fault::unavailable);
  file_ = folder_.path() / "token";
  fs::create_directory(folder_.path() / "token.new");
  EXPECT_EQ(advance("first", "b").error().fault, Fault::unavailable);
  EXPECT_TRUE(shown_.empty());
}

TEST_F(ChainTest, what_cannot_be_kept_is_told) {
  fs::create_directory(file_);
  std::ofstream(file_ / "occupied") << "x";
  const auto kept = advance("first", "b");
  EXPECT_FALSE(kept);
}

TEST_F(ChainTest, a_file_without_a_token_is_told_and_not_shown) {
  std::ofstream(file_) << "canary-4711";
  const auto told = advance("first", "b");
  EXPECT_EQ(told.error().fault, Fault::denied);
  EXPECT_EQ(told.error().what.find("canary"), std::string::npos);
  EXPECT_TRUE(shown_.empty());
}

}  // namespace
}  // namespace sluss::fortnox
