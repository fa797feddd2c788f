// An edited configuration: what tonight would be under it, and the way back.
#include <algorithm>
#include <gtest/gtest.h>

#include "base/json.h"
#include "support/world.h"

namespace sluss::test {
namespace {

namespace fs = std::filesystem;

class SafeChange : public ::testing::Test {
 protected:
  void SetUp() override {
    world_.put("placeringar-1.csv", {{.id = "P1"}, {.id = "P2", .programme = "UTAN", .personnummer = "19550101-9813"}});
    ASSERT_EQ(number_at(world_.sync(), "new"), 2);
  }
  [[nodiscard]] std::string file(const std::string& name) const { return read_file(world_.root() / "config" / name); }
  /// Puts one text in place of another.
  void edit(const std::string& name, const std::string& from, const std::string& to) const {
    auto text = file(name);
    const auto at = text.find(from);
    ASSERT_NE(at, std::string::npos) << from << " is not in " << text;
    world_.configure(name, text.replace(at, from.size(), to));
  }
  [[nodiscard]] std::string out(const std::vector<std::string>& command, int exit = 0) const {
    const auto finished = world_.sluss(command);
    EXPECT_EQ(finished.exit, exit) << finished.out << finished.err;
    return finished.out + finished.err;
  }

  World world_;
};

TEST_F(SafeChange, nothing_differs_from_what_ran) {
  EXPECT_NE(out({"plan", "nightly", "--compare"}).find("nothing differs"), std::string::npos);
}

TEST_F(SafeChange, a_new_night_is_shown_under_both) {
  world_.put("placeringar-2.csv",
             {{.id = "P1"},
              {.id = "P2", .programme = "UTAN", .personnummer = "19550101-9813"},
              {.id = "P3", .start = "2026-10-05", .end = "2026-10-09", .personnummer = "19550101-9821"}});
  const auto before = fs::file_size(world_.root() / "config/prices/prices.yaml");
  edit("prices/prices.yaml", "week: \"1530.00 kr\", document: \"Avtal 1\"",
       "week: \"1630.00 kr\", document: \"Avtal 1\"");
  const auto text = out({"plan", "nightly", "--compare"});
  EXPECT_NE(text.find("~ invoice of "), std::string::npos) << text;
  EXPECT_NE(text.find(" -> "), std::string::npos) << text;
  EXPECT_EQ(fs::file_size(world_.root() / "config/prices/prices.yaml"), before) << "only looked at";
  const auto value = world_.json({"plan", "nightly", "--compare"});
  EXPECT_FALSE(value["invoices"].as_list()->empty()) << to_json(value);
}

TEST_F(SafeChange, one_command_goes_back) {
  const auto prices = file("prices/prices.yaml");
  edit("prices/prices.yaml", "week: \"1530.00 kr\", document: \"Avtal 1\"",
       "week: \"1630.00 kr\", document: \"Avtal 1\"");
  world_.configure("pipelines/second.yaml", "pipeline: second\nfrom: klipp.placements\nsteps: [bill]\nto: []\n");
  const auto text = out({"config", "rollback"});
  EXPECT_NE(text.find("number 1"), std::string::npos) << text;
  EXPECT_EQ(file("prices/prices.yaml"), prices);
  EXPECT_FALSE(fs::exists(world_.root() / "config/pipelines/second.yaml"));
  // And back again.
  static_cast<void>(out({"config", "rollback", "2"}));
  EXPECT_NE(file("prices/prices.yaml"), prices);
  EXPECT_TRUE(fs::exists(world_.root() / "config/pipelines/second.yaml"));
}

TEST_F(SafeChange, also_from_a_configuration_that_nobody_can_read) {
  const auto connections = file("connections.yaml");
  world_.configure("connections.yaml", "connections: [\n\tklipp");
  static_cast<void>(out({"check"}, 2));
  static_cast<void>(out({"config", "rollback"}));
  EXPECT_EQ(file("connections.yaml"), connections);
  EXPECT_NE(out({"check"}).find("The configuration is right"), std::string::npos);
}

TEST_F(SafeChange, what_ran_is_listed_once) {
  static_cast<void>(world_.sync());
  auto list = world_.json({"config", "list"});
  ASSERT_EQ(list.as_list()->size(), 1U);
  EXPECT_TRUE(*list.as_list()->front()["now"].as_bool());
  edit("prices/prices.yaml", "week: \"1530.00 kr\", document: \"Avtal 1\"",
       "week: \"1630.00 kr\", document: \"Avtal 1\"");
  static_cast<void>(world_.sync());
  list = world_.json({"config", "list"});
  ASSERT_EQ(list.as_list()->size(), 2U);
  EXPECT_EQ(number_at(list.as_list()->front(), "number"), 2);
}

TEST_F(SafeChange, no_secret_is_kept) {
  fs::create_directories(world_.root() / "config/secrets");
  write_file(world_.root() / "config/secrets/klipp_key", "canary-4711");
  edit("prices/prices.yaml", "week: \"1530.00 kr\", document: \"Avtal 1\"",
       "week: \"1630.00 kr\", document: \"Avtal 1\"");
  static_cast<void>(world_.sync());
  for (const auto& entry : fs::recursive_directory_iterator(world_.root() / "store/configurations")) {
    if (!entry.is_regular_file()) continue;
    EXPECT_EQ(read_file(entry.path()).find("canary"), std::string::npos) << entry.path();
  }
}

TEST_F(SafeChange, one_that_is_damaged_is_refused) {
  edit("prices/prices.yaml", "week: \"1530.00 kr\", document: \"Avtal 1\"",
       "week: \"1630.00 kr\", document: \"Avtal 1\"");
  write_file(world_.root() / "store/configurations/1/prices/prices.yaml", "");
  const auto prices = file("prices/prices.yaml");
  for (const auto& command : {std::vector<std::string>{"config", "rollback"}, {"plan", "nightly", "--compare"}})
    EXPECT_NE(out(command, 3).find("is no longer as it was kept"), std::string::npos);
  EXPECT_EQ(file("prices/prices.yaml"), prices);
}

TEST_F(SafeChange, what_is_not_kept_is_told) {
  EXPECT_NE(out({"config", "rollback", "17"}, 2).find("no configuration is kept under 17"), std::string::npos);
  EXPECT_NE(out({"config", "rollback"}, 2).find("no other configuration"), std::string::npos);
  EXPECT_NE(out({"plan", "nightly", "--compare", "17"}, 2).find("no configuration is kept under that number"),
            std::string::npos);
}

}  // namespace
}  // namespace sluss::test
