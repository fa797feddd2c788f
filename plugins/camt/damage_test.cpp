// Files that are refused, and damaged ones: each is read or refused, never more than that. All that is told is made up.
#include <gtest/gtest.h>
#include <random>

#include "camt.h"
#include "sample.h"
#include "support/bent.h"
#include "support/plugin_parts.h"
#include "support/scarce_parser.h"

namespace sluss::camt {
namespace {

test::Decoded read(const std::string& text, std::size_t piece = 4096) {
  return test::decoded(Camt(Config{}), text, piece);
}

std::string whole() {
  return document(entry("4590.00", transaction("T1", "4590.00", strd("10000016"))) +
                  entry("3.00", transaction("T2", "1.00", tag("Ustrd", "Faktura 10000024 för Provia")) +
                                    transaction("T3", "2.00", strd("10000032") + strd("10000040"))));
}

void expect_refused(const std::string& text, const std::string& part) {
  const auto all = read(text);
  EXPECT_NE(all.refusal.find(part), std::string::npos) << all.refusal;
}

/// What was read has its place and an identity or a fault; no error tells who paid.
void expect_sound(const std::string& text, std::size_t piece = 4096) {
  const auto all = read(text, piece);
  ASSERT_EQ(all.refusal.find("Provia"), std::string::npos) << all.refusal;
  for (const auto& record : all.records) {
    ASSERT_GT(record.message.origin.line, 0);
    ASSERT_FALSE(record.message.raw.empty());
    ASSERT_TRUE(record.fault || !record.message.body["id"].is_null());
    const auto fault = record.fault ? record.fault->what : "";
    ASSERT_EQ(fault.find("Provia"), std::string::npos) << fault;
  }
}

TEST(CamtDamage, what_is_no_camt_054_is_refused) {
  expect_refused("", "this is not well-formed XML");
  expect_refused("Datum;Belopp\n", "this is not well-formed XML");
  expect_refused("<Document/>", "this is no camt.054 file");
  expect_refused("<Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:camt.053.001.08\"/>", "this is no camt.054 file");
  expect_refused("<Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:camt.054.001.08\"/>", "no BkToCstmrDbtCdtNtfctn");
  expect_refused("<?xml version=\"1.0\" encoding=\"nonsense\"?>" + whole().substr(39), "");
}

/// libxml2 does not always say that it lacked memory: then the file is refused, and never read wrongly.
TEST(CamtDamage, want_of_memory_reads_nothing_wrongly_and_is_mostly_told_as_such) {
  const auto expected = read(whole());
  int told = 0, refused = 0, at = 1;
  for (bool met = true; met && !HasFailure(); ++at) {
    SCOPED_TRACE("the parser lacks memory at its call " + std::to_string(at));
    const test::ScarceMemory scarce(at);
    try {
      const auto all = read(whole());
      refused += all.refusal.empty() ? 0 : 1;
      EXPECT_TRUE(!all.refusal.empty() || all.records.size() == expected.records.size());
    } catch (const std::bad_alloc&) {
      ++told;
    }
    met = test::ScarceMemory::was_met();
  }
  EXPECT_GT(told, 10 * refused) << "of " << at;
}

TEST(CamtDamage, a_text_that_the_parser_will_not_hold_is_the_files_fault) {
  expect_refused(document(entry("1.00", tag("Ustrd", std::string(20'000'000, 'x')))), "line ");
}

TEST(CamtDamage, doctype_and_entities_are_refused) {
  auto text = whole();
  text.insert(text.find("<Document"), "<!DOCTYPE Document [<!ENTITY a \"1\">]>");
  expect_refused(text, "the file has a DOCTYPE or entities");
  auto undeclared = whole();
  undeclared.insert(undeclared.find("T1"), "&a;");
  EXPECT_NE(read(undeclared).refusal, "");
}

TEST(CamtDamage, depth_and_length_are_limited) {
  const auto nested = [](int depth) {
    std::string open, close;
    for (int i = 0; i < depth; ++i) {
      open += "<x>";
      close += "</x>";
    }
    return document(open + close);
  };
  EXPECT_EQ(read(nested(97)).refusal, "");
  expect_refused(nested(98), "more than 100 elements stand within each other");
  expect_refused(nested(5000), "");
  expect_refused(document(tag("AddtlNtfctnInf", std::string(70'000, 'x'))), "a text is longer than 64 KiB");
  EXPECT_EQ(read(document(tag("AddtlNtfctnInf", std::string(60'000, 'x')))).refusal, "");
}

TEST(CamtDamage, elements_of_another_namespace_say_nothing) {
  auto text = whole();
  text.insert(text.find("<Ntry>"), "<Ntry xmlns=\"urn:other\"><Amt Ccy=\"SEK\">1.00</Amt></Ntry>");
  EXPECT_EQ(read(text).records.size(), 3U);
}

TEST(CamtDamage, truncation_at_every_byte_is_refused) {
  const auto text = whole();
  const auto end = text.rfind('>');
  for (std::size_t length = 0; length <= end; ++length) {
    const auto cut = text.substr(0, length);
    ASSERT_NE(read(cut).refusal, "") << length;
    expect_sound(cut);
  }
}

TEST(CamtDamage, many_entries_are_read_with_flat_memory_and_their_lines) {
  std::string entries;
  for (int i = 0; i < 5000; ++i) {
    const auto n = std::to_string(i);
    entries += entry("1.00", transaction("T" + n, "1.00", strd("10000016")));
  }
  const auto all = read(document(entries));
  ASSERT_EQ(all.refusal, "");
  ASSERT_EQ(all.records.size(), 5000U);
  for (std::size_t i = 1; i < all.records.size(); ++i) ASSERT_GT(all.line(i), all.line(i - 1)) << i;
}

TEST(CamtDamage, mutations_are_read_or_refused) {
  std::mt19937 random(20261218);  // NOLINT(cert-msc51-cpp): the same each time
  const std::string bytes("\0<>/\"&; 09.-\xC5x", 15);
  for (int round = 0; round < 5000; ++round) {
    const auto text = test::bent(whole(), random, bytes, 3, 12);
    expect_sound(text, random() % 2 == 0 ? 4096 : 7);
  }
}

}  // namespace
}  // namespace sluss::camt
