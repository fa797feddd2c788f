// Each format knows its own and nothing else's: over the formats' corpora, the connectors' samples and the exports of
// strangers. All data is made up.
#include <algorithm>
#include <chrono>
#include <filesystem>
#include <gtest/gtest.h>
#include <random>

#include "base/file.h"
#include "base/text.h"
#include "modules.h"
#include "support/bent.h"
#include "support/recognised.h"

namespace sluss {
namespace {

namespace fs = std::filesystem;

const fs::path source = SLUSS_SOURCE;
constexpr auto longest = std::chrono::seconds(1);

struct Specimen {
  fs::path file;
  std::string owner;  ///< the format whose corpus it is; empty: any
};

void add(const fs::path& folder, const std::string& owner, std::vector<Specimen>& found) {
  if (!fs::is_directory(folder)) return;
  for (const auto& entry : fs::directory_iterator(folder)) {
    if (entry.is_regular_file()) found.push_back({entry.path(), owner});
  }
}

std::vector<Specimen> specimens() {
  std::vector<Specimen> found;
  for (const auto& plugin : fs::directory_iterator(source / "plugins"))
    add(plugin.path() / "testdata/corpus", plugin.path().filename().string(), found);
  for (const auto& connector : fs::directory_iterator(source / "connectors"))
    add(connector.path() / "samples", "", found);
  add(source / "tests/strangers/exports", "", found);
  // In one order everywhere: what chance does to one of them depends on those before it.
  std::ranges::sort(found, {}, &Specimen::file);
  return found;
}

std::string bytes_of(const fs::path& file) { return file_bytes(file).value(); }

struct Claim {
  std::string format;
  int sureness = 0;
  std::chrono::steady_clock::duration took{};
};

std::vector<Claim> claims(const fs::path& file, std::string_view bytes) {
  std::vector<Claim> made;
  for (const auto& [format, recogniser] : registry().recognisers()) {
    const auto begun = std::chrono::steady_clock::now();
    const auto found = recogniser->recognise({file, bytes});
    made.push_back({format, found ? found->sureness : 0, std::chrono::steady_clock::now() - begun});
  }
  return made;
}

TEST(Recognisers, AreThereForEachFormatOfExports) {
  for (const auto* format : {"csv", "xml", "json", "xlsx", "fixed_width"})
    EXPECT_TRUE(registry().recognisers().contains(format)) << format;
}

TEST(Recognisers, NoneClaimsWhatIsAnothersMoreSurelyThanItsOwner) {
  const auto all = specimens();
  EXPECT_GT(all.size(), 20U);
  for (const auto& specimen : all) {
    SCOPED_TRACE(specimen.file.lexically_relative(source).string());
    const auto made = claims(specimen.file, bytes_of(specimen.file));
    const auto own = std::find_if(made.begin(), made.end(), [&](const Claim& c) { return c.format == specimen.owner; });
    for (const auto& claim : made) {
      EXPECT_LT(claim.took, longest) << claim.format;
      const bool is_owned = own != made.end() && claim.format != specimen.owner;
      EXPECT_TRUE(!is_owned || claim.sureness == 0 || claim.sureness < own->sureness)
          << claim.format << " " << claim.sureness;
    }
  }
}

TEST(Recognisers, WhatIsRewrittenIsKnownAsBefore) {
  std::mt19937 random(20260831);
  for (const auto& specimen : specimens()) {
    SCOPED_TRACE(specimen.file.lexically_relative(source).string());
    const auto bytes = bytes_of(specimen.file).substr(0, 20'000);
    for (const auto& [format, recogniser] : registry().recognisers()) {
      EXPECT_EQ(test::broken_by(*recogniser, bytes), "") << format;
      for (int i = 0; i < 20 && bytes.size() > 12; ++i) {
        const auto bent = test::bent(bytes, random, "<>&\"';,|\n\r\t {}[]:0aZ\xC3\xE5\x80\xFF-", 5,
                                     static_cast<unsigned>(bytes.size() / 10 + 2));
        EXPECT_EQ(test::broken_by(*recogniser, bent), "") << format << " " << i;
      }
    }
  }
}

TEST(Recognisers, DamagedSamplesAreLookedAtQuickly) {
  for (const auto& specimen : specimens()) {
    SCOPED_TRACE(specimen.file.lexically_relative(source).string());
    const auto bytes = bytes_of(specimen.file).substr(0, 50'000);
    for (std::size_t part = 1; part < 8; ++part) {
      auto damaged = bytes.substr(0, bytes.size() * part / 8);
      if (!damaged.empty()) damaged[damaged.size() / 2] = static_cast<char>(part * 31);
      for (const auto& claim : claims(specimen.file, damaged)) EXPECT_LT(claim.took, longest) << claim.format;
    }
  }
}

/// The format that knows the file most surely, with what it found.
std::pair<std::string, Recognised> surest(const fs::path& file, std::string_view bytes) {
  std::pair<std::string, Recognised> best;
  for (const auto& [format, recogniser] : registry().recognisers()) {
    auto found = recogniser->recognise({file, bytes});
    if (found && found->sureness > best.second.sureness) best = {format, std::move(*found)};
  }
  return best;
}

struct Known {
  const char* file;
  const char* format;
  std::vector<std::pair<std::string, std::string>> options;
  std::size_t open;
};

TEST(Strangers, AreKnown) {
  const std::string fields =
      "\n    number_2: 2-9\n    personnummer_10: 10-21\n    date_22: { at: 22-29, as: date }\n"
      "    date_30: { at: 30-37, as: date }\n    number_38: 38-40\n    text_41: 41-54\n    text_55: 55-74\n"
      "    text_75: 75-98\n    text_99: 99-126\n    text_127: { at: 127-134, optional: yes }\n    text_135: 135-166\n"
      "    hsa_id_167: 167-197\n    text_198: 198-199";
  const std::vector<Known> all{
      {"english.csv", "csv", {{"delimiter", "\",\""}, {"encoding", "utf-8"}, {"header", "1"}}, 0},
      {"finnish.csv", "csv", {{"delimiter", "\";\""}, {"encoding", "windows-1252"}, {"header", "3"}}, 0},
      {"bookings.xml",
       "xml",
       {{"row", "\"p:bookings/p:periods/p:period/p:booking\""},
        {"namespaces", R"({ p: "urn:example:stranger:bookings:3", x: "urn:example:stranger:ext" })"}},
       1},
      {"overview.xlsx", "xlsx", {{"sheet", "\"Översikt HT26\""}, {"header", "\"4-5\""}}, 1},
      {"plsys.txt",
       "fixed_width",
       {{"encoding", "iso-8859-1"},
        {"records",
         "\nheader: { kind: header, tag: { at: 1, is: \"H\" }, fields: { rest: 2-33 } }"
         "\nrow:\n  tag: { at: 1, is: \"R\" }\n  fields:" +
             fields + "\ntrailer: { kind: trailer, tag: { at: 1, is: \"T\" }, fields: { rest: 2-17 } }"}},
       2}};
  for (const auto& known : all) {
    SCOPED_TRACE(known.file);
    const auto file = source / "tests/strangers/exports" / known.file;
    const auto bytes = bytes_of(file);
    const auto [format, found] = surest(file, bytes);
    EXPECT_EQ(format, known.format);
    for (const auto& [name, value] : known.options) EXPECT_EQ(test::option(found, name), value) << name;
    EXPECT_EQ(found.open.size(), known.open) << join(found.open, "\n");
  }
}

TEST(Strangers, AreTheSameWhenNothingOfThemIsChanged) {
  for (const auto* name : {"english.csv"}) {
    const auto file = source / "tests/strangers/exports" / name;
    const auto bytes = bytes_of(file);
    const auto same = registry().recognisers().at(surest(file, bytes).first)->rewrite({file, bytes}, [](auto text) {
      return std::string(text);
    });
    ASSERT_TRUE(same) << name << ": " << same.error().what;
    EXPECT_EQ(*same, bytes) << name;
  }
}

TEST(Strangers, AWorkbookIsReadInTheSameWayWhenItIsRewritten) {
  const auto file = source / "tests/strangers/exports/overview.xlsx";
  const auto bytes = bytes_of(file);
  const auto& recogniser = *registry().recognisers().at("xlsx");
  const auto same = recogniser.rewrite({file, bytes}, [](auto text) { return std::string(text); });
  ASSERT_TRUE(same) << same.error().what;
  const auto found = recogniser.recognise({file, *same});
  ASSERT_TRUE(found);
  EXPECT_EQ(test::option(*found, "header"), "\"4-5\"");
}

}  // namespace
}  // namespace sluss
