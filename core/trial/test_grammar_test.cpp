// The grammar that editors know files of tests by, and the reader that plays them, know the same keys.
#include <fstream>
#include <gtest/gtest.h>
#include <set>

#include "base/text.h"
#include "config/grammar.h"
#include "support/temporary_folder.h"
#include "trial/test_file.h"

namespace sluss::trial {
namespace {

using config::Key;

constexpr auto stranger = "zzzzqqqq";

/// Each map of the grammar, with a file in which a stranger stands in it and in it alone.
struct Place {
  std::vector<std::string> way;
  std::string text;
};

const std::vector<Place> places = {
    {{}, "{ pipeline: p, zzzzqqqq: 1, tests: [{ test: t, at: 2026-12-15, given: { a: f }, expect: { a: none } }] }"},
    {{"tests"},
     "{ pipeline: p, tests: [{ test: t, zzzzqqqq: 1, at: 2026-12-15, given: { a: f }, expect: { a: none } }] }"},
    {{"tests", "nights"},
     "{ pipeline: p, tests: [{ test: t, nights: [{ zzzzqqqq: 1, at: 2026-12-15, given: { a: f }, expect: { a: none } "
     "}] }] }"},
    {{"tests", "answers"},
     "{ pipeline: p, tests: [{ test: t, answers: { enrich: [{ gives: {}, zzzzqqqq: 1 }] }, at: 2026-12-15, given: { a: "
     "f }, expect: { a: none } }] }"},
    {{"tests", "expect", "parked"},
     "{ pipeline: p, tests: [{ test: t, at: 2026-12-15, given: { a: f }, expect: { parked: [{ because: b, zzzzqqqq: 1 "
     "}] } }] }"},
    {{"tests", "expect", "filtered"},
     "{ pipeline: p, tests: [{ test: t, at: 2026-12-15, given: { a: f }, expect: { filtered: [{ because: b, zzzzqqqq: "
     "1 }] } }] }"},
};

const Key& key_at(const std::vector<std::string>& way) {
  const Key* key = &config::tests_grammar().top;
  for (const auto& name : way) {
    for (const auto& inner : key->keys) {
      if (inner.name == name) key = &inner;
    }
  }
  return *key;
}

std::vector<Diagnostic> faults_in(const std::string& text) {
  const test::TemporaryFolder folder;
  const auto file = folder.path() / "a_test.yaml";
  std::ofstream(file) << text;
  Diagnostics faults;
  (void)read_test_file(file, faults);
  return faults.all();
}

std::set<std::string> names_of(const std::vector<Key>& keys) {
  std::set<std::string> names;
  for (const auto& key : keys) names.insert(key.name);
  return names;
}

TEST(TestGrammar, IsKnownToTheReaderAndNothingElseIs) {
  for (const auto& [way, text] : places) {
    const auto faults = faults_in(text);
    ASSERT_EQ(faults.size(), 1U) << text;
    EXPECT_TRUE(faults.front().path.ends_with(stranger)) << faults.front().text();
    const std::string before = "known keys: ";
    std::set<std::string> known;
    ASSERT_TRUE(faults.front().hint.starts_with(before)) << faults.front().text();
    const auto names = faults.front().hint.substr(before.size());
    for (const auto name : split(names, ',')) known.insert(std::string(trim(name)));
    EXPECT_EQ(known, names_of(key_at(way).keys)) << join(way, ".");
  }
}

TEST(TestGrammar, NeedsWhatTheReaderNeeds) {
  for (const auto& [way, text] : places) {
    for (const auto& key : key_at(way).keys) {
      auto without = text;
      const auto at = without.find(key.name + ": ");
      if (at == std::string::npos || key.name == "pipeline") continue;  // of the connector and pipeline one is needed
      without.replace(at, key.name.size(), std::string("x") + stranger);
      std::string told;
      for (const auto& fault : faults_in(without)) told += fault.text() + "\n";
      if (key.required) {
        EXPECT_NE(told.find("\"" + key.name + "\" is missing"), std::string::npos) << key.name << "\n" << told;
      }
    }
  }
}

TEST(TestGrammar, ItsExamplesAreRead) {
  const auto& night = key_at({"tests", "nights"}).keys;
  std::vector<std::string> entries;
  for (const auto& key : night) {
    if (key.name != "pipeline") entries.push_back(key.name + ": " + key.example);
  }
  const auto& end = key_at({"tests", "expect", "parked"}).keys;
  std::vector<std::string> parts;
  for (const auto& key : end) parts.push_back(key.name + ": " + key.example);
  std::string told;
  for (const auto& fault : faults_in("{ pipeline: p, tests: [{ test: t, " + join(entries, ", ") +
                                     " }, { test: u, at: 2026-12-15, given: { a: f }, expect: { parked: [{ " +
                                     join(parts, ", ") + " }] } }] }"))
    told += fault.text() + "\n";
  EXPECT_EQ(told, "");
}

}  // namespace
}  // namespace sluss::trial
