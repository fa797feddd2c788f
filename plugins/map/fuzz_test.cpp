// Cells made at random, by a fixed seed: every converter converts or refuses, and what it gives can be written as JSON.
#include <gtest/gtest.h>
#include <random>

#include "base/json.h"
#include "base/text.h"
#include "converter.h"
#include "mapper.h"

namespace sluss::map {
namespace {

class Fuzz : public testing::Test {
 protected:
  std::size_t below(std::size_t limit) { return random_() % limit; }

  /// Something like a cell: pieces of real ones in any order, or any bytes at all.
  std::string cell() {
    static const std::vector<std::string> pieces = {"2026",
                                                    "08",
                                                    "31",
                                                    "-",
                                                    "/",
                                                    ".",
                                                    ",",
                                                    " ",
                                                    "\u00a0",
                                                    "\u202f",
                                                    "T",
                                                    "08:00",
                                                    "Z",
                                                    "1 234",
                                                    "50",
                                                    "-1",
                                                    "E+11",
                                                    "19990102",
                                                    "1239",
                                                    "+",
                                                    "HT",
                                                    "vt",
                                                    "Ja",
                                                    "nej",
                                                    "SE",
                                                    "2321000016",
                                                    "Å",
                                                    "ö\n",
                                                    "kr",
                                                    "\t",
                                                    "99999999999999999999",
                                                    "0",
                                                    "=1+1",
                                                    "\xF0\x9F\x98\x80",
                                                    "\xC3",
                                                    "\xFF",
                                                    "'",
                                                    "\""};
    std::string text;
    if (below(4) == 0) {
      for (auto left = below(30); left > 0; --left) text += static_cast<char>(below(256));
    } else {
      for (auto left = below(6); left > 0; --left) text += pieces[below(pieces.size())];
    }
    return text;
  }

  std::mt19937 random_{20261123};
};

std::vector<Converter> all_converters() {
  std::vector<Converter> all;
  for (const auto& name : converter_names()) {
    all.push_back({*conversion_named(name), {}, DecimalSign::comma, Secret("key")});
    all.push_back({*conversion_named(name), *DateFormats::parse({"D/M YY", "YYYYMMDD"}), DecimalSign::point, {}});
  }
  return all;
}

TEST_F(Fuzz, EveryCellIsConvertedOrRefused) {
  const auto today = make_day(2026, 11, 23);
  int converted = 0;
  for (int i = 0; i < 20'000; ++i) {
    const auto text = cell();
    for (const auto& converter : all_converters()) {
      const auto value = convert(text, converter, today);
      if (!value) {
        EXPECT_FALSE(value.error().what.empty());
        EXPECT_FALSE(value.error().expected.empty());
        continue;
      }
      ++converted;
      EXPECT_TRUE(!is_utf8(text) || parse_json(to_json(*value)).value() == *value) << text;
    }
  }
  EXPECT_GT(converted, 20'000);
}

TEST_F(Fuzz, NoFaultHoldsMoreThanALine) {
  for (int i = 0; i < 20'000; ++i) {
    const auto text = cell() + cell() + cell();
    for (const auto kind : {Conversion::text, Conversion::date, Conversion::term}) {
      Rule rule;
      rule.converter.kind = kind;
      rule.personal = below(2) == 0;
      const auto shown = shown_value(rule, text);
      EXPECT_LE(shown.size(), 43U);
      EXPECT_EQ(shown.find('\n'), std::string::npos);
    }
  }
}

TEST_F(Fuzz, EveryFormatIsReadOrRefusedAndReadsWhatItWrites) {
  static const std::vector<std::string> pieces = {"YYYY", "YY", "MM", "M", "DD", "D", "-", "/", ".", " ", "Y", "x"};
  const auto day = make_day(2026, 8, 31);
  int formats = 0;
  for (int i = 0; i < 50'000; ++i) {
    std::string text;
    for (auto left = 1 + below(6); left > 0; --left) text += pieces[below(pieces.size())];
    const auto format = DateFormat::parse(text);
    if (!format) continue;
    ++formats;
    EXPECT_EQ(format->read(format->write(day)), day) << text;
    (void)format->read(cell());
  }
  EXPECT_GT(formats, 100);
}

}  // namespace
}  // namespace sluss::map
