// Hostile and damaged files: each is read or refused, never more than that. All personal data here is made up.
#include <gtest/gtest.h>
#include <random>

#include "decoded.h"
#include "support/bent.h"
#include "support/scarce_parser.h"

namespace sluss::xml {
namespace {

std::string rows(const std::string& content) { return "<export>" + content + "</export>"; }

std::string sample() {
  std::string text = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<!-- <placement> -->\n<export xmlns:x=\"urn:x\">\n";
  for (int i = 0; i < 10; ++i)
    text += "<placement id='" + std::to_string(i) +
            "'>\n<name a=\">\" b='\"'>Provia &amp; <![CDATA[<Test>]]></name><x:y/><?pi "
            "?>\n<day>1</day><day>2</day></placement>\n";
  return text + "</export>\n";
}

/// All that was read hangs together, and nothing tells of a person.
void expect_sound(const Decoded& all) {
  std::int64_t line = 0;
  ASSERT_EQ(all.refusal.find("Provia"), std::string::npos) << all.refusal;
  for (const auto& record : all.records) {
    ASSERT_GE(record.message.origin.line, line);
    line = record.message.origin.line;
    ASSERT_GT(line, 0);
    ASSERT_TRUE(is_utf8(record.message.raw));
    ASSERT_FALSE(record.message.raw.empty());
    ASSERT_TRUE(record.fault || record.message.body.as_object() != nullptr);
  }
}

TEST(XmlDamage, DoctypesAndEntitiesAreRefused) {
  const auto refusal = [](const std::string& text) { return decoded(text).refusal; };
  const auto* const doctype = "line 2: the file has a DOCTYPE or another declaration; such files are refused";
  EXPECT_EQ(refusal("\n<!DOCTYPE export><export/>"), doctype);
  EXPECT_EQ(refusal("\n<!DOCTYPE export SYSTEM \"file:///etc/passwd\"><export/>"), doctype);
  EXPECT_EQ(refusal("\n<!DOCTYPE l [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;\">]><export>&b;</export>"), doctype);
  EXPECT_EQ(refusal("<export>\n<!ELEMENT x>"), doctype);
  EXPECT_EQ(refusal("<export>&a;</export>"), "line 1: this is not well-formed XML");
  EXPECT_EQ(refusal(rows("<placement>&#0;</placement>")), "line 1: this is not well-formed XML");
  EXPECT_EQ(refusal(rows("<placement>&lt;&gt;&amp;&quot;&apos;&#x41;</placement>")), "");
}

TEST(XmlDamage, DepthIsLimited) {
  const auto nested = [](std::size_t levels) {
    std::string open, close;
    for (std::size_t i = 0; i < levels; ++i) {
      open += "<x>";
      close += "</x>";
    }
    return rows("<placement>" + open + close + "</placement>");
  };
  EXPECT_EQ(decoded(nested(98)).refusal, "");
  EXPECT_EQ(decoded(nested(99)).refusal, "line 1: more than 100 elements stand within each other");
  EXPECT_EQ(decoded(nested(1'000'000)).refusal, "line 1: more than 100 elements stand within each other");
}

TEST(XmlDamage, AMillionAttributesAreRefusedBeforeTheyAreCompared) {
  std::string tag = "<placement";
  for (int i = 0; i < 1'000'000; ++i) tag += " a" + std::to_string(i) + "='>'";
  EXPECT_EQ(decoded(rows(tag + "/>")).refusal, "line 1: a tag is longer than 64 KiB");
  EXPECT_EQ(decoded(rows("<placement a=\"" + std::string(100'000, 'x') + "\"/>")).refusal,
            "line 1: a tag is longer than 64 KiB");
}

TEST(XmlDamage, ARowThatIsTooLargeIsParkedAndTheRestGoesOn) {
  const std::string mebibyte(1024 * 1024, 'x');
  std::string many;
  for (int i = 0; i < 2000; ++i) many += "<a/>";
  const auto all =
      decoded(rows("<placement>" + mebibyte + "</placement><placement>" + many + "</placement><placement>" +
                   many.substr(4) + "</placement><placement><t>" + mebibyte.substr(100) + "</t></placement>"));
  ASSERT_EQ(all.refusal, "");
  ASSERT_EQ(all.records.size(), 4U);
  EXPECT_EQ(all.body(0), "the row is larger than 1 MiB");
  EXPECT_EQ(all.body(1), "the row has more than 2000 elements and attributes");
  EXPECT_EQ(all.records[2].message.body["a"].as_list()->size(), 1999U);
  EXPECT_FALSE(all.records[3].fault);
  // Beyond the parser's own limit for one text there is no way on, and it would speak of memory.
  EXPECT_EQ(decoded(rows("<placement>" + std::string(20'000'000, 'x') + "</placement>")).refusal,
            "line 1: a text is longer than 2 MiB");
}

TEST(XmlDamage, TheRowsBeforeABreakCount) {
  const auto text = sample();
  const auto cut = decoded(text.substr(0, text.find("id='7'") + 40));
  EXPECT_EQ(cut.records.size(), 7U);
  EXPECT_NE(cut.refusal.find("the file ends before its last element does; is it still being written?"),
            std::string::npos)
      << cut.refusal;
  const std::string comment =
      "<!--" + std::string(4096, 'x') + "-->";  // the parser is some bytes ahead of what is read
  const auto wrong = decoded("<export>\n<placement/>\n" + comment + "<placement></day>\n</export>");
  EXPECT_EQ(wrong.records.size(), 1U);
  EXPECT_EQ(wrong.refusal, "line 3: this is not well-formed XML");
  EXPECT_EQ(decoded(rows("") + "<export/>").refusal, "line 1: this is not well-formed XML");
}

TEST(XmlDamage, TruncationAtEveryByteIsRefused) {
  const auto text = sample();
  const auto end = text.rfind('>');
  for (std::size_t length = 0; length <= end; ++length) {
    const auto all = decoded(text.substr(0, length));
    ASSERT_NE(all.refusal, "") << length;
    expect_sound(all);
  }
  EXPECT_EQ(decoded(text).records.size(), 10U);
}

/// libxml2 does not always say that it lacked memory: then the file is refused, and never read wrongly.
TEST(XmlDamage, WantOfMemoryReadsNothingWronglyAndIsMostlyToldAsSuch) {
  const auto expected = decoded(sample());
  int told = 0, refused = 0, at = 1;
  for (bool met = true; met && !HasFailure(); ++at) {
    SCOPED_TRACE("the parser lacks memory at its call " + std::to_string(at));
    const test::ScarceMemory scarce(at);
    try {
      const auto all = decoded(sample());
      refused += all.refusal.empty() ? 0 : 1;
      EXPECT_TRUE(!all.refusal.empty() || all.records.size() == expected.records.size());
      for (std::size_t i = 0; i < all.records.size(); ++i) EXPECT_EQ(all.body(i), expected.body(i));
    } catch (const std::bad_alloc&) {
      ++told;
    }
    met = test::ScarceMemory::was_met();
  }
  EXPECT_GT(told, 10 * refused) << "of " << at;
}

TEST(XmlDamage, ReadsTheSameInPiecesOfAnySize) {
  const auto whole = decoded(sample());
  for (const std::size_t piece : {1U, 2U, 7U, 64U}) {
    const auto pieces = decoded(sample(), rows_at("export/placement"), piece);
    ASSERT_EQ(pieces.refusal, "");
    ASSERT_EQ(pieces.records.size(), whole.records.size());
    for (std::size_t i = 0; i < whole.records.size(); ++i) {
      EXPECT_EQ(pieces.body(i), whole.body(i));
      EXPECT_EQ(pieces.line(i), whole.line(i));
    }
  }
}

/// Many rows, made as they are read.
class ManyRows final : public Input {
 public:
  explicit ManyRows(std::int64_t rows) : rows_(rows) {}
  [[nodiscard]] Result<std::size_t> read(std::span<char> buffer) override {
    while (ready_.size() < buffer.size() && made_ <= rows_) {
      if (made_ == 0) ready_ += "<export>\n";
      if (made_ < rows_) ready_ += "<placement id=\"" + std::to_string(made_) + "\"><day>1</day>\n</placement>\n";
      if (made_ == rows_) ready_ += "</export>";
      ++made_;
    }
    const auto count = std::min(buffer.size(), ready_.size());
    std::copy_n(ready_.begin(), count, buffer.begin());
    ready_.erase(0, count);
    return count;
  }

 private:
  std::int64_t rows_, made_ = 0;
  std::string ready_;
};

TEST(XmlDamage, LinesAreKnownBeyondWhatTheParserCounts) {
  ManyRows input(200'000);
  std::int64_t seen = 0;
  const auto read = Xml(rows_at("export/placement")).decode(input, [&](Record&& record) -> Result<void> {
    EXPECT_EQ(record.message.origin.line, 2 * seen + 2);
    EXPECT_EQ(record.message.body["@id"], Value(std::to_string(seen)));
    ++seen;
    return testing::Test::HasFailure() ? fail(Fault::cancelled, "wrong") : Result<void>();
  });
  EXPECT_TRUE(read);
  EXPECT_EQ(seen, 200'000);
}

TEST(XmlDamage, SurvivesMutations) {
  std::mt19937 random(20260801);  // NOLINT(cert-msc51-cpp): the same each time
  const std::string bytes("\0<>/\"'&;!?-[] =\xC5x", 18);
  for (int round = 0; round < 5000; ++round) {
    const auto text = test::bent(sample(), random, bytes, 3, 12);
    expect_sound(decoded(text, rows_at("export/placement"), random() % 2 == 0 ? 4096 : 7));
  }
}

}  // namespace
}  // namespace sluss::xml
