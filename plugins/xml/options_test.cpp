#include <gtest/gtest.h>

#include "support/plugin_parts.h"
#include "xml_codec.h"

namespace sluss::xml {
namespace {

using test::scalar;
using test::table;

std::vector<std::string> faults_of(const std::string& row, const Node& namespaces = {}) {
  Diagnostics diagnostics;
  const test::NoSecrets secrets;
  ParseContext context{diagnostics, secrets, {}};
  std::vector<std::pair<std::string, Node>> options{{"row", scalar(row)}};
  if (namespaces.kind != Node::Kind::missing) options.emplace_back("namespaces", namespaces);
  (void)xml_spec().parse(table(options), context);
  std::vector<std::string> faults;
  for (const auto& diagnostic : diagnostics.all()) faults.push_back(diagnostic.message);
  return faults;
}

TEST(XmlOptions, AreChecked) {
  const auto spaces = table({{"p", scalar("urn:p")}});
  EXPECT_TRUE(faults_of("export/placement").empty());
  EXPECT_TRUE(faults_of("/p:export/p:placement", spaces).empty());
  EXPECT_TRUE(faults_of("år/plats").empty());
  for (const auto* row : {"", "/", "a//b", "a/", "a/*", "//a", "a b", "1a", "p:/a", ":a", "a[1]", "a/@id"})
    EXPECT_EQ(faults_of(row, spaces).size(), 1U) << row;
  EXPECT_EQ(faults_of("q:a", spaces), std::vector<std::string>{"the prefix \"q\" is not declared in namespaces"});
  EXPECT_EQ(faults_of("a", scalar("urn:p")).size(), 1U);
  EXPECT_EQ(faults_of("a", table({{"p", scalar("")}})).size(), 1U);
  EXPECT_EQ(faults_of("a", table({{"p", table({})}})).size(), 1U);
  EXPECT_EQ(faults_of("a", table({{"p", scalar("urn:p")}, {"q", scalar("urn:p")}})).size(), 1U);
}

}  // namespace
}  // namespace sluss::xml
