#include <gtest/gtest.h>

#include "csv_codec.h"

namespace sluss::csv {
namespace {

class NoSecrets final : public Secrets {
 public:
  [[nodiscard]] Result<Secret> find(std::string_view /*name*/) const override {
    return fail(Fault::config, "no secrets");
  }
};

std::size_t faults_of(const std::vector<std::pair<std::string, std::string>>& options) {
  Node node;
  node.kind = Node::Kind::map;
  for (const auto& [name, text] : options) {
    Node value;
    value.kind = Node::Kind::scalar;
    value.text = text;
    node.entries.push_back({name, {}, value});
  }
  Diagnostics diagnostics;
  const NoSecrets secrets;
  ParseContext context{diagnostics, secrets, {}};
  (void)csv_spec().parse(node, context);
  return diagnostics.size();
}

TEST(CsvOptions, AreChecked) {
  EXPECT_EQ(faults_of({}), 0U);
  EXPECT_EQ(faults_of({{"encoding", "utf-16"}, {"delimiter", "tab"}, {"header", "4"}}), 0U);
  EXPECT_EQ(faults_of({{"header", "auto"}, {"delimiter", ";"}, {"byte_order_mark", "yes"}}), 0U);
  for (const auto* header : {"0", "-1", "4a", "first", "1001", ""})
    EXPECT_EQ(faults_of({{"header", header}}), 1U) << header;
  EXPECT_EQ(faults_of({{"delimiter", ":"}}), 1U);
}

}  // namespace
}  // namespace sluss::csv
