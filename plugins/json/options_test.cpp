#include <gtest/gtest.h>

#include "json_codec.h"

namespace sluss::json {
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
  (void)json_spec().parse(node, context);
  return diagnostics.size();
}

TEST(JsonOptions, AreChecked) {
  EXPECT_EQ(faults_of({}), 0U);
  EXPECT_EQ(faults_of({{"form", "object"}, {"at", "result.items"}}), 0U);
  for (const auto* at : {".", "a..b", "a.", "a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a"})
    EXPECT_EQ(faults_of({{"at", at}}), 1U) << at;
  EXPECT_EQ(faults_of({{"form", "lines"}, {"at", "result"}}), 1U);
}

}  // namespace
}  // namespace sluss::json
