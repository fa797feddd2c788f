#include "config/secret_places.h"

#include <fstream>
#include <gtest/gtest.h>
#include <stdlib.h>

#include "support/temporary_folder.h"

namespace sluss::config {
namespace {

namespace fs = std::filesystem;

class SecretPlacesTest : public ::testing::Test {
 protected:
  void SetUp() override {
    fs::create_directories(root_ / "secrets");
    fs::create_directories(root_ / "credentials");
    ::unsetenv("CREDENTIALS_DIRECTORY");
    ::unsetenv("SLUSS_SECRET_UNIT4_KEY");
  }
  void TearDown() override {
    ::unsetenv("CREDENTIALS_DIRECTORY");
    ::unsetenv("SLUSS_SECRET_UNIT4_KEY");
  }
  void write(const std::string& file, const std::string& text, int mode = 0600) const {
    std::ofstream(root_ / file) << text;
    fs::permissions(root_ / file, static_cast<fs::perms>(mode));
  }
  std::string found(std::string_view name) const {
    const auto secret = SecretPlaces(root_ / "secrets").find(name);
    return secret ? secret->reveal() : "fault: " + secret.error().what;
  }
  test::TemporaryFolder scratch_;
  fs::path root_ = scratch_.path();
};

TEST_F(SecretPlacesTest, the_first_place_that_has_it_wins) {
  write("secrets/unit4-key", "from file\n");
  EXPECT_EQ(found("unit4-key"), "from file");
  ::setenv("SLUSS_SECRET_UNIT4_KEY", "from variable", 1);
  EXPECT_EQ(found("unit4-key"), "from variable");
  write("credentials/unit4-key", "from credential", 0400);
  ::setenv("CREDENTIALS_DIRECTORY", (root_ / "credentials").c_str(), 1);
  EXPECT_EQ(found("unit4-key"), "from credential");
}

TEST_F(SecretPlacesTest, one_newline_is_no_part_of_it) {
  write("secrets/a", "two\n\n");
  EXPECT_EQ(found("a"), "two\n");
}

TEST_F(SecretPlacesTest, a_file_for_everyone_is_refused_without_its_content) {
  write("secrets/a", "canary-7", 0644);
  EXPECT_NE(found("a").find("fault: "), std::string::npos);
  EXPECT_NE(found("a").find("chmod o="), std::string::npos);
  EXPECT_EQ(found("a").find("canary"), std::string::npos);
}

TEST_F(SecretPlacesTest, a_missing_one_names_the_places) {
  const auto fault = found("unit4.key");
  EXPECT_NE(fault.find("there is no secret \"unit4.key\""), std::string::npos) << fault;
  EXPECT_NE(fault.find("SLUSS_SECRET_UNIT4_KEY"), std::string::npos) << fault;
  EXPECT_NE(fault.find("secrets/unit4.key"), std::string::npos) << fault;
}

TEST_F(SecretPlacesTest, what_is_no_name_is_not_repeated) {
  for (const auto* name : {"", ".hidden", "../canary", "canary!", "can ary"}) {
    EXPECT_EQ(found(name), "fault: expected secret:NAME with a name of letters, digits, \"_\", \"-\" and \".\"");
  }
}

TEST_F(SecretPlacesTest, an_empty_one_is_a_fault) {
  write("secrets/a", "\n");
  EXPECT_NE(found("a").find("fault: "), std::string::npos);
  fs::create_directories(root_ / "secrets/folder");
  EXPECT_NE(found("folder").find("fault: "), std::string::npos);
}

}  // namespace
}  // namespace sluss::config
