#include "config/mending.h"

#include <gtest/gtest.h>
#include <random>

#include "config/yaml_reader.h"

namespace sluss::config {
namespace {

/// Each key `key`, and each `${key}` in a text, with its cure.
void find(const Node& node, Diagnostics& found) {
  static_cast<void>(found.with_present_names(node, {{"key", "certificate_key"}}));
  if (node.text.find("${key}") != std::string::npos)
    found.add({node.mark, node.path, "", "", Diagnostic::Level::warning, Renaming{"${key}", "${certificate_key}"}});
  for (const auto& item : node.items) find(item, found);
  for (const auto& entry : node.entries) find(entry.value, found);
}

Mending mended(const std::string& text) {
  Diagnostics faults, found;
  const auto node = read_yaml(text, std::make_shared<const std::string>("a.yaml"), faults);
  EXPECT_TRUE(node.has_value() && faults.ok()) << text;
  if (node) find(*node, found);
  return mend(text, found.warnings());
}

void expect(const std::string& before, const std::string& after) {
  const auto mending = mended(before);
  EXPECT_EQ(mending.bytes, after);
  EXPECT_TRUE(mending.left.empty());
  EXPECT_TRUE(mended(after).done.empty()) << "a second time changes nothing";
}

TEST(Mend, changes_a_key_and_leaves_all_else) {
  expect("a:\n  # key: of old\n  key:   x.pem   # the key: it\n\n  b: key\n",
         "a:\n  # key: of old\n  certificate_key:   x.pem   # the key: it\n\n  b: key\n");
  expect("", "");
}

TEST(Mend, knows_every_way_to_write_a_key) {
  expect("a: { key: x, b: [key, { key: y }] }\n", "a: { certificate_key: x, b: [key, { certificate_key: y }] }\n");
  expect("a: {key: x}\n", "a: {certificate_key: x}\n");
  expect("a:\n  \"key\": x\n", "a:\n  \"certificate_key\": x\n");
  expect("a:\n  'key' : x\n", "a:\n  'certificate_key' : x\n");
  expect("a: {\"key\":x, 'b': y}\n", "a: {\"certificate_key\":x, 'b': y}\n");
  expect("a:\n- key: x\n  b: y\n", "a:\n- certificate_key: x\n  b: y\n");
  expect("a:\n  ? key\n  : x\n", "a:\n  ? certificate_key\n  : x\n");
  expect("a:\n  key: |\n    key: not this\n  b: >-\n    key\n",
         "a:\n  certificate_key: |\n    key: not this\n  b: >-\n    key\n");
}

TEST(Mend, keeps_line_ends_and_what_begins_the_file) {
  expect("a:\r\n  key: x\r\n  b: y", "a:\r\n  certificate_key: x\r\n  b: y");
  expect(
      "\xEF\xBB\xBF"
      "key: x\n",
      "\xEF\xBB\xBF"
      "certificate_key: x\n");
  expect(
      "\xEF\xBB\xBF"
      "å: { ö: [ä, å], key: räksmörgås } # ÅÄÖ\r\nö: { å: 1, key: 2 }\r\n",
      "\xEF\xBB\xBF"
      "å: { ö: [ä, å], certificate_key: räksmörgås } # ÅÄÖ\r\nö: { å: 1, certificate_key: 2 }\r\n");
}

TEST(Mend, changes_what_stands_for_a_parameter) {
  expect(
      "a: \"${key}\"\nb: '${key} and ${key}, ${keys}'\nc: x/${key}\n",
      "a: \"${certificate_key}\"\nb: '${certificate_key} and ${certificate_key}, ${keys}'\nc: x/${certificate_key}\n");
}

TEST(Mend, leaves_to_a_person_what_is_written_so_that_it_cannot_be_found) {
  const auto escaped = mended("a: { \"k\\x65y\": x, b: { key: y } }\n");
  EXPECT_EQ(escaped.bytes, "a: { \"k\\x65y\": x, b: { certificate_key: y } }\n");
  EXPECT_EQ(escaped.done.size(), 1U);
  ASSERT_EQ(escaped.left.size(), 1U);
  EXPECT_EQ(escaped.left.front().mark.column, 6);
  const auto block = mended("a: |\n  one\n  ${key}\n");
  EXPECT_EQ(block.bytes, "a: |\n  one\n  ${key}\n");
  EXPECT_EQ(block.left.size(), 1U);
}

TEST(Mend, does_two_things_in_one_place_and_the_same_thing_once) {
  const std::string text = "a: ${x}-${y}\n";
  const Mark mark{nullptr, 1, 4, 9};
  const Diagnostic x{mark, "", "", "", Diagnostic::Level::warning, Renaming{"${x}", "${long}"}};
  const Diagnostic y{mark, "", "", "", Diagnostic::Level::warning, Renaming{"${y}", "${z}"}};
  const auto mending = mend(text, {x, y, x});
  EXPECT_EQ(mending.bytes, "a: ${long}-${z}\n");
  EXPECT_EQ(mending.done.size(), 2U);
}

TEST(Mend, touches_nothing_where_the_place_is_none) {
  for (const auto& mark :
       {Mark{nullptr, 9, 1, 3}, Mark{nullptr, 1, 99, 3}, Mark{nullptr, 0, 0, 0}, Mark{nullptr, 1, 1, 0}}) {
    const auto mending = mend("key: x\n", {{mark, "", "", "", Diagnostic::Level::warning, Renaming{"key", "k"}}});
    EXPECT_EQ(mending.bytes, "key: x\n");
    EXPECT_EQ(mending.left.size(), 1U);
  }
}

/// What a document says, with or without its former names.
std::string said(const Node& node, bool renamed) {
  std::string text = node.is_scalar() ? "'" + node.text + "'" : node.is_list() ? "[" : node.is_map() ? "{" : "~";
  for (const auto& item : node.items) text += said(item, renamed) + ",";
  for (const auto& entry : node.entries)
    text += (renamed && entry.key == "key" ? "certificate_key" : entry.key) + ":" + said(entry.value, renamed) + ",";
  return text;
}

/// A map as somebody could write it, in lines or in brackets.
class Writer {
 public:
  explicit Writer(std::uint32_t seed) : random_(seed) {}

