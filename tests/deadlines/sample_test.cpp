// The days of the sample agreements: municipal, regional, and none.
#include <gtest/gtest.h>

#include "base/json.h"
#include "support/world.h"

namespace sluss::test {
namespace {

namespace fs = std::filesystem;

class SampleDeadlines : public ::testing::Test {
 protected:
  /// The configuration of `make run`, with a store of its own.
  SampleDeadlines() {
    fs::remove_all(world_.root() / "config");
    fs::copy(SLUSS_SAMPLE, world_.root() / "config", fs::copy_options::recursive);
    world_.configure("sluss.yaml", "store: ../store/sluss.db\nbasis: underlag\nconnectors: " SLUSS_CONNECTORS "\n");
  }
  /// "announce 2026-03-15, ..." of one agreement.
  std::string days(const std::string& agreement, const std::string& term) const {
    std::string text;
    const auto all = world_.json({"deadlines", "--term", term});
    for (const auto& deadline : *all.as_list()) {
      if (deadline["agreement"].text_or_empty() != agreement) continue;
      text += (text.empty() ? "" : ", ") + deadline["kind"].text_or_empty() + " " + deadline["day"].text_or_empty();
    }
    return text;
  }

  World world_;
};

TEST_F(SampleDeadlines, of_the_municipalities) {
  EXPECT_EQ(days("avtal-01-01", "HT2026"), "announce 2026-03-15, answer 2026-05-15, invoice 2026-12-15");
  EXPECT_EQ(days("avtal-01-01", "VT2027"), "announce 2026-09-15, answer 2026-11-15, invoice 2027-06-15");
  EXPECT_EQ(days("avtal-04-01", "HT2031"), "announce 2031-03-15, answer 2031-05-15, invoice 2031-12-15");
}

TEST_F(SampleDeadlines, of_the_region) {
  EXPECT_EQ(days("avtal-01-03", "HT2026"), "answer 2026-05-01, invoice 2026-12-15");
  EXPECT_EQ(days("avtal-02-03", "VT2027"), "answer 2026-11-01, invoice 2027-06-15");
}

TEST_F(SampleDeadlines, of_the_region_for_institutions_of_other_counties) {
  EXPECT_EQ(days("avtal-03-03", "HT2026"), "answer 2026-05-15, invoice 2026-12-15");
  EXPECT_EQ(days("avtal-03-03", "VT2027"), "answer 2026-11-15, invoice 2027-06-15");
}

TEST_F(SampleDeadlines, are_none_where_the_agreement_says_none) { EXPECT_EQ(days("avtal-01-02", "HT2026"), ""); }

}  // namespace
}  // namespace sluss::test
