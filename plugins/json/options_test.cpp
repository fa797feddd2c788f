#include <gtest/gtest.h>

#include "json_codec.h"
#include "support/plugin_parts.h"

namespace sluss::json {
namespace {

using test::scalar;

std::size_t faults_of(const std::vector<std::pair<std::string, Node>>& options) {
  Diagnostics diagnostics;
  const test::NoSecrets secrets;
  ParseContext context{diagnostics, secrets, {}};
  (void)json_spec().parse(test::table(options), context);
  return diagnostics.size();
}

TEST(JsonOptions, AreChecked) {
  EXPECT_EQ(faults_of({}), 0U);
  EXPECT_EQ(faults_of({{"form", scalar("object")}, {"at", scalar("result.items")}}), 0U);
  for (const auto* at : {".", "a..b", "a.", "a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a"})
    EXPECT_EQ(faults_of({{"at", scalar(at)}}), 1U) << at;
  EXPECT_EQ(faults_of({{"form", scalar("lines")}, {"at", scalar("result")}}), 1U);
}

}  // namespace
}  // namespace sluss::json
