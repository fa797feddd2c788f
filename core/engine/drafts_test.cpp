#include "engine/deadlines_fixture.h"
#include "engine/invoicing.h"

namespace sluss::engine {
namespace {

class Drafts : public DeadlinesTest {
 protected:
  /// The units whose bases these are: "ost vast".
  std::string units(const Part& part) {
    std::string names;
    for (const auto& draft : must(drafts(*reading(), book_, {}, part))) names += draft.group.unit + " ";
    return names;
  }
};

TEST_F(Drafts, come_in_parts_that_end_when_they_have_many_lines) {
  days_wait("P1", "ost", 17);
  days_wait("P2", "ost", 5);
  days_wait("P3", "vast", 3);
  EXPECT_EQ(units({}), "ost vast ");
  EXPECT_EQ(units({0, 20, 2}), "ost ") << "its two lines are enough";
  EXPECT_EQ(units({0, 20, 1}), "ost ") << "one is given whole, however many lines it has";
  EXPECT_EQ(units({0, 20, 3}), "ost vast ");
  EXPECT_EQ(units({1, 20, 2}), "vast ");
  EXPECT_EQ(units({0, 1}), "ost ");
}

}  // namespace
}  // namespace sluss::engine