  std::string document() {
    const std::string mark = one_of({"", "\xEF\xBB\xBF"});
    end_ = one_of({"\n", "\r\n"});
    return mark + block(0, 3);
  }

 private:
  std::string one_of(const std::vector<std::string>& all) { return all[random_() % all.size()]; }

  std::string key(int number) {
    const auto name = random_() % 3 == 0 ? "key" : one_of({"a", "å", "keys", "xkey"}) + std::to_string(number);
    const auto quote = one_of({"", "", "\"", "'"});
    return quote + name + quote;
  }

  std::string block(std::size_t indent, int deep) {
    std::string text;
    bool had_key = false;
    for (int i = 0; i < 4; ++i) {
      auto name = key(i);
      if (name.find("key") <= 1 && name.find("keys") == std::string::npos && std::exchange(had_key, true)) continue;
      if (random_() % 4 == 0) text += std::string(indent, ' ') + "# key: ö" + end_;
      text += std::string(indent, ' ') + name + ":";
      if (deep > 0 && random_() % 2 == 0) text += end_ + block(indent + 2, deep - 1);
      else text += " " + (deep > 0 ? flow(deep - 1) : scalar()) + one_of({"", " # key: x"}) + end_;
    }
    return text;
  }

  std::string flow(int deep) {
    if (deep == 0 || random_() % 3 == 0) return scalar();
    if (random_() % 3 == 0) return "[" + flow(deep - 1) + ", " + flow(deep - 1) + "]";
    return "{ " + key(8) + ": " + flow(deep - 1) + one_of({", ", " , "}) + "å9: " + flow(deep - 1) + " }";
  }

  std::string scalar() { return one_of({"key", "\"key: x\"", "'{ key: y }'", "räk smör", "17"}); }

  std::mt19937 random_;
  std::string end_;
};

TEST(Mend, makes_of_any_document_the_same_one_with_its_present_names) {
  std::size_t changed = 0;
  for (std::uint32_t seed = 0; seed < 2000; ++seed) {
    const auto before = Writer(seed).document();
    Diagnostics faults;
    const auto read = read_yaml(before, nullptr, faults);
    ASSERT_TRUE(read && faults.ok()) << before;
    const auto mending = mended(before);
    const auto again = read_yaml(mending.bytes, nullptr, faults);
    ASSERT_TRUE(again && faults.ok()) << mending.bytes;
    EXPECT_EQ(said(*again, false), said(*read, true)) << before << "\n" << mending.bytes;
    EXPECT_EQ(mending.bytes.size(), before.size() + mending.done.size() * 12);
    EXPECT_TRUE(mending.left.empty());
    changed += mending.done.size();
  }
  EXPECT_GT(changed, 2000U);
}

}  // namespace
}  // namespace sluss::config
