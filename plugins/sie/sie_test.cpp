// All persons here are made up.
#include <algorithm>
#include <fstream>
#include <gtest/gtest.h>
#include <sstream>

#include "sample.h"

namespace sluss::sie {
namespace {

using test::scalar;
using test::table;

Config config() {
  Config made;
  made.company = "Exempelby kommun";
  made.organisation_number = "212000-0142";
  made.series = "VF";
  made.receivable = "1510";
  made.revenue = "3041";
  made.dimensions = table({{"1", scalar("Kostnadsställe")}, {"20", scalar("Programområde")}});
  made.units = table({{"vc-norr", table({{"objects", table({{"1", scalar("4711")}})}})},
                      {"vc-syd", table({{"revenue", scalar("3042")}})}});
  made.institutions = table({{"ki", table({{"receivable", scalar("1511")},
                                           {"objects", table({{"1", scalar("9999")}, {"20", scalar("VFU A")}})}})}});
  return made;
}

std::string encoded(const std::vector<domain::Invoice>& invoices, const Config& with = config()) {
  std::vector<Message> messages;
  for (const auto& invoice : invoices) messages.push_back(message_of(invoice));
  const auto documents = Sie(with).encode(messages);
  if (!documents) return documents.error().what;
  EXPECT_EQ(documents->front().extension, "si");
  return documents->front().bytes;
}

std::vector<domain::Invoice> three() {
  return {invoice("1010000001", "vc-norr", 520200), invoice("1010000002", "vc-syd", 5),
          credit_note("1010000003", "1010000001", 30600)};
}

/// The file as another program made it, from the specification (see testdata/README.md).
TEST(Sie, WritesTheGoldenFile) {
  std::ifstream in(SLUSS_TESTDATA "/three.si", std::ios::binary);
  std::ostringstream golden;
  golden << in.rdbuf();
  ASSERT_NE(golden.str(), "");
  EXPECT_EQ(encoded(three()), golden.str());
}

TEST(Sie, IsReadByTheSpecification) {
  const auto file = SpecificationReader().read(encoded(three()));
  EXPECT_EQ(file.heading.at(0), (ReadFile::Fields{"#FLAGGA", "0"}));
  EXPECT_EQ(file.heading.at(3), (ReadFile::Fields{"#GEN", "20270115"}));
  ASSERT_EQ(file.verifications.size(), 3U);
  const auto& [first, rows] = file.verifications[0];
  EXPECT_EQ(first,
            (ReadFile::Fields{"#VER", "VF", "", "20261201", "Faktura 1010000001, H\x94gskolan \"\x99\", HT2026"}));
  ASSERT_EQ(rows.size(), 2U);
  EXPECT_EQ(rows[0].fields, (ReadFile::Fields{"#TRANS", "1511", "5202.00"}));
  EXPECT_TRUE(rows[0].objects.empty());
  EXPECT_EQ(rows[1].fields, (ReadFile::Fields{"#TRANS", "3041", "-5202.00"}));
  EXPECT_EQ(rows[1].objects, (std::vector<std::string>{"1", "4711", "20", "VFU A"}))
      << "the unit's cost centre goes first";
  EXPECT_EQ(file.verifications[1].second[1].fields, (ReadFile::Fields{"#TRANS", "3042", "-0.05"}));
  EXPECT_EQ(file.verifications[1].second[1].objects, (std::vector<std::string>{"1", "9999", "20", "VFU A"}));
}

TEST(Sie, ACreditNoteIsBelowZero) {
  const auto file = SpecificationReader().read(encoded({credit_note("1010000003", "1010000001", 30600)}));
  const auto& [head, rows] = file.verifications.at(0);
  EXPECT_TRUE(head.at(4).starts_with("Kreditfaktura 1010000003 till faktura 1010000001, "));
  EXPECT_EQ(rows[0].fields.at(2), "-306.00");
  EXPECT_EQ(rows[1].fields.at(2), "306.00");
}

TEST(Sie, NoStudentIsNamed) {
  const auto bytes = encoded(three());
  EXPECT_EQ(bytes.find("\x8Fsa"), std::string::npos);
  EXPECT_EQ(bytes.find("hittad"), std::string::npos);
}

TEST(Sie, TheSpecificationsReaderSeesEveryChangedByteThatCounts) {
  const auto bytes = encoded(three());
  const auto from = bytes.find("#PROGRAM"), to = bytes.rfind("#KSUMMA");
  for (auto at = from; at < to; ++at) {
    if (std::string(" {}\"\\\r\n").find(bytes[at]) != std::string::npos) continue;
    auto damaged = bytes;
    damaged[at] = damaged[at] == '7' ? '8' : '7';
    EXPECT_THROW(SpecificationReader().read(damaged), std::exception) << at;
  }
}

TEST(Sie, WhatCannotBeWrittenIsRefused) {
  const auto with_buyer = [](const std::string& name) {
    auto changed = invoice("1010000001", "vc-norr", 520200);
    changed.buyer.name = name;
    return encoded({changed});
  };
  EXPECT_EQ(with_buyer("Uniwersytet Łódzki"),
            "sie: the verification's text: character 33 does not exist in CP437, which SIE is written in");
  EXPECT_EQ(with_buyer("a\nb"), "sie: the verification's text: a line break or another control character");
  EXPECT_EQ(with_buyer("a\\"), "sie: the verification's text: a backslash, which SIE has no way to write");
  EXPECT_EQ(encoded({invoice("1", "vc-ost", 1)}),
            "sie: the unit \"vc-ost\" is not in units: nobody has said how it is booked");
  auto wrong = invoice("1010000001", "vc-norr", 520200);
  wrong.total = {520201};
  EXPECT_NE(encoded({wrong}).find("the lines of invoice 1010000001 sum to"), std::string::npos);
  std::vector<Verification> unbalanced{{make_day(2026, 1, 1), "x", {{"1510", {}, {1}}, {"3041", {}, {-2}}}}};
  EXPECT_EQ(write_sie({"a", "", "", {}}, unbalanced).error().fault, Fault::data);
  Message other;
  other.kind = "placement";
  EXPECT_EQ(Sie(config()).encode(std::vector<Message>{other}).error().fault, Fault::data);
  EXPECT_EQ(Sie(config()).encode({}).error().fault, Fault::config);
}

std::size_t faults_of(const std::vector<std::pair<std::string, Node>>& more) {
  Diagnostics diagnostics;
  const test::NoSecrets secrets;
  ParseContext context{diagnostics, secrets, {}};
  std::vector<std::pair<std::string, Node>> options{
      {"company", scalar("Exempelby kommun")}, {"receivable", scalar("1510")}, {"revenue", scalar("3041")}};
  for (const auto& [name, node] : more) {
    std::erase_if(options, [&](const auto& option) { return option.first == name; });
    options.emplace_back(name, node);
  }
  (void)sie_spec().parse(table(options), context);
  return diagnostics.size();
}

TEST(SieOptions, AreChecked) {
  EXPECT_EQ(faults_of({}), 0U);
  const auto whole = config();
  EXPECT_EQ(faults_of({{"units", whole.units}, {"institutions", whole.institutions}, {"dimensions", whole.dimensions}}),
            0U);
  EXPECT_EQ(faults_of({{"organisation_number", scalar("212000-0142")}}), 0U);
  EXPECT_EQ(faults_of({{"organisation_number", scalar("212000-0143")}}), 1U);
  EXPECT_EQ(faults_of({{"institutions", whole.institutions}}), 1U) << "dimension 20 is not declared";
  EXPECT_EQ(faults_of({{"revenue", scalar("intäkt")}}), 1U);
  EXPECT_EQ(faults_of({{"company", scalar("Łódź")}}), 1U);
  for (const auto& coding : {scalar("3041"), table({{"revenue", scalar("x")}}), table({{"objects", scalar("1")}}),
                             table({{"objects", table({{"0", scalar("1")}})}}),
                             table({{"objects", table({{"1", scalar("")}})}}), table({{"account", scalar("3041")}})})
    EXPECT_GE(faults_of({{"units", table({{"vc-norr", coding}})}}), 1U);
  EXPECT_EQ(faults_of({{"units", scalar("x")}}), 1U);
  EXPECT_EQ(faults_of({{"dimensions", table({{"x", scalar("Namn")}})}}), 1U);
}

}  // namespace
}  // namespace sluss::sie
