// `sluss preview` as a person meets it: rows beside messages, and no trace of it anywhere. All of it is synthetic.
#include <gtest/gtest.h>
#include <map>
#include <sys/stat.h>

#include "base/json.h"
#include "night/exports.h"
#include "ssh_server.h"
#include "support/world.h"

namespace sluss::test {
namespace {

namespace fs = std::filesystem;

std::vector<Row> good_rows() {
  return {{.id = "P1"},
          {.id = "P2",
           .personnummer = "19550101-9813",
           .unit = "Västra hemsjukvården",
           .hsa_id = "SE2129990012-E0002",
           .status = "Bekräftad"}};
}

/// Two that are right, and two that are not: a day that is none, and a word that nobody knows.
std::vector<Row> faulty_rows() {
  auto rows = good_rows();
  rows.push_back({.id = "P3", .start = "2026-13-45", .personnummer = "19550101-9821"});
  rows.push_back({.id = "P4", .personnummer = "19550101-9839", .status = "Kanske"});
  return rows;
}

/// What lies below a folder, with the time of its last change; of a folder that is when something in it came or went.
std::map<std::string, std::string> traces(const fs::path& folder) {
  std::map<std::string, std::string> all;
  for (const auto& entry : fs::recursive_directory_iterator(folder)) {
    if (entry.path().string().find("/scratch") != std::string::npos) continue;
    struct stat facts {};
    EXPECT_EQ(::stat(entry.path().c_str(), &facts), 0);
    all[entry.path().string()] = std::to_string(facts.st_mtim.tv_sec) + "." + std::to_string(facts.st_mtim.tv_nsec) +
                                 " " + std::to_string(facts.st_size);
  }
  return all;
}

class Preview : public ::testing::Test {
 protected:
  Finished preview(const std::vector<std::string>& arguments) const {
    std::vector<std::string> command = {"preview"};
    command.insert(command.end(), arguments.begin(), arguments.end());
    return world_.sluss(command);
  }
  Value json(const std::vector<std::string>& arguments) const {
    std::vector<std::string> command = {"preview"};
    command.insert(command.end(), arguments.begin(), arguments.end());
    return world_.json(command);
  }
  void expect(const std::vector<std::string>& arguments, int exit, const std::vector<std::string>& texts) const {
    const auto finished = preview(arguments);
    EXPECT_EQ(finished.exit, exit) << finished.out << finished.err;
    for (const auto& text : texts)
      EXPECT_NE((finished.out + finished.err).find(text), std::string::npos) << text << "\nis not in\n"
                                                                             << finished.out << finished.err;
  }
  void connect(const std::string& connection) const { world_.configure("connections.yaml", connections(connection)); }
  static std::string connections(const std::string& more) {
    return "connections:\n" + more +
           "\n  peppol: { use: peppol-outbox, folder: ../outbox }\n"
           "  underlag: { use: invoice-basis, folder: ../underlag }\n";
  }
  /// The column of that name.
  static Value column(const Value& preview, const std::string& name) {
    for (const auto& column : *preview["columns"].as_list()) {
      if (column["name"].text_or_empty() == name) return column;
    }
    ADD_FAILURE() << "no column " << name << " in " << to_json(preview);
    return {};
  }
  World world_;
};

TEST_F(Preview, rows_stand_beside_what_they_become) {
  world_.put("placeringar.csv", good_rows());
  expect({"klipp.placements"}, 0,
         {"placeringar.csv, line 2\n", "-> id = P1", "-> unit.name = Östra geriatriken", "-> status = carried_out",
          "-> student.name = xxxxxx xxxxxxxx", "-> student.name, with Förnamn", "2 rows: 2 become messages, 0 fail",
          "'Genomförd' 1", "--names shows it"});
}

TEST_F(Preview, a_connection_that_provides_one_thing_needs_no_more_than_its_name) {
  world_.put("placeringar.csv", good_rows());
  EXPECT_EQ(preview({"klipp"}).out, preview({"klipp.placements"}).out);
}

TEST_F(Preview, rows_that_fail_say_why_and_where) {
  world_.put("placeringar.csv", faulty_rows());
  expect({"klipp.placements", "--rows", "1"}, 1,
         {"placeringar.csv, line 4  FAILS", "! placeringar.csv, line 4, column Startdatum: '2026-13-45' is not a date",
          "4 rows: 2 become messages, 2 fail", "1 row: Startdatum is not a date; expected YYYY-MM-DD",
          "first: placeringar.csv, line 4, column Startdatum", "'Kanske' is not a word that the mapping knows"});
}

TEST_F(Preview, columns_that_nobody_reads_and_those_that_are_missing_are_named) {
  auto text = export_of(good_rows());
  text.replace(text.find("Antal dagar"), 11, "Antal dagor");
  text.replace(text.find("Kurs;"), 4, "Kursnamn");
  world_.put("placeringar.csv", text);
  expect({"klipp.placements"}, 1,
         {"REFUSED, all of it: columns that the mapping needs are missing: \"Kurs\"", "course: \"Kurs\" (NEEDED)",
          "days: \"Antal dagar\", \"AntalDagar\" (may be missing); did you mean \"Antal dagor\"?", "Kursnamn",
          "NOBODY READS THIS COLUMN", "Targets whose columns are not there:"});
  const auto seen = json({"klipp.placements"});
  EXPECT_EQ(to_json(column(seen, "Kursnamn")["targets"]), "[]");
  EXPECT_EQ(to_json(column(seen, "Status")["targets"]), R"(["status"])");
}

TEST_F(Preview, nobody_is_named_unless_it_is_asked_for) {
  auto rows = faulty_rows();
  auto text = export_of(rows);
  text.insert(text.find("\r\n"), ";Kontakt;Kod");
  for (const auto* word : {"Genomförd\r\n", "Bekräftad\r\n", "Kanske\r\n"}) {
    for (auto at = text.find(word); at != std::string::npos; at = text.find(word, at + 1))
      text.insert(text.find('\r', at), ";Ring Maja Provare 19550101-9805;OM1101");
  }
  // Its columns have slipped: the name stands where the unit is.
  text +=
      "P5;Exempeluniversitetet;SSK;OM1101;Kurs;VFU;HT2026;x;2026-09-25;;Provia;19550101-9805;Testberg;Nej;"
      "Provia Testberg;SE2129990012-E0001;Genomförd;;\r\n";
  world_.put("placeringar.csv", text);
  for (const auto& arguments : std::vector<std::vector<std::string>>{{"klipp.placements", "--rows", "9"},
                                                                     {"klipp.placements", "--rows", "9", "--json"}}) {
    const auto finished = preview(arguments);
    for (const auto* personal : {"Testberg", "Provia", "Maja", "550101"})
      EXPECT_EQ((finished.out + finished.err).find(personal), std::string::npos) << personal << "\n" << finished.out;
    EXPECT_NE(finished.out.find("OM1101"), std::string::npos);
  }
  expect({"klipp.placements", "--rows", "9", "--names"}, 1,
         {"Ring Maja Provare 19550101-9805", "-> student.name = Provia Testberg"});
  EXPECT_EQ(preview({"klipp.placements", "--names"}).out.find("by its shape"), std::string::npos);
}

TEST_F(Preview, json_says_the_same) {
  world_.put("placeringar.csv", faulty_rows());
  const auto seen = json({"klipp.placements"});
  EXPECT_EQ(seen["connection"].text_or_empty(), "klipp.placements");
  EXPECT_EQ(seen["kind"].text_or_empty(), "placement");
  EXPECT_EQ(number_at(seen, "read"), 4);
  EXPECT_EQ(number_at(seen, "failed"), 2);
  EXPECT_EQ(to_json(seen["masked"]), "true");
  EXPECT_EQ(seen["rows"].as_list()->size(), 4U);
  EXPECT_EQ(seen["causes"].as_list()->size(), 2U);
  const auto status = column(seen, "Status");
  EXPECT_EQ(number_at(status, "filled"), 4);
  EXPECT_EQ(to_json(status["values"]),
            R"([{"value":"Genomförd","rows":2},{"value":"Bekräftad","rows":1},{"value":"xxxxxx","rows":1}])");
  const auto& first = seen["rows"].as_list()->front();
  EXPECT_EQ(to_json(first["cells"].as_list()->front()),
            R"({"column":"Placeringsnr","value":"P1","makes":[{"target":"id","value":"P1"}]})");
}

TEST_F(Preview, no_trace_is_left) {
  world_.put("placeringar.csv", faulty_rows());
  const auto before = traces(world_.root());
  EXPECT_EQ(preview({"klipp.placements"}).exit, 1);
  EXPECT_EQ(preview({"klipp.placements", "--json", "--names"}).exit, 1);
  EXPECT_EQ(preview({"klipp", "--file", (world_.root() / "inbox/placeringar.csv").string()}).exit, 1);
  EXPECT_EQ(traces(world_.root()), before) << "also no store, no archive and no cursor";
  EXPECT_FALSE(fs::exists(world_.root() / "store/sluss.db"));
  EXPECT_EQ(number_at(world_.sync(), "new"), 4) << "what was looked at is still to be taken";
}

TEST_F(Preview, a_store_that_is_there_is_left_alone_and_what_was_taken_can_be_looked_at_again) {
  world_.put("placeringar.csv", good_rows());
  static_cast<void>(world_.sync());
  world_.put("placeringar-2.csv", good_rows());
  const auto before = traces(world_.root());
  const auto bytes = read_file(world_.root() / "store/sluss.db");
  expect({"klipp.placements"}, 0, {"placeringar-2.csv: 2 rows"});
  expect({"klipp", "--file", (world_.root() / "inbox/archive/placeringar.csv").string()}, 0,
         {"placeringar.csv: 2 rows"});
  EXPECT_EQ(traces(world_.root()), before);
  EXPECT_EQ(read_file(world_.root() / "store/sluss.db"), bytes);
}

TEST_F(Preview, a_plan_makes_no_archive_either) {
  world_.put("placeringar.csv", good_rows());
  static_cast<void>(world_.json({"plan", "nightly"}));
  EXPECT_FALSE(fs::exists(world_.root() / "inbox/archive"));
}

TEST_F(Preview, an_empty_inbox_is_told_with_what_to_do) {
  expect({"klipp.placements"}, 0, {"there is nothing to read now; --file PATH"});
}

TEST_F(Preview, a_workbook_names_the_cell) {
  connect("  blad: { use: klipp, folder: ../inbox, format: { xlsx: {} }, extension: xlsx }");
  world_.configure("pipelines/nightly.yaml",
                   "pipeline: nightly\nfrom: blad.placements\nsteps: [validate: placement, bill]\nto: peppol\n");
  write_file(world_.root() / "blad.xlsx", xlsx_of(faulty_rows()));
  expect({"blad", "--file", (world_.root() / "blad.xlsx").string()}, 1,
         {"row 4  FAILS", "(Startdatum): '2026-13-45' is not a date", "cell H4", "-> unit.hsa_id = SE2129990012-E0001",
          "4 rows: 2 become messages, 2 fail"});
  write_file(world_.root() / "inget.xlsx", "no workbook");
  expect({"blad", "--file", (world_.root() / "inget.xlsx").string()}, 1, {"REFUSED, all of it"});
}

TEST_F(Preview, elements_of_xml_are_columns) {
  connect("  klipp: { use: klipp, folder: ../inbox, format: { xml: { row: Export/Placering } }, extension: xml }");
  auto text = xml_of(faulty_rows());
  text.insert(text.find("</Placering>"), "<Kontakt><Roll>H2</Roll></Kontakt>");
  world_.put("placeringar.xml", text);
  expect({"klipp"}, 1,
         {"placeringar.xml, line ", "FAILS", "-> unit.name = Östra geriatriken", "4 rows: 2 become messages, 2 fail"});
  const auto seen = json({"klipp"});
  EXPECT_EQ(to_json(column(seen, "Kontakt.Roll")["targets"]), "[]");
  EXPECT_EQ(number_at(column(seen, "Kontakt.Roll"), "filled"), 1);
  EXPECT_EQ(number_at(column(seen, "Kontakt.Roll"), "empty"), 3);
}

TEST_F(Preview, members_of_pushed_json_are_looked_at_by_a_file) {
  connect("  klipp: { use: klipp, folder: ../inbox }\n  handelser: { use: events, token: \"secret:events_token\" }");
  fs::create_directories(world_.root() / "config/secrets");
  world_.configure("secrets/events_token", "0123456789abcdef0123456789abcdef");
  fs::permissions(world_.root() / "config/secrets/events_token", fs::perms(0600));
  expect({"handelser"}, 2, {"takes what others send", "--file PATH"});
  write_file(
      world_.root() / "event.json",
      R"({"id":"E1","institution":"uni","student":{"name":"Provia Testberg","personnummer":"19550101-9805"},)"
      R"("programme":"SSK","type":"vfu","start":"2026-09-07","end":"x","status":"confirmed","sender":{"system":"S7"}})");
  expect({"handelser", "--file", (world_.root() / "event.json").string()}, 1,
         {"sender.system", "NOBODY READS THIS COLUMN", "-> student.name = xxxxxx xxxxxxxx",
          "column end: 'x' is not a date"});
}

TEST_F(Preview, rows_of_a_query_are_read_from_their_beginning) {
  const auto database = world_.root() / "register.db";
  ASSERT_EQ(run({"sqlite3", database.string(),
                 "CREATE TABLE r (nr TEXT, namn TEXT, changed_at INTEGER);"
                 "INSERT INTO r VALUES ('R1', 'Provia Testberg', 1), ('R2', 'Zeta Prov', 2)"},
                world_.root() / "scratch")
                .exit,
            0);
  world_.hurry();
  fs::create_directories(world_.root() / "connectors/register");
  write_file(
      world_.root() / "connectors/register/connector.yaml",
      "connector: register\nsummary: A table\nprovides:\n  rows:\n    message: registration\n    from:\n"
      "      sqlite:\n        file: \"" +
          database.string() +
          "\"\n        query: SELECT nr, namn, changed_at FROM r\n        cursor: changed_at\n"
          "    format: { json: { form: lines } }\n    key: id\n    map:\n      id: nr\n      student.name: namn\n");
  connect("  klipp: { use: klipp, folder: ../inbox }\n  register: { use: register }");
  const auto before = traces(world_.root());
  expect({"register"}, 0,
         {"2 rows: 2 become messages", "-> student.name = xxxxxx xxxxxxxx", "changed_at", "NOBODY READS",
          "from its beginning"});
  EXPECT_EQ(traces(world_.root()), before);
}

TEST_F(Preview, a_folder_at_an_sftp_server_is_left_as_it_was) {
  if (const auto why = sftp::test::why_no_server(); !why.empty()) GTEST_SKIP() << why;
  const sftp::test::SshServer ssh;
  ssh.make_folder("ut");
  ssh.put("ut/placeringar.csv", export_of(faulty_rows()));
  world_.hurry();
  connect("  klipp: { use: klipp, transport: { sftp: { host: 127.0.0.1, port: " + std::to_string(ssh.port()) +
          ", user: " + ssh.user() + ", host_key: \"" + ssh.fingerprint() + "\", key: \"secret:sftp_key\", folder: \"" +
          (ssh.folder() / "ut").string() + "\" } } }");
  fs::create_directories(world_.root() / "config/secrets");
  world_.configure("secrets/sftp_key", ssh.private_key());
  fs::permissions(world_.root() / "config/secrets/sftp_key", fs::perms(0600));
  const auto before = traces(ssh.folder() / "ut");
  expect({"klipp"}, 1, {"placeringar.csv: 4 rows", "4 rows: 2 become messages, 2 fail"});
  EXPECT_EQ(traces(ssh.folder() / "ut"), before);
}

TEST_F(Preview, wrong_usage_is_two_and_what_is_away_is_three) {
  expect({}, 2, {"CONNECTION.MESSAGE"});
  expect({"klipp", "--rows", "many"}, 2, {"--rows"});
  expect({"klip"}, 2, {"did you mean \"klipp\"?"});
  expect({"peppol"}, 2, {"peppol is sent to"});
  expect({"klipp", "--file", "nirgends.csv"}, 2, {"nirgends.csv cannot be opened"});
  connect("  klipp: { use: klipp, folder: ../inbox }\n  ark: { use: order-sheet, folder: ../inbox }");
  expect({"ark"}, 2, {"ark provides more than one thing; say which: ark.offers, ark.offers-csv"});
  fs::remove_all(world_.root() / "inbox");
  expect({"klipp"}, 3, {"inbox"});
  expect({"--help"}, 0, {"Examples:\n  sluss preview klipp.placements"});
}

}  // namespace
}  // namespace sluss::test
