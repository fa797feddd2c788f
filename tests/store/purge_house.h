// A small house with a rule for personal data, and names that are nobody else's.
#pragma once

#include "base/json.h"
#include "store/store_house.h"

namespace sluss::test {

/// A name that is nobody else's.
inline Row planted(const std::string& id, const std::string& personnummer) {
  Row row;
  row.id = id;
  row.personnummer = personnummer;
  row.given_name = "Plantera" + id + "x";
  row.family_name = "Namnsson" + id + "x";
  return row;
}

class Purge : public StoreHouse {
 protected:
  void SetUp() override {
    world_.configure("sluss.yaml",
                     read_file(world_.root() / "config/sluss.yaml") + "retention: { personal: 24 months }\n");
  }
  void night(const std::string& name, const std::vector<Row>& rows) const {
    world_.put(name, rows);
    static_cast<void>(world_.sync());
  }
  /// Whether the bytes are in any file of the store's folder.
  [[nodiscard]] bool is_held(const std::string& bytes) const {
    for (const auto& [name, content] : world_.folder("store")) {
      if (content.find(bytes) != std::string::npos) return true;
    }
    return false;
  }
  void expect_gone(const Row& row) const {
    EXPECT_FALSE(is_held(row.given_name)) << row.id;
    EXPECT_FALSE(is_held(row.family_name)) << row.id;
    EXPECT_FALSE(is_held(row.personnummer)) << row.id;
    EXPECT_FALSE(is_held(row.personnummer.substr(0, 8) + row.personnummer.substr(9))) << row.id;
  }
  void expect_held(const Row& row) const { EXPECT_TRUE(is_held(row.family_name)) << row.id; }
  Value purge(int exit = 0) const {
    const auto finished = world_.sluss({"store", "purge", "--json"});
    EXPECT_EQ(finished.exit, exit) << finished.out << finished.err;
    auto value = parse_json(finished.out);
    EXPECT_TRUE(value) << finished.out;
    return value ? std::move(*value) : Value();
  }
};

}  // namespace sluss::test
