#include <gtest/gtest.h>

#include "csv_codec.h"
#include "support/plugin_parts.h"

namespace sluss::csv {
namespace {

using test::scalar;

std::size_t faults_of(const std::vector<std::pair<std::string, Node>>& options) {
  Diagnostics diagnostics;
  const test::NoSecrets secrets;
  ParseContext context{diagnostics, secrets, {}};
  (void)csv_spec().parse(test::table(options), context);
  return diagnostics.size();
}

TEST(CsvOptions, AreChecked) {
  EXPECT_EQ(faults_of({}), 0U);
  EXPECT_EQ(faults_of({{"encoding", scalar("utf-16")}, {"delimiter", scalar("tab")}, {"header", scalar("4")}}), 0U);
  EXPECT_EQ(faults_of({{"header", scalar("auto")}, {"delimiter", scalar(";")}, {"byte_order_mark", scalar("yes")}}),
            0U);
  for (const auto* header : {"0", "-1", "4a", "first", "1001", ""})
    EXPECT_EQ(faults_of({{"header", scalar(header)}}), 1U) << header;
  EXPECT_EQ(faults_of({{"delimiter", scalar(":")}}), 1U);
}

}  // namespace
}  // namespace sluss::csv
