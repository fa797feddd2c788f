#include "plugin/spec.h"

#include <gtest/gtest.h>

namespace sluss {
namespace {

struct Config {
  std::string certificate, certificate_key;
};

Spec<Config> spec() {
  return Spec<Config>("ask", "Asks")
      .option("certificate", &Config::certificate, "Whose it is")
      .required("certificate_key", &Config::certificate_key, "What proves it", "key.pem")
      .formerly("certificate_key", "key")
      .formerly("certificate_key", "pem")
      .rule([](const Config& config, const Node& node, ParseContext& context) {
        if (config.certificate.empty()) context.diagnostics.add(node["certificate_key"], "it has no certificate");
      });
}

class NoSecrets final : public Secrets {
 public:
  [[nodiscard]] Result<Secret> find(std::string_view /*name*/) const override { return Secret(); }
};

class FormerNames : public ::testing::Test {
 protected:
  /// Options, each on a line of its own.
  std::optional<Config> parsed(const std::vector<std::pair<std::string, std::string>>& options) {
    diagnostics_ = {};
    Node node;
    node.kind = Node::Kind::map;
    for (const auto& [key, value] : options) {
      const Mark mark{std::make_shared<const std::string>("a.yaml"), static_cast<int>(node.entries.size()) + 1, 1, 3};
      Node scalar;
      scalar.kind = Node::Kind::scalar;
      scalar.mark = mark;
      scalar.path = "ask." + key;
      scalar.text = value;
      node.entries.push_back({key, mark, scalar});
    }
    ParseContext context{diagnostics_, NoSecrets(), {}};
    return spec().parse(node, context);
  }
  [[nodiscard]] std::string faults() const {
    std::string all;
    for (const auto& fault : diagnostics_.all()) all += fault.text() + "\n";
    return all;
  }

  Diagnostics diagnostics_;
};

TEST_F(FormerNames, are_read_as_the_present_one_and_told) {
  for (const auto* former : {"key", "pem"}) {
    const auto config = parsed({{"certificate", "a"}, {former, "b"}});
    ASSERT_TRUE(config.has_value()) << faults();
    EXPECT_EQ(config->certificate_key, "b");
    ASSERT_EQ(diagnostics_.warnings().size(), 1U);
    const auto& told = diagnostics_.warnings().front();
    EXPECT_EQ(told.text(), "a.yaml:2:1: warning: ask." + std::string(former) +
                               ": this is called \"certificate_key\" now; it is read as before, and sluss check --fix "
                               "writes the new name");
    ASSERT_TRUE(told.cure.has_value());
    EXPECT_EQ(told.cure->former, former);
    EXPECT_EQ(told.cure->now, "certificate_key");
  }
  ASSERT_TRUE(parsed({{"certificate", "a"}, {"certificate_key", "b"}}).has_value());
  EXPECT_TRUE(diagnostics_.warnings().empty());
}

TEST_F(FormerNames, beside_the_present_one_are_a_fault) {
  const auto beside = [](const std::string& line, const std::string& former, const std::string& now) {
    return "a.yaml:" + line + ":1: error: ask." + former + ": this is the former name of \"" + now +
           "\", which stands here too; remove one of them\n";
  };
  EXPECT_FALSE(parsed({{"key", "b"}, {"certificate", "a"}, {"certificate_key", "c"}}).has_value());
  EXPECT_EQ(faults(), beside("1", "key", "certificate_key"));
  EXPECT_FALSE(parsed({{"key", "b"}, {"certificate", "a"}, {"pem", "c"}}).has_value()) << "two former ones";
  EXPECT_EQ(faults(), beside("3", "pem", "certificate_key"));
}

TEST_F(FormerNames, are_blamed_where_they_stand) {
  EXPECT_FALSE(parsed({{"key", "b"}}).has_value());
  EXPECT_EQ(faults(), "a.yaml:1:1: error: ask.key: it has no certificate\n") << "a rule asks by the present name";
}

TEST_F(FormerNames, are_known_to_those_who_write_about_options) {
  const auto renamings = spec().renamings();
  ASSERT_EQ(renamings.size(), 2U);
  EXPECT_EQ(renamings[0].former, "key");
  EXPECT_EQ(renamings[1].former, "pem");
  EXPECT_EQ(renamings[1].now, "certificate_key");
}

}  // namespace
}  // namespace sluss
