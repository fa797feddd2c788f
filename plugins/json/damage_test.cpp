// Damaged texts: each is read or refused, never more than that. All personal data here is made up.
#include <gtest/gtest.h>
#include <random>

#include "decoded.h"
#include "support/bent.h"

namespace sluss::json {
namespace {

std::string list() {
  std::string text = "[";
  for (int i = 0; i < 4; ++i)
    text += std::string(i > 0 ? ",\n" : "\n") + R"({"id":"0)" + std::to_string(i) +
            R"(","student":{"name":"Åsa \"Ö\" Test \u00e5\ud83d\ude00"},"days":[1,-2.50,true,null]})";
  return text + "\n]\n";
}

std::string document() { return "{\"page\":{\"n\":1,\"items\":" + list() + "},\"next\":null}"; }

void expect_sound(const Decoded& all) {
  for (const auto& record : all.records) {
    ASSERT_GT(record.message.origin.line, 0);
    ASSERT_FALSE(record.message.raw.empty());
    ASSERT_NE(record.fault.has_value(), record.message.body.as_object() != nullptr);
  }
}

void expect_all_forms_sound(const std::string& text) {
  expect_sound(decoded(text));
  expect_sound(decoded(text, {Form::array, "page.items"}, 7));
  expect_sound(decoded(text, {Form::lines, ""}));
  expect_sound(decoded(text, {Form::object, "page"}));
}

TEST(JsonDamage, ReadsWhatIsWhole) {
  EXPECT_EQ(decoded(list()).records.size(), 4U);
  EXPECT_EQ(decoded(document(), {Form::array, "page.items"}).records.size(), 4U);
}

TEST(JsonDamage, ReadsAcrossEveryWindowsEdge) {
  std::string text = "[\n";
  std::size_t count = 0;
  for (; text.size() < 2'000'000; ++count)
    text += R"({"t":"\\\"]},)" + std::string(count % 251, 'x') + R"(","n":)" + std::to_string(count) + "},\n";
  const auto all = decoded(text + "{}]");
  ASSERT_EQ(all.refusal, "");
  ASSERT_EQ(all.records.size(), count + 1);
  for (std::size_t i = 0; i < count; ++i) {
    ASSERT_EQ(all.records[i].message.body["n"], Value(static_cast<std::int64_t>(i)));
    ASSERT_EQ(all.line(i), static_cast<std::int64_t>(i + 2));
  }
}

TEST(JsonDamage, RefusesTruncationAtEveryByte) {
  const auto text = document();
  for (std::size_t length = 0; length < text.size(); ++length) {
    const auto cut = text.substr(0, length);
    EXPECT_NE(decoded(cut, {Form::array, "page.items"}).refusal, "") << length;
    expect_all_forms_sound(cut);
  }
}

TEST(JsonDamage, SurvivesMutations) {
  std::mt19937 random(20260801);  // NOLINT(cert-msc51-cpp): the same each time
  const std::string bytes("\0\"\\[]{}:,\n\xC5 1u", 15);
  for (int round = 0; round < 2000; ++round) {
    const auto text = test::bent(round % 2 == 0 ? list() : document(), random, bytes, 4, 5);
    expect_all_forms_sound(text);
  }
}

}  // namespace
}  // namespace sluss::json
