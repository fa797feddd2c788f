// `sluss new connector` on exports that nobody here knows: what it writes is completed as docs/new-connector.md says,
// and then reads the same placements as a person who knows the systems. All made up.
#include <gtest/gtest.h>

#include "config/configuration.h"
#include "export_reading.h"
#include "modules.h"
#include "support/process.h"
#include "support/temporary_folder.h"

namespace sluss {
namespace {

namespace fs = std::filesystem;

const fs::path here = SLUSS_SOURCE "/tests/strangers";

/// What a person changes in connector.yaml: `to` in place of `from`.
struct Edit {
  std::string from, to;
};

struct Stranger {
  std::string file;
  std::vector<Edit> edits;
  std::size_t skipped = 0;
};

/// A configuration with nothing in it but a connector that was made of a sample.
class House {
 public:
  House() {
    fs::create_directories(root() / "config");
    test::write_file(root() / "config/sluss.yaml", "store: ../sluss.db\n");
  }
  [[nodiscard]] const fs::path& root() const { return folder_.path(); }
  [[nodiscard]] test::Finished sluss(std::vector<std::string> arguments) const {
    std::vector<std::string> command{SLUSS_BINARY, "--plugins", SLUSS_MODULES, "-c", (root() / "config").string(),
                                     "--at",       "2026-09-01"};
    command.insert(command.end(), arguments.begin(), arguments.end());
    return test::run(command, root());
  }
  [[nodiscard]] fs::path connector() const { return root() / "config/connectors/stranger"; }
  [[nodiscard]] test::Finished make(const fs::path& sample) const {
    return sluss({"new", "connector", "stranger", "--from", sample.string()});
  }
  void edit(const Edit& edit) const {
    auto text = test::read_file(connector() / "connector.yaml");
    const auto at = text.find(edit.from);
    if (at == std::string::npos) throw std::runtime_error("\"" + edit.from + "\" is not in\n" + text);
    test::write_file(connector() / "connector.yaml", text.replace(at, edit.from.size(), edit.to));
  }
  void connect() const {
    fs::create_directories(root() / "inbox");
    test::write_file(root() / "config/connections.yaml",
                     "connections:\n  stranger: { use: stranger, folder: ../inbox }\n");
  }

