#include "config/former_parameters.h"

#include <gtest/gtest.h>
#include <sstream>

#include "config/test_house.h"

namespace sluss::config {
namespace {

std::string read_file(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

class FormerParameters : public ::testing::Test {
 protected:
  void replace_in(const std::string& file, const std::string& what, const std::string& with) const {
    auto text = read_file(house_.root() / file);
    const auto at = text.find(what);
    ASSERT_NE(at, std::string::npos) << text;
    house_.write(file, text.replace(at, what.size(), with));
  }

  /// A new version of the connector klipp: its parameter `folder` is called `place`.
  void rename() const {
    replace_in(connector, "  folder: {", "  place: { formerly: folder,");
    replace_in(connector, "${folder}", "${place}");
  }

  /// What is told, each as "connections.yaml:2:5 key", "error: ..." for faults.
  std::vector<std::string> told() {
    configuration_ = house_.load();
    std::vector<std::string> all;
    for (const auto& fault : house_.diagnostics.all()) all.push_back("error: " + fault.message);
    for (const auto& warning : house_.diagnostics.warnings()) {
      EXPECT_TRUE(warning.cure.has_value());
      const auto file = std::filesystem::path(*warning.mark.file).lexically_relative(house_.root()).string();
      all.push_back(file + ":" + std::to_string(warning.mark.line) + ":" + std::to_string(warning.mark.column) + " " +
                    warning.cure->former + " is " + warning.cure->now);
    }
    return all;
  }

  /// The folder that klipp reads from.
  [[nodiscard]] std::string folder() const {
    if (!configuration_.inlets.contains("klipp.placements")) return "none";
    static_cast<void>(configuration_.inlets.at("klipp.placements").source());
    return last_made().folder.lexically_relative(house_.root()).string();
  }

  using Told = std::vector<std::string>;
  const std::string connector = "connectors/klipp/connector.yaml";
  House house_;
  Configuration configuration_;
};

TEST_F(FormerParameters, are_read_in_connections_and_told) {
  rename();
  EXPECT_EQ(told(), (Told{"config/connections.yaml:2:24 folder is place"}));
  EXPECT_EQ(folder(), "inbox");
  replace_in("config/connections.yaml", "klipp, folder", "klipp, place");
  EXPECT_EQ(told(), Told{});
  EXPECT_EQ(folder(), "inbox");
  replace_in("config/connections.yaml", "place:", "folder: ../other, place:");
  EXPECT_EQ(told(), (Told{"error: this is the former name of \"place\", which stands here too"}));
}

TEST_F(FormerParameters, are_read_in_connectors_that_extend_it) {
  rename();
  house_.write(
      "connectors/ours/connector.yaml",
      "connector: ours\nsummary: Ours\nextends: klipp\nparameters:\n  folder: { required: false, default: ../ours }\n"
      "provides: { placements: { from: { file: { folder: \"${folder}/in\" } } } }\n");
  replace_in("config/connections.yaml", "use: klipp, folder: ../inbox, key: \"secret:klipp_key\"", "use: ours");
  EXPECT_EQ(told(), (Told{"connectors/ours/connector.yaml:5:3 folder is place",
                          "connectors/ours/connector.yaml:6:51 ${folder} is ${place}"}));
  EXPECT_EQ(folder(), "ours/in");
}

TEST_F(FormerParameters, are_told_where_the_connector_itself_uses_them) {
  replace_in(connector, "  folder: {", "  place: { formerly: [inbox, folder],");
  EXPECT_EQ(told(), (Told{"connectors/klipp/connector.yaml:13:17 ${folder} is ${place}",
                          "config/connections.yaml:2:24 folder is place"}));
  EXPECT_EQ(folder(), "inbox");
}

TEST_F(FormerParameters, mean_one_thing_alone) {
  for (const auto* taken : {"limit", "use", "folder"}) {
    House house;
    auto text = read_file(house.root() / connector);
    text.insert(text.find("type: path, required"), "formerly: " + std::string(taken) + ", ");
    house.write(connector, text);
    static_cast<void>(house.load());
    EXPECT_NE(house.faults().find("\"" + std::string(taken) + "\" means something else already"), std::string::npos)
        << house.faults();
  }
}

TEST_F(FormerParameters, of_a_plugin_are_read_wherever_its_options_stand) {
  replace_in(connector, "match: \"placeringar*.csv\"", "pattern: \"placeringar*.csv\"");
  EXPECT_EQ(told(), (Told{"connectors/klipp/connector.yaml:14:9 pattern is match"}))
      << "once, though its probe reads it too";
  static_cast<void>(folder());
  EXPECT_EQ(last_made().match, "placeringar*.csv");
}

TEST_F(FormerParameters, of_any_transport_are_read_and_give_way) {
  const auto name = [&](const std::string& with, const std::string& own) {
    House house;
    house.write("connectors/outbox/connector.yaml",
                "connector: outbox\nsummary: Invoices\nparameters: { folder: { type: path }, prefix: { type: text } }\n"
                "takes:\n  invoices:\n    message: invoice\n    to: { file: { folder: \"${folder}\"" +
                    own + " } }\n    with: { " + with + " }\n    format: ubl\n");
    const auto configuration = house.load();
    if (!house.diagnostics.ok()) return house.faults();
    static_cast<void>(configuration.outlets.at("peppol.invoices").sink());
    return last_made().name + " " + std::to_string(house.diagnostics.warnings().size());
  };
  EXPECT_EQ(name("name: a", ""), "a 0");
  EXPECT_EQ(name("title: a", ""), "a 1");
  EXPECT_EQ(name("title: a", ", name: b"), "b 0") << "what the transport says itself holds";
  EXPECT_EQ(name("name: a", ", title: b"), "b 1");
  EXPECT_NE(name("name: a, title: b", "").find("which stands here too"), std::string::npos);
}

}  // namespace
}  // namespace sluss::config
