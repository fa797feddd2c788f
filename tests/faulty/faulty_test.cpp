// Each folder of cases/ is one slip that somebody could make: edit.sh makes it in the house, expected.txt is all that
// `sluss check` says then. A stranger must see from it what is wrong, where, and what to do.
#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <gtest/gtest.h>
#include <linux/capability.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "faulty/checked_house.h"

namespace sluss::test {
namespace {

namespace fs = std::filesystem;

std::string text_of(const fs::path& file) {
  std::ifstream in(file, std::ios::binary);
  std::ostringstream text;
  text << in.rdbuf();
  return std::move(text).str();
}

/// Root may read what nobody may: as long as this lives, it may not.
class WithoutOverride {
 public:
  WithoutOverride() {
    ::syscall(SYS_capget, &header_, before_);
    auto less = before_[0];
    less.effective &= ~((1U << CAP_DAC_OVERRIDE) | (1U << CAP_DAC_READ_SEARCH));
    __user_cap_data_struct now[2] = {less, before_[1]};
    ::syscall(SYS_capset, &header_, now);
  }
  ~WithoutOverride() { ::syscall(SYS_capset, &header_, before_); }
  WithoutOverride(const WithoutOverride&) = delete;
  WithoutOverride& operator=(const WithoutOverride&) = delete;

 private:
  __user_cap_header_struct header_{_LINUX_CAPABILITY_VERSION_3, 0};
  __user_cap_data_struct before_[2] = {};
};

/// For people who mend messages: with $SLUSS_SAID, what is said is laid into that folder too, to be read and compared.
void show(const std::string& name, const std::string& said) {
  if (const auto* folder = std::getenv("SLUSS_SAID"); folder != nullptr)
    std::ofstream(fs::path(folder) / (name + ".txt"), std::ios::binary) << said;
}

std::vector<std::string> cases() {
  std::vector<std::string> names;
  for (const auto& entry : fs::directory_iterator(SLUSS_FAULTY "/cases")) names.push_back(entry.path().filename());
  std::sort(names.begin(), names.end());
  return names;
}

class Faulty : public ::testing::TestWithParam<std::string> {};

TEST_P(Faulty, says_what_is_wrong_and_what_to_do) {
  const auto folder = fs::path(SLUSS_FAULTY) / "cases" / GetParam();
  CheckedHouse house;
  const auto edit = "cd '" + house.root().string() + "' && sh -e '" + (folder / "edit.sh").string() + "'";
  ASSERT_EQ(std::system(edit.c_str()), 0) << edit;
  const WithoutOverride as_anybody;
  const auto said = house.check();
  show(GetParam(), said);
  EXPECT_EQ(said, text_of(folder / "expected.txt"));
  EXPECT_TRUE(!house.diagnostics().ok() || !house.diagnostics().warnings().empty()) << "it passes";
  for (const auto& found : {house.diagnostics().all(), house.diagnostics().warnings()}) {
    for (const auto& fault : found) EXPECT_FALSE(fault.message.empty());
  }
}

INSTANTIATE_TEST_SUITE_P(Case, Faulty, ::testing::ValuesIn(cases()), [](const auto& tested) { return tested.param; });

TEST(Faulty, house_is_right_before_anything_is_done_to_it) {
  CheckedHouse house;
  const auto said = house.check();
  show("right", said);
  EXPECT_EQ(said, text_of(SLUSS_FAULTY "/right.txt"));
}

TEST(Faulty, cases_are_many) { EXPECT_GE(cases().size(), 60U); }

}  // namespace
}  // namespace sluss::test
