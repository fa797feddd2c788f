#include "config/inheritance.h"

#include <gtest/gtest.h>

#include "config/yaml_reader.h"

namespace sluss::config {
namespace {

Node yaml(const std::string& text, const std::string& file = "own") {
  Diagnostics diagnostics;
  auto node = read_yaml(text, std::make_shared<std::string>(file), diagnostics);
  EXPECT_TRUE(diagnostics.ok());
  return node ? *node : Node{};
}

const std::string base_text = R"(
connector: klipp
version: "1.2"
summary: Placements
parameters:
  folder: { type: path, required: yes }
  days: { type: number, default: 3 }
provides:
  placements:
    message: placement
    from: { file: { folder: "${folder}" } }
    with: { match: "*.csv", then: archive }
    map: { id: Nr, start: { from: Start, as: date } }
  orders: { message: order }
)";

class Inheritance : public ::testing::Test {
 protected:
  [[nodiscard]] Node inherited(const std::string& text) const { return inherit(base_, yaml(text)); }
  const Node base_ = yaml(base_text, "base");
};

TEST_F(Inheritance, WhatIsNotSaidIsTheOthers) {
  const auto node = inherited("connector: ours\nextends: klipp\n");
  EXPECT_EQ(node["connector"].text, "ours");
  EXPECT_EQ(node["provides"]["placements"]["map"]["id"].text, "Nr");
  EXPECT_FALSE(node.has("extends"));
  for (const auto* own : {"version", "summary"}) EXPECT_FALSE(node.has(own)) << "the other's " << own << " is not ours";
}

TEST_F(Inheritance, AColumnIsCalledOtherwise) {
  const auto node = inherited(
      "connector: ours\nprovides: { placements: { map: { id: Id, days: Dagar }, with: { match: \"o*\" } } }\n");
  const auto& map = node["provides"]["placements"]["map"];
  EXPECT_EQ(map["id"].text, "Id");
  EXPECT_EQ(*map["id"].mark.file, "own");
  EXPECT_EQ(map["start"]["from"].text, "Start");
  EXPECT_EQ(*map["start"].mark.file, "base") << "a fault in it is told where it stands";
  EXPECT_EQ(map["days"].text, "Dagar");
  EXPECT_EQ(node["provides"]["placements"]["with"]["match"].text, "o*");
  EXPECT_EQ(node["provides"]["placements"]["with"]["then"].text, "archive");
}

TEST_F(Inheritance, ATransportOrARuleIsReplacedAsAWhole) {
  const auto node = inherited("provides: { placements: { from: { sftp: { host: h } }, map: { start: Begin } } }\n");
  EXPECT_EQ(node["provides"]["placements"]["from"].entries.size(), 1U);
  EXPECT_EQ(node["provides"]["placements"]["map"]["start"].text, "Begin");
}

TEST_F(Inheritance, WhatIsTildeIsLeftOut) {
  const auto node = inherited("provides: { orders: ~, placements: { map: { start: ~ } } }\nparameters: { days: ~ }\n");
  EXPECT_FALSE(node["provides"].has("orders"));
  EXPECT_FALSE(node["provides"]["placements"]["map"].has("start"));
  EXPECT_FALSE(node["parameters"].has("days"));
  EXPECT_TRUE(node["parameters"].has("folder"));
}

TEST(Versions, AreComparedByNumber) {
  EXPECT_TRUE(is_at_least("1.10", "1.9"));
  EXPECT_TRUE(is_at_least("1.2.0", "1.2"));
  EXPECT_FALSE(is_at_least("1.2", "1.2.1"));
  EXPECT_FALSE(is_at_least("0.9", "1.0"));
  for (const auto* text : {"", "1", "1.", "1.2.3.4", "1.x", "-1.0", "1. 2"}) EXPECT_FALSE(is_version(text)) << text;
}

}  // namespace
}  // namespace sluss::config
