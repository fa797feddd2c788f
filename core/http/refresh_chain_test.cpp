#include "http/refresh_chain.h"

#include <atomic>
#include <fstream>
#include <gtest/gtest.h>
#include <thread>

#include "base/file.h"
#include "support/temporary_folder.h"

namespace sluss::http {
namespace {

namespace fs = std::filesystem;

/// A place for a chain, and what the service was shown.
class RefreshChainTest : public ::testing::Test {
 protected:
  Result<AccessToken> advance(const std::string& first, const std::string& next) {
    const auto use = [&](const Secret& shown) -> Result<Grant> {
      shown_.push_back(shown.reveal());
      if (next.empty()) return fail(Fault::unavailable, "no connection");
      return Grant{{Secret("access"), std::chrono::hours(1)}, Secret(next)};
    };
    return chain(first).advance(use, {});
  }

  [[nodiscard]] RefreshChain chain(const std::string& first) const {
    return {file_, Secret(first), "the service", "get a new one"};
  }
  [[nodiscard]] fs::path next_file() const { return folder_.path() / "token.new"; }

  test::TemporaryFolder folder_;
  fs::path file_ = folder_.path() / "token";
  std::vector<std::string> shown_;
};

TEST_F(RefreshChainTest, goes_on_from_what_it_was_given) {
  ASSERT_TRUE(advance("first", "b"));
  ASSERT_TRUE(advance("first", "c"));
  ASSERT_TRUE(advance("first", "d"));
  EXPECT_EQ(shown_, (std::vector<std::string>{"first", "b", "c"}));
  EXPECT_EQ(fs::status(file_).permissions(), fs::perms(0600));
}

TEST_F(RefreshChainTest, is_as_it_was_when_nothing_came) {
  ASSERT_TRUE(advance("first", "b"));
  EXPECT_EQ(advance("first", "").error().fault, Fault::unavailable);
  ASSERT_TRUE(advance("first", "c"));
  EXPECT_EQ(shown_, (std::vector<std::string>{"first", "b", "b"}));
}

TEST_F(RefreshChainTest, begins_anew_with_another_first_one) {
  ASSERT_TRUE(advance("first", "b"));
  ASSERT_TRUE(advance("second", "x"));
  ASSERT_TRUE(advance("second", "y"));
  EXPECT_EQ(shown_, (std::vector<std::string>{"first", "second", "x"}));
}

TEST_F(RefreshChainTest, nothing_is_asked_where_nothing_can_be_kept) {
  file_ = folder_.path() / "missing" / "token";
  EXPECT_EQ(advance("first", "b").error().fault, Fault::unavailable);
  file_ = folder_.path() / "token";
  fs::create_directory(next_file());
  EXPECT_EQ(advance("first", "b").error().fault, Fault::unavailable);
  EXPECT_TRUE(shown_.empty());
}

TEST_F(RefreshChainTest, stays_with_a_token_that_has_no_successor) {
  const auto use = [&](const Secret& shown) -> Result<Grant> {
    shown_.push_back(shown.reveal());
    return Grant{{Secret("access"), std::nullopt}, Secret()};
  };
  for (int i = 0; i < 2; ++i) ASSERT_TRUE(chain("first").advance(use, {}));
  ASSERT_TRUE(advance("first", "b"));
  for (int i = 0; i < 2; ++i) ASSERT_TRUE(chain("first").advance(use, {}));
  EXPECT_EQ(shown_, (std::vector<std::string>{"first", "first", "first", "b", "b"}));
}

/// As when we die when the successor is on disk and has no name yet.
TEST_F(RefreshChainTest, goes_on_from_what_was_written_and_not_named) {
  ASSERT_TRUE(advance("first", "b"));
  const auto before = *file_bytes(file_);
  ASSERT_TRUE(advance("first", "c"));
  fs::rename(file_, next_file());
  std::ofstream(file_) << before;
  EXPECT_FALSE(advance("first", ""));
  EXPECT_FALSE(advance("first", "")) << "it is named by now";
  EXPECT_EQ(shown_, (std::vector<std::string>{"first", "b", "c", "c"}));
}

TEST_F(RefreshChainTest, what_was_not_wholly_written_is_passed_over) {
  ASSERT_TRUE(advance("first", "second-token"));
  const auto whole = *file_bytes(file_);
  for (std::size_t size = 0; size < whole.size(); ++size) {
    const auto cut = whole.substr(0, size);
    for (const auto& text : {cut, cut + std::string(100, ' '), cut + std::string(100, '\0')}) {
      std::ofstream(next_file()) << text;
      shown_.clear();
      EXPECT_FALSE(advance("first", ""));
      EXPECT_EQ(shown_, (std::vector<std::string>{"second-token"})) << size;
    }
  }
}

TEST_F(RefreshChainTest, what_another_chain_left_is_passed_over) {
  ASSERT_TRUE(advance("other", "b"));
  fs::rename(file_, next_file());
  ASSERT_TRUE(advance("first", "c"));
  EXPECT_EQ(shown_, (std::vector<std::string>{"other", "first"}));
}

TEST_F(RefreshChainTest, what_cannot_be_kept_is_told_and_not_shown) {
  const auto use = [&](const Secret&) -> Result<Grant> {
    fs::create_directory(file_);
    std::ofstream(file_ / "occupied") << "x";
    return Grant{{Secret("access"), std::nullopt}, Secret("canary-4711")};
  };
  const auto told = chain("first").advance(use, {});
  ASSERT_FALSE(told);
  EXPECT_EQ(told.error().fault, Fault::denied);
  EXPECT_NE(told.error().what.find("the service gave a new refresh token, and it could not be kept in"),
            std::string::npos)
      << told.error().what;
  EXPECT_TRUE(told.error().what.ends_with("; get a new one")) << told.error().what;
  EXPECT_EQ(told.error().what.find("canary"), std::string::npos);
  fs::remove_all(file_);
  ASSERT_TRUE(advance("first", "c"));
  EXPECT_EQ(shown_, (std::vector<std::string>{"canary-4711"})) << "it was on disk, and is lost";
}

TEST_F(RefreshChainTest, is_read_by_its_user_alone) {
  std::ofstream(next_file()) << "left by somebody";
  fs::permissions(next_file(), fs::perms(0644));
  const auto use = [&](const Secret&) -> Result<Grant> {
    EXPECT_EQ(fs::status(next_file()).permissions(), fs::perms(0600));
    return Grant{{Secret("access"), std::nullopt}, Secret("b")};
  };
  ASSERT_TRUE(chain("first").advance(use, {}));
  EXPECT_EQ(fs::status(file_).permissions(), fs::perms(0600));
}

TEST_F(RefreshChainTest, is_used_by_one_at_a_time) {
  std::thread other;
  std::atomic<bool> is_over = false;
  const auto use = [&](const Secret& shown) -> Result<Grant> {
    shown_.push_back(shown.reveal());
    other = std::thread([&] {
      EXPECT_TRUE(advance("first", "c"));
      is_over = true;
    });
    std::this_thread::sleep_for(std::chrono::milliseconds(200));
    EXPECT_FALSE(is_over) << "it did not wait";
    return Grant{{Secret("access"), std::nullopt}, Secret("b")};
  };
  ASSERT_TRUE(chain("first").advance(use, {}));
  other.join();
  EXPECT_EQ(shown_, (std::vector<std::string>{"first", "b"}));
}

TEST_F(RefreshChainTest, a_stop_ends_the_waiting) {
  std::stop_source stop;
  stop.request_stop();
  const auto use = [&](const Secret&) -> Result<Grant> {
    EXPECT_EQ(
        chain("first").advance([](const Secret&) -> Result<Grant> { return Grant{}; }, stop.get_token()).error().fault,
        Fault::cancelled);
    return Grant{{Secret("access"), std::nullopt}, Secret("b")};
  };
  EXPECT_TRUE(chain("first").advance(use, {}));
}

TEST_F(RefreshChainTest, goes_on_from_a_file_of_an_older_version) {
  ASSERT_TRUE(advance("first", "b"));
  const auto text = *file_bytes(file_);
  std::ofstream(file_) << text.substr(0, text.rfind('\n'));
  ASSERT_TRUE(advance("first", "c"));
  EXPECT_EQ(shown_, (std::vector<std::string>{"first", "b"}));
}

TEST_F(RefreshChainTest, a_file_without_a_token_is_told_and_not_shown) {
  std::ofstream(file_) << "canary-4711";
  const auto told = advance("first", "b");
  EXPECT_EQ(told.error().fault, Fault::denied);
  EXPECT_EQ(told.error().what.find("canary"), std::string::npos);
  EXPECT_TRUE(shown_.empty());
}

}  // namespace
}  // namespace sluss::http