 private:
  test::TemporaryFolder folder_;
};

/// A file as an inlet reads it.
ExportReading read(const config::Inlet& inlet, const fs::path& file) {
  std::vector<std::unique_ptr<Processor>> steps;
  for (const auto& step : inlet.steps) steps.push_back(step.make());
  return ExportReading(*inlet.codec(), std::move(steps), file);
}

/// What stands in one of them alone.
std::string differences(const std::map<std::string, std::string>& read,
                        const std::map<std::string, std::string>& wanted) {
  std::string text;
  for (const auto& [id, placement] : wanted) {
    const auto at = read.find(id);
    if (at == read.end() || at->second != placement)
      text += "wanted " + placement + "\n  read " + (at == read.end() ? "nothing" : at->second) + "\n";
  }
  for (const auto& [id, placement] : read) text += wanted.contains(id) ? "" : "more " + placement + "\n";
  return text;
}

config::Configuration loaded(const House& house) {
  Diagnostics faults;
  const test::NoSecrets secrets;
  auto configuration = config::load(house.root() / "config", registry(), secrets, faults);
  for (const auto& fault : faults.all()) ADD_FAILURE() << fault.text();
  return configuration;
}

std::vector<Stranger> strangers() {
  return {{"english.csv", {}},
          {"finnish.csv", {{"{ Suunniteltu", "{ Peruttu: withdrawn, Mitätöity: cancelled, Suunniteltu"}}},
          {"bookings.xml", {}},
          {"overview.xlsx", {}, 8},
          {"plsys.txt",
           {{"text_198: 198-199", "state: 198\n              protected: 199"},
            {"      # OPEN start: ",
             "      id: number_2\n      programme: text_99\n      course: { from: text_127, optional: yes }\n"
             "      days: { from: number_38, as: integer }\n      student.name: [text_41, text_55]\n"
             "      student.protected: { from: protected, as: yes_no }\n      unit.name: text_135\n"
             "      status: { from: state, lookup: { P: planned, B: confirmed, G: carried_out, A: withdrawn, I: "
             "cancelled } }\n"
             "      # OPEN start: "},
            {"{ value: \"${institution}\" }", "text_75"},
            {"  institution: { type: text, required: true, text: \"The institution that is billed, by id, name or "
             "alias of the "
             "agreements\", example: Exempeluniversitetet }\n",
             ""}}}};
}

class NewConnector : public ::testing::TestWithParam<Stranger> {
 protected:
  [[nodiscard]] fs::path sample() const { return here / "exports" / GetParam().file; }
  House house_;
};

TEST_P(NewConnector, ReadsTheSamePlacements) {
  const auto made = house_.make(sample());
  ASSERT_EQ(made.exit, 0) << made.err;
  for (const auto& edit : GetParam().edits) house_.edit(edit);
  house_.connect();
  SCOPED_TRACE(made.out + test::read_file(house_.connector() / "connector.yaml"));
  const auto configuration = loaded(house_);
  ASSERT_TRUE(configuration.inlets.contains("stranger.placements"));
  const auto reading = read(configuration.inlets.at("stranger.placements"), sample());
  EXPECT_EQ(differences(placements(reading.bodies), truth()), "");
  EXPECT_EQ(reading.reasons.size(), GetParam().skipped) << join(reading.reasons, "\n");
}

/// In what is written nobody of the export is left, and it is read as the export is.
TEST_P(NewConnector, ItsSampleHasNobodyInIt) {
  const auto made = house_.make(sample());
  ASSERT_EQ(made.exit, 0) << made.err;
  const auto written = house_.connector() / "samples" / GetParam().file;
  ASSERT_TRUE(fs::exists(written)) << made.out;
  for (const auto& edit : GetParam().edits) house_.edit(edit);
  house_.connect();
  const auto configuration = loaded(house_);
  const auto reading = read(configuration.inlets.at("stranger.placements"), written);
  EXPECT_EQ(reading.bodies.size(), 40U) << join(reading.reasons, "\n");
  const auto before = parse_json(file_bytes(here / "expected.json").value()).value();
  std::set<std::string> people;
  for (const auto& body : *before.as_list()) {
    people.insert(body.at("student.personnummer").text_or_empty());
    people.insert(body.at("student.name").text_or_empty());
  }
  for (const auto& body : reading.bodies) {
    EXPECT_FALSE(people.contains(body.at("student.personnummer").text_or_empty()));
    EXPECT_FALSE(people.contains(body.at("student.name").text_or_empty())) << body.at("student.name").text_or_empty();
  }
}

/// Its first test is written by --update, passes, and fails when the connector is changed.
TEST_P(NewConnector, ItsTestSaysWhatIsNoLongerSo) {
  ASSERT_EQ(house_.make(sample()).exit, 0);
  for (const auto& edit : GetParam().edits) house_.edit(edit);
  house_.connect();
  const auto folder = house_.connector().string();
  const auto written = house_.sluss({"test", folder, "--update"});
  EXPECT_EQ(written.exit, 0) << written.out << written.err;
  const auto again = house_.sluss({"test", folder});
  EXPECT_EQ(again.exit, 0) << again.out << again.err;
  EXPECT_NE(again.out.find("1 test, 0 failed"), std::string::npos) << again.out;
  house_.edit({"    map:\n", "    map:\n      order: { value: X-1 }\n"});
  const auto changed = house_.sluss({"test", folder});
  EXPECT_EQ(changed.exit, 1);
  EXPECT_NE(changed.out.find("X-1"), std::string::npos) << changed.out;
}

INSTANTIATE_TEST_SUITE_P(Each, NewConnector, ::testing::ValuesIn(strangers()), [](const auto& stranger) {
  return stranger.param.file.substr(0, stranger.param.file.find('.'));
});

/// What goes wrong, and what it says.
class WrongSample : public ::testing::Test {
 protected:
  void expect(const std::vector<std::string>& arguments, const std::string& text) const {
    const auto finished = house_.sluss(arguments);
    EXPECT_EQ(finished.exit, 2) << finished.out << finished.err;
    EXPECT_NE(finished.err.find(text), std::string::npos) << finished.err;
    EXPECT_FALSE(fs::exists(house_.connector())) << "nothing half-made is left";
  }
  [[nodiscard]] std::string file(const std::string& name, const std::string& bytes) const {
    test::write_file(house_.root() / name, bytes);
    return (house_.root() / name).string();
  }
  House house_;
};

TEST_F(WrongSample, ThatIsNotThere) {
  expect({"new", "connector", "stranger", "--from", "nowhere.csv"}, "there is no such file");
}
TEST_F(WrongSample, ThatNobodyKnows) {
  expect({"new", "connector", "stranger", "--from", file("a.bin", std::string("\x00\x01\x02\x03", 4))},
         "no format knows it");
  expect({"new", "connector", "stranger", "--from", file("empty.csv", "")}, "no format knows it");
}
TEST_F(WrongSample, WithoutRows) {
  expect({"new", "connector", "stranger", "--from", file("a.csv", "Nr;Namn;Start\r\n")}, "there is no row in it");
}
TEST_F(WrongSample, OfAnotherFormatThanIsSaid) {
  expect({"new", "connector", "stranger", "--format", "xml", "--from", file("a.csv", "Nr;Namn\r\n1;A\r\n")},
         "cannot be read as xml");
}
TEST_F(WrongSample, OfAKindThatThereIsNot) {
  expect({"new", "connector", "stranger", "--message", "placments", "--from", file("a.csv", "Nr;Namn\r\n1;A\r\n")},
         "expected one of: placement, order, registration");
}
TEST_F(WrongSample, UnderANameThatIsTakenOrNone) {
  const auto sample = file("a.csv", "Nr;Namn\r\n1;A\r\n");
  expect({"new", "connector", "Ett system", "--from", sample}, "cannot name a connector");
  ASSERT_EQ(house_.make(sample).exit, 0);
  const auto again = house_.make(sample);
  EXPECT_EQ(again.exit, 2);
  EXPECT_NE(again.err.find("is there already"), std::string::npos) << again.err;
}

}  // namespace
}  // namespace sluss
