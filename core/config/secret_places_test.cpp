#include "config/secret_places.h"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include <cstdlib>
#include <fstream>

namespace sluss::config {
namespace {

class Places : public ::testing::Test {
 protected:
  void SetUp() override {
    std::string name = ::testing::TempDir() + "/sluss secrets XXXXXX";
    folder_ = ::mkdtemp(name.data());
  }
  void TearDown() override {
    ::unsetenv("CREDENTIALS_DIRECTORY");
    ::unsetenv("SLUSS_SECRET_UNIT4_KEY");
    std::filesystem::remove_all(folder_);
  }
  void put(const std::string& name, const std::string& text, mode_t mode = 0600) const {
    std::ofstream(folder_ / name) << text;
    ::chmod((folder_ / name).c_str(), mode);
  }
  std::string find(const std::string& name) const {
    const auto secret = SecretPlaces(folder_).find(name);
    return secret ? secret->reveal() : secret.error().what;
  }
  std::filesystem::path folder_;
};

TEST_F(Places, a_file_loses_its_last_newline_alone) {
  put("unit4_key", "abc\n\n");
  EXPECT_EQ(find("unit4_key"), "abc\n");
}

TEST_F(Places, a_variable_goes_before_a_file_and_a_credential_before_both) {
  put("unit4_key", "of the file");
  ::setenv("SLUSS_SECRET_UNIT4_KEY", "of the variable", 1);
  EXPECT_EQ(find("unit4_key"), "of the variable");
  std::filesystem::create_directory(folder_ / "credentials");
  std::ofstream(folder_ / "credentials" / "unit4_key") << "of systemd";
  ::chmod((folder_ / "credentials" / "unit4_key").c_str(), 0400);
  ::setenv("CREDENTIALS_DIRECTORY", (folder_ / "credentials").c_str(), 1);
  EXPECT_EQ(find("unit4_key"), "of systemd");
}

TEST_F(Places, a_file_that_all_can_read_is_refused) {
  put("unit4_key", "abc", 0644);
  const auto told = find("unit4_key");
  EXPECT_NE(told.find("chmod 600"), std::string::npos) << told;
  EXPECT_EQ(told.find("abc"), std::string::npos);
}

TEST_F(Places, what_is_not_there_is_told_with_the_places_searched) {
  EXPECT_NE(find("unit4_key").find("SLUSS_SECRET_UNIT4_KEY"), std::string::npos);
  EXPECT_NE(find("../passwd").find("letters, digits"), std::string::npos);
}

}  // namespace
}  // namespace sluss::config
