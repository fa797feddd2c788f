// Thousands of damaged workbooks: each is read or refused, none may crash or hang. The seed is fixed.
#include <random>

#include "fixture.h"
#include "writer.h"

namespace sluss::xlsx {
namespace {

class Mutator {
 public:
  /// Flips up to four bytes, or cuts the end off, or repeats a piece.
  std::string mutate(std::string bytes) {
    switch (below(8)) {
      case 0: bytes.resize(below(bytes.size())); break;
      case 1: {
        const auto at = below(bytes.size());
        bytes.insert(below(bytes.size()), bytes.substr(at, below(64)));
        break;
      }
      default:
        for (auto flips = 1 + below(4); flips > 0; --flips) bytes[below(bytes.size())] = static_cast<char>(below(256));
    }
    return bytes;
  }
  std::size_t below(std::size_t bound) { return random_() % bound; }

 private:
  std::mt19937 random_{20260831};
};

/// Uses all that is read: texts, styles, formulas, merged cells.
Handmade rich_sample() {
  Handmade made;
  made.strings = "<si><t>Umeå</t></si><si><r><t>Lu</t></r><r><t>leå</t></r></si>";
  made.number_formats = "<numFmt numFmtId=\"164\" formatCode=\"yyyy-mm-dd\"/>";
  made.styles = R"(<xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="164"/>)";
  made.rows = table_of({{R"( t="s")", "<v>0</v>"},
                        {R"( t="s")", "<v>1</v>"},
                        {R"( s="1")", "<v>46265</v>"},
                        {R"( s="2")", "<v>46265.5</v>"},
                        {"", "<f>1+1</f><v>2</v>"},
                        {R"( t="b")", "<v>1</v>"},
                        {R"( t="e")", "<v>#REF!</v>"}}) +
              "<row r=\"3\">" + text_cell("B3", "Kiruna") + "</row>";
  made.after_rows = "<mergeCells><mergeCell ref=\"A2:A3\"/></mergeCells>";
  return made;
}

/// How many of the mutations were refused; each refusal must have its sentence and be the data's fault.
template <class Make>
int refusals_of(int rounds, Make make) {
  int refusals = 0;
  for (int round = 0; round < rounds; ++round) {
    const auto outcome = read(make());
    if (!outcome.refused) continue;
    ++refusals;
    EXPECT_EQ(outcome.refused->fault, Fault::data) << "round " << round << ": " << outcome.refused->what;
    EXPECT_FALSE(outcome.refused->what.empty()) << "round " << round;
  }
  return refusals;
}

TEST(XlsxMutation, ADamagedArchiveIsReadOrRefused) {
  Mutator mutator;
  const auto handmade = workbook_of(rich_sample());
  Message message;
  message.body = Value(Value::Object{{"Nr", 1}, {"Ort", "Umeå"}});
  const auto written = write_workbook(std::span(&message, 1)).value();
  const auto refusals = refusals_of(3'000, [&] { return mutator.mutate(mutator.below(2) == 0 ? handmade : written); });
  EXPECT_GT(refusals, 1'000);
}

TEST(XlsxMutation, ADamagedPartIsReadOrRefused) {
  Mutator mutator;
  const auto parts = parts_of(rich_sample());
  const auto refusals = refusals_of(3'000, [&] {
    auto damaged = parts;
    auto& content = damaged[mutator.below(damaged.size())].second;
    content = mutator.mutate(content);
    return zip_of(damaged);
  });
  EXPECT_GT(refusals, 1'000);
  EXPECT_LT(refusals, 3'000);
}

}  // namespace
}  // namespace sluss::xlsx
