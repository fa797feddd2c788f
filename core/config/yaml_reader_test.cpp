#include "config/yaml_reader.h"

#include <gtest/gtest.h>

namespace sluss::config {
namespace {

class YamlReader : public ::testing::Test {
 protected:
  std::optional<Node> read(std::string_view bytes) {
    return read_yaml(bytes, std::make_shared<const std::string>("a.yaml"), diagnostics_);
  }
  std::string faults() const {
    std::string all;
    for (const auto& fault : diagnostics_.all()) all += fault.text() + "\n";
    return all;
  }
  Diagnostics diagnostics_;
};

TEST_F(YamlReader, keeps_texts_as_written_with_their_places) {
  const auto top = read("a: 1530.00\nå: { b: \"no\", ö: x }\nlist:\n  - one\n  - { c: d }\n");
  ASSERT_TRUE(top) << faults();
  EXPECT_EQ((*top)["a"].text, "1530.00");
  EXPECT_FALSE((*top)["a"].quoted);
  EXPECT_TRUE((*top)["å"]["b"].quoted);
  EXPECT_EQ((*top)["å"]["ö"].mark.text(), "a.yaml:2:18");
  EXPECT_EQ((*top)["list"].items[1]["c"].path, "list[1].c");
  EXPECT_EQ((*top)["list"].items[1]["c"].mark.text(), "a.yaml:5:10");
  EXPECT_TRUE(diagnostics_.ok()) << faults();
}

TEST_F(YamlReader, an_empty_value_lies_at_its_key) {
  const auto top = read("a:\n  b:\n\nc: x\n");
  ASSERT_TRUE(top);
  EXPECT_EQ((*top)["a"]["b"].kind, Node::Kind::null);
  EXPECT_EQ((*top)["a"]["b"].mark.text(), "a.yaml:2:3");
}

TEST_F(YamlReader, an_empty_document_is_an_empty_map) {
  for (const auto* text : {"", "# nothing\n", "\xEF\xBB\xBF\n"}) {
    const auto top = read(text);
    ASSERT_TRUE(top) << faults();
    EXPECT_TRUE(top->is_map());
  }
}

TEST_F(YamlReader, a_byte_order_mark_moves_nothing) {
  const auto top = read("\xEF\xBB\xBFstore: x\n");
  ASSERT_TRUE(top);
  EXPECT_EQ((*top)["store"].mark.text(), "a.yaml:1:8");
}

TEST_F(YamlReader, tells_all_doubles_and_keeps_the_first) {
  const auto top = read("a: 1\na: { x: 2 }\nb: 3\nb: 4\n");
  ASSERT_TRUE(top);
  EXPECT_EQ((*top)["a"].text, "1");
  EXPECT_EQ((*top)["b"].text, "3");
  EXPECT_EQ(diagnostics_.size(), 2U) << faults();
}

TEST_F(YamlReader, an_alias_bomb_is_refused_without_growing) {
  std::string bomb = "a0: &a0 [x, x, x, x, x, x, x, x, x]\n";
  for (int i = 1; i < 30; ++i) {
    const auto before = "*a" + std::to_string(i - 1);
    bomb += "a" + std::to_string(i) + ": &a" + std::to_string(i) + " [" + before + "," + before + "," + before + "]\n";
  }
  (void)read(bomb);
  EXPECT_NE(faults().find("aliases (*) are not taken"), std::string::npos);
}

TEST_F(YamlReader, refuses_cycles_merges_tags_and_tabs_with_the_line) {
  const std::vector<std::pair<std::string, std::string>> wrong = {
      {"x: 1\na: &a [*a]\n", "a.yaml:2:"},
      {"x: 1\na: &a { b: 1 }\nc:\n  <<: *a\n", "a.yaml:2:"},
      {"x: 1\na: !!python/object:os.system x\n", "a.yaml:2:"},
      {"x: 1\na: !secret y\n", "a.yaml:2:"},
      {"a:\n\tb: 1\n", "a.yaml:2:"}};
  for (const auto& [text, place] : wrong) {
    Diagnostics diagnostics;
    (void)read_yaml(text, std::make_shared<const std::string>("a.yaml"), diagnostics);
    ASSERT_FALSE(diagnostics.ok()) << text;
    EXPECT_TRUE(diagnostics.all()[0].text().starts_with(place)) << text << diagnostics.all()[0].text();
  }
}

TEST_F(YamlReader, stops_at_depth) {
  EXPECT_FALSE(read("a: " + std::string(1'000, '[') + std::string(1'000, ']')));
  EXPECT_NE(faults().find("deeper than 32 levels"), std::string::npos) << faults();
}

TEST_F(YamlReader, survives_brackets_without_end) {
  EXPECT_FALSE(read("a: " + std::string(100'000, '[')));
  EXPECT_FALSE(read("a: " + std::string(100'000, '{')));
  EXPECT_FALSE(read(std::string(100'000, '-') + " x"));
}

TEST_F(YamlReader, stops_at_depth_of_blocks) {
  std::string deep;
  for (std::size_t i = 0; i < 500; ++i) deep += std::string(i, ' ') + "a:\n";
  EXPECT_FALSE(read(deep));
  EXPECT_NE(faults().find("deeper than 32 levels"), std::string::npos) << faults();
}

TEST_F(YamlReader, stops_at_a_number_of_values) {
  std::string wide = "a: [x";
  for (int i = 0; i < 200'001; ++i) wide += ",x";
  EXPECT_FALSE(read(wide + "]\n"));
  EXPECT_NE(faults().find("200,000 values"), std::string::npos) << faults();
}

TEST_F(YamlReader, stops_at_a_size) {
  EXPECT_FALSE(read("a: " + std::string(5U << 20U, 'x')));
  EXPECT_NE(faults().find("4 MiB"), std::string::npos) << faults();
}

TEST_F(YamlReader, knows_how_far_a_value_reaches) {
  const auto top =
      read("plain: två ord  # and why\nquoted: \"a, b\" # x\n'key': { a: [1, 2], b: \"}\" }\nlist:\n  - one\n");
  ASSERT_TRUE(top);
  EXPECT_EQ((*top)["plain"].mark.length, 7);
  EXPECT_EQ((*top)["quoted"].mark.length, 6);
  EXPECT_EQ((*top)["key"].mark.length, 21);
  EXPECT_EQ((*top)["key"]["a"].mark.length, 6);
  EXPECT_EQ((*top)["list"].items[0].mark.length, 3);
  EXPECT_EQ(top->entries[0].key_mark.length, 5);
  EXPECT_EQ(top->entries[2].key_mark.length, 5);
}

TEST_F(YamlReader, refuses_blanks_that_only_look_like_spaces) {
  EXPECT_FALSE(read("a:\n\u00A0\u00A0b: c\n"));
  EXPECT_FALSE(read("a:\u00A0b\n"));
  EXPECT_NE(faults().find("a.yaml:2:1: error: this is no space, though it looks like one"), std::string::npos)
      << faults();
  EXPECT_NE(faults().find("a.yaml:1:3: error: this is no space"), std::string::npos) << faults();
  EXPECT_TRUE(read("a: \"Östra:\u00A0norra\"\nb: 10\u00A0kr\n"));
}

TEST_F(YamlReader, points_at_the_bracket_or_quote_that_is_never_closed) {
  EXPECT_FALSE(read("a: [b, c\nd: e\n"));
  EXPECT_FALSE(read("a: b\nc: { d: \"e }\n"));
  EXPECT_NE(faults().find("a.yaml:1:4: error: this bracket is never closed"), std::string::npos) << faults();
  EXPECT_NE(faults().find("a.yaml:2:9: error: c.d: this quote is never closed"), std::string::npos) << faults();
}

TEST_F(YamlReader, refuses_personal_numbers_without_repeating_them) {
  static_cast<void>(read("a: 19121212-1212\nb: 2029990013\nc: \"202999-0013\"\nd: 19550101-9805\n"));
  ASSERT_EQ(diagnostics_.size(), 1U) << faults();
  EXPECT_EQ(faults().find("1212"), std::string::npos) << faults();
}

TEST_F(YamlReader, refuses_what_is_no_text) {
  EXPECT_FALSE(read("a: b\nc: \xE5\n"));
  EXPECT_FALSE(read(std::string_view("a: b\0c\n", 7)));
  EXPECT_EQ(diagnostics_.all()[0].text(),
            "a.yaml:2:4: error: this is no UTF-8: the file may be Latin-1 or Windows-1252; save the file as UTF-8");
  EXPECT_EQ(diagnostics_.all()[1].text(), "a.yaml:1:5: error: a control character, which cannot be seen; remove it");
}

TEST_F(YamlReader, refuses_texts_that_readers_disagree_about) {
  for (const auto* text : {"0777", "1_000", "12:30", "0x1F", "1e5", "-012", "1:2:3"}) {
    Diagnostics diagnostics;
    (void)read_yaml("a: " + std::string(text), std::make_shared<const std::string>("a.yaml"), diagnostics);
    ASSERT_EQ(diagnostics.size(), 1U) << text;
    EXPECT_NE(diagnostics.all()[0].hint.find("\"" + std::string(text) + "\""), std::string::npos);
  }
}

TEST_F(YamlReader, takes_texts_that_only_look_alike) {
  for (const auto* text :
       {"\"0777\"", "0", "0.5", "08-000 00 00", "2026-01-01", "SE2129990012-E0001", "12:30 Uhr", "e5", "1E"}) {
    Diagnostics diagnostics;
    (void)read_yaml("a: " + std::string(text), std::make_shared<const std::string>("a.yaml"), diagnostics);
    EXPECT_TRUE(diagnostics.ok()) << diagnostics.all()[0].text();
  }
}

}  // namespace
}  // namespace sluss::config
