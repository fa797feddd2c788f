// `sluss test --record`: what would come in now becomes a test with nobody in it. All that is "real" here is made up.
#include <gtest/gtest.h>

#include "small_connector.h"
#include "support/fault_server.h"

namespace sluss::test {
namespace {

namespace fs = std::filesystem;

constexpr auto header =
    "Placeringsnr;Lärosäte;Program;Kurskod;Kurs;Typ;Termin;Startdatum;Slutdatum;Antal dagar;Förnamn;Efternamn;"
    "Personnummer;Skyddad identitet;Verksamhet;HSA-id;Status;Handledare;Telefon\n";

struct Person {
  std::string first, last, number;
};

const Person sture{"Sture", "Lindkvist", "19550101-9805"};
const Person berta{"Berta", "Almkvist", "19760906-9807"};

std::string row(const std::string& id, const Person& person, const std::string& type = "VFU",
                const std::string& start = "2026-09-14") {
  return id + ";Exempeluniversitetet;SSK;OM1101;Klinisk omvårdnad;" + type + ";HT2026;" + start + ";2026-10-02;;" +
         person.first + ";" + person.last + ";" + person.number +
         ";Nej;Exempelbys hemsjukvård;SE2129990012-E0001;Genomförd;Gun-Britt Hjort;070-174 06 05\n";
}

/// What tells of somebody in these rows.
const std::vector<std::string> tells = {"Sture",    "Lindkvist",   "Berta", "Almkvist",  "550101",
                                        "19760906", "760906-9807", "Hjort", "Gun-Britt", "174 06 05"};

class Recording : public ::testing::Test {
 protected:
  Recording() {
    for (const auto* folder : {"config", "connectors"})
      fs::copy(fs::path(SLUSS_REPOSITORY) / folder, at(folder), fs::copy_options::recursive);
    for (const auto* folder : {"inbox", "blad", "bank", "fakturor", "underlag", "svar", "bestallningar", "besked"})
      fs::create_directories(at("var") / folder);
  }
  [[nodiscard]] fs::path at(const std::string& name) const { return house_.path() / name; }
  /// It has lain there for an hour.
  void comes_in(const std::string& rows, const std::string& file = "var/inbox/placeringar-1.csv") const {
    fs::create_directories(at(file).parent_path());
    write_file(at(file), header + rows);
    fs::last_write_time(at(file), fs::file_time_type::clock::now() - std::chrono::hours(1));
  }
  void replace(const std::string& file, const std::string& from, const std::string& to) const {
    auto text = read_file(at(file));
    ASSERT_NE(text.find(from), std::string::npos) << file << " no longer holds " << from;
    for (auto found = text.find(from); found != std::string::npos; found = text.find(from, found + to.size()))
      text.replace(found, from.size(), to);
    write_file(at(file), text);
  }
  [[nodiscard]] Finished sluss(std::vector<std::string> arguments) const {
    arguments.insert(arguments.begin(), {SLUSS_PROGRAM, "-c", at("config").string(), "--at", "2026-12-15"});
    return run(arguments, scratch_.path());
  }
  [[nodiscard]] Finished record(std::vector<std::string> more = {}) const {
    more.insert(more.begin(), {"test", "--record", "nightly-placements"});
    return sluss(more);
  }
  [[nodiscard]] Finished play() const { return sluss({"test", at(recorded).string()}); }
  [[nodiscard]] std::string test() const { return read_file(at(recorded)); }

  /// All that was written, and all that was said.
  void expect_nobody(const Finished& finished) const {
    auto all = finished.out + finished.err;
    for (const auto& entry : fs::recursive_directory_iterator(at("config"))) {
      if (entry.is_regular_file() && entry.path().string().find("recorded") != std::string::npos)
        all += read_file(entry.path());
    }
    for (const auto& word : tells) EXPECT_EQ(all.find(word), std::string::npos) << word << " in\n" << all;
  }

  static constexpr auto recorded = "config/pipelines/nightly-placements_recorded_test.yaml";
  static constexpr auto right = "config/pipelines/golden/nightly-placements_recorded/";

 private:
  TemporaryFolder house_, scratch_;
};

void expect_well(const Finished& finished) { EXPECT_EQ(finished.exit, 0) << finished.out << finished.err; }

TEST_F(Recording, becomes_a_test_that_passes_and_holds_nobody) {
  comes_in(row("P-1", sture) + row("P-2", berta));
  const auto finished = record();
  expect_well(finished);
  expect_part(finished.out, "klipp.placements: 2 of 2 records\n");
  expect_part(finished.out, "made up: Efternamn, Förnamn, Handledare, Personnummer, Telefon\n");
  expect_nobody(finished);
  expect_passed(play());
  expect_part(test(), "HSA-id: SE2129990012-E0001\n");
  expect_part(read_file(at(right) / "peppol.invoices.yaml"), "\"10010001\":\n");
  EXPECT_TRUE(fs::exists(at(right) / "peppol.invoices-10010001.xml"));
}

TEST_F(Recording, leaves_no_trace) {
  comes_in(row("P-1", sture));
  const auto before = fs::last_write_time(at("var/inbox"));
  expect_well(record());
  EXPECT_TRUE(fs::exists(at("var/inbox/placeringar-1.csv")));
  EXPECT_EQ(fs::last_write_time(at("var/inbox")), before) << "something came or went there";
  EXPECT_FALSE(fs::exists(at("var/sluss.db")));
  EXPECT_TRUE(fs::is_empty(at("var/fakturor")));
}

TEST_F(Recording, fails_when_something_changes) {
  comes_in(row("P-1", sture));
  expect_well(record());
  replace("connectors/klipp/connector.yaml", "{ from: Slutdatum, as: date }", "{ from: Startdatum, as: date }");
  expect_failed(play(), "lines[0].days: expected 15, found 1\n");
  replace("connectors/klipp/connector.yaml", "end:                  { from: Startdatum, as: date }",
          "end:                  { from: Slutdatum, as: date }");
  expect_passed(play());
  replace("config/agreements/parties.yaml", "Exempelbys hemsjukvård", "Exempelbys sjukvård");
  expect_failed(play(), "Exempelbys sjukvård");
}

TEST_F(Recording, takes_the_first_one_for_each_reason_beside_the_first_that_come_out) {
  std::string rows;
  for (int i = 1; i <= 40; ++i) rows += row("P-" + std::to_string(i), i % 2 == 0 ? sture : berta);
  comes_in(rows + row("P-50", sture, "VFU", "2026-02-30") + row("P-51", sture, "VFU", "2026-02-31") +
           row("P-52", berta, "Examensarbete") + row("P-53", berta, "VFU", "2026-10-20") + "P-54;too short\n");
  const auto finished = record({"--rows", "3"});
  expect_well(finished);
  expect_part(finished.out, "klipp.placements: 6 of 44 records\n");
  expect_part(finished.out, "left out: 1 record that the format cannot read");
  expect_part(test(), "- { key: P-50, because: \"'2026-02-30' is not a date");
  expect_part(test(), "key: P-52, because: ");
  expect_part(test(), "key: P-53, because: ");
  EXPECT_EQ(test().find("P-51"), std::string::npos);
  expect_nobody(finished);
  expect_passed(play());
}

TEST_F(Recording, a_person_is_the_same_one_in_every_file_and_form) {
  replace("config/connections.yaml", "  bank: ", "  klipp2: { use: klipp, folder: ../var/inbox2 }\n  bank: ");
  replace("config/pipelines/nightly-placements.yaml", "from: [klipp.placements,",
          "from: [klipp.placements, klipp2.placements,");
  comes_in(row("P-1", sture));
  comes_in(row("P-2", berta) + row("P-3", {"STURE", "Lindkvist", "550101-9805"}), "var/inbox2/placeringar-2.csv");
  const auto finished = record();
  expect_well(finished);
  expect_nobody(finished);
  const auto text = test();
  const auto member = [&](const std::string& name, std::size_t from) {
    const auto begin = text.find(name, from) + name.size();
    return text.substr(begin, text.find('\n', begin) - begin);
  };
  const auto first = text.find("P-1\n"), third = text.find("P-3\n");
  ASSERT_NE(third, std::string::npos) << text;
  for (const auto* name : {"Förnamn: ", "Efternamn: "}) EXPECT_EQ(member(name, first), member(name, third)) << text;
  const auto number = member("Personnummer: ", first);
  EXPECT_EQ("\"19" + member("Personnummer: ", third).substr(1), number);
  EXPECT_NE(number, member("Personnummer: ", text.find("P-2\n")));
}

TEST_F(Recording, writes_over_nothing_unless_asked) {
  comes_in(row("P-1", sture));
  expect_well(record());
  const auto before = test();
  fs::rename(at(recorded), at("kept"));
  EXPECT_EQ(record().exit, 2) << "its files of what is right are there still";
  fs::rename(at("kept"), at(recorded));
  const auto again = record();
  EXPECT_EQ(again.exit, 2) << again.out;
  expect_part(again.err, "is there already; name another file (--to), or say --overwrite");
  EXPECT_EQ(test(), before);
  comes_in(row("P-9", berta));
  expect_well(record({"--overwrite"}));
  expect_part(test(), "P-9\n");
  expect_passed(play());
}

TEST_F(Recording, goes_where_it_is_told_and_is_found_there) {
  comes_in(row("P-1", sture));
  expect_well(record({"--to", at("config/pipelines/mine_test.yaml").string()}));
  EXPECT_TRUE(fs::exists(at("config/pipelines/golden/mine/peppol.invoices.yaml")));
  const auto refused = record({"--to", at("config/pipelines/mine.yaml").string()});
  EXPECT_EQ(refused.exit, 2);
  expect_part(refused.err, "expected a name that ends in _test.yaml");
}

TEST_F(Recording, is_refused_when_somebody_would_be_left) {
  // An export with a column for each supervisor: the header tells who they are, and no cell does.
  write_file(at("var/inbox/placeringar-1.csv"),
             "Gun-Britt Hjort;" + std::string(header) + "Gun-Britt Hjort;" + row("P-1", sture));
  fs::last_write_time(at("var/inbox/placeringar-1.csv"), fs::file_time_type::clock::now() - std::chrono::hours(1));
  const auto finished = record();
  EXPECT_EQ(finished.exit, 2) << finished.out;
  expect_part(finished.err, "somebody of the real exchange would still be in the test, so nothing was written");
  EXPECT_FALSE(fs::exists(at(recorded)));
  EXPECT_FALSE(fs::exists(at(right)));
  expect_nobody(finished);
}

TEST_F(Recording, takes_no_row_for_a_header) {
  auto rows = row("P-1", sture) + row("P-2", berta);
  for (auto found = rows.find(";;"); found != std::string::npos; found = rows.find(";;")) rows.insert(found + 1, "15");
  write_file(at("var/inbox/placeringar-1.csv"), rows);
  fs::last_write_time(at("var/inbox/placeringar-1.csv"), fs::file_time_type::clock::now() - std::chrono::hours(1));
  const auto finished = record();
  EXPECT_EQ(finished.exit, 2) << finished.out;
  expect_part(finished.err, "the mapping reads none of its columns");
  expect_nobody(finished);
}

TEST_F(Recording, does_without_a_way_in_that_cannot_be_looked_at) {
  comes_in(row("P-1", sture));
  fs::remove(at("var/blad"));
  const auto finished = record();
  expect_well(finished);
  expect_part(finished.out, "blad.placements: left out: ");
  expect_passed(play());
  fs::remove_all(at("var/inbox"));
  EXPECT_EQ(record({"--overwrite"}).exit, 3) << "but not without all of them";
}

TEST_F(Recording, of_nothing_is_none) {
  const auto finished = record();
  EXPECT_EQ(finished.exit, 2) << finished.out;
  expect_part(finished.err, "nothing would come in now");
  EXPECT_FALSE(fs::exists(at(recorded)));
}

TEST_F(Recording, names_within_other_texts_are_made_up_too) {
  auto text = row("P-1", sture);
  text.replace(text.find("Klinisk omvårdnad"), std::string("Klinisk omvårdnad").size(),
               "Vård med 19760906-9807 och anna.ek@region.example");
  comes_in(text + row("P-2", berta));
  const auto finished = record();
  expect_well(finished);
  expect_nobody(finished);
  EXPECT_EQ(test().find("anna.ek"), std::string::npos);
  expect_part(test(), "Kurs: \"Vård med 19900");
  expect_passed(play());
}

TEST_F(Recording, keeps_a_column_that_nothing_reads_where_a_person_says_so) {
  comes_in(row("P-1", sture) + row("P-2", berta));
  expect_well(record({"--keep", "Telefon", "--keep", "Handledare"}));
  expect_part(test(), "Handledare: Gun-Britt Hjort\n");
  EXPECT_EQ(test().find("174 06 05"), std::string::npos) << "what looks like a telephone number goes all the same";
}

TEST_F(Recording, holds_what_other_systems_answer_about_somebody_made_up) {
  FaultServer server({});
  server.behave_by([](const std::string& request) {
    const bool is_sture = request.starts_with("GET /student/195501019805 ");
    const std::string body = is_sture ? R"({"mail":"sture.lindkvist@skola.example","campus":"Norr"})" : "{}";
    return Behaviour{.answer = std::string("HTTP/1.1 ") + (is_sture ? "200 OK" : "404 Not Found") +
                               "\r\nContent-Type: application/json\r\nConnection: close\r\nContent-Length: " +
                               std::to_string(body.size()) + "\r\n\r\n" + body};
  });
  replace("config/pipelines/nightly-placements.yaml", "  - bill\n",
          "  - enrich: { url: \"" + server.url("/student/{student.personnummer}") +
              "\", into: student.asked, accept: application/json, missing: rejected }\n  - bill\n");
  comes_in(row("P-1", sture) + row("P-2", berta));
  const auto finished = record();
  expect_well(finished);
  expect_part(finished.out, "Other systems gave 1 answer; ");
  expect_part(finished.out, "Other systems had no answer about 1 message, which is parked in the test.\n");
  expect_part(test(), "- { when: { student.personnummer: \"19900");
  expect_part(test(), "student.asked.mail: \"person");
  expect_part(test(), "key: P-2, because: \"the step enrich asks another system");
  EXPECT_EQ(test().find("sture."), std::string::npos) << test();
  expect_nobody(finished);
  EXPECT_EQ(server.take_requests().size(), 2U);
  expect_passed(play());
  EXPECT_TRUE(server.take_requests().empty()) << "a test asks nobody";
}

TEST_F(Recording, holds_what_is_asked_before_the_mapping_too) {
  FaultServer server({});
  server.behave_by([](const std::string&) {
    const std::string body = R"({"Namn":"Sture Lindkvist","Nummer":"195501019805","Prio":7,"Ort":{"Namn":"Hjort"}})";
    return Behaviour{.answer =
                         "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nConnection: close\r\n"
                         "Content-Length: " +
                         std::to_string(body.size()) + "\r\n\r\n" + body};
  });
  fs::create_directories(at("connectors/asker"));
  write_file(
      at("connectors/asker/connector.yaml"),
      "connector: asker\nsummary: Placements without their students\n"
      "provides:\n  placements:\n    message: placement\n"
      "    from: { file: { folder: /nowhere } }\n    format: { json: { form: lines } }\n    steps:\n"
      "      - enrich: { url: \"" +
          server.url("/who/{uid}") +
          "\", into: who, accept: application/json }\n"
          "      - map: { id: nr, institution.id: { value: Exempeluniversitetet }, programme: { value: SSK },\n"
          "               term: { value: HT2026 }, start: first, end: last, student.name: who.Namn,\n"
          "               student.personnummer: who.Nummer, unit.hsa_id: unit, status: { value: carried_out } }\n");
  replace("connectors/asker/connector.yaml", "/nowhere", at("var/blad").string());
  replace("config/connections.yaml", "  blad:     { use: placement-sheet, folder: ../var/blad }",
          "  blad: { use: asker }");
  write_file(
      at("var/blad/rows.json"),
      R"({"nr":"A-1","uid":"7","first":"2026-09-14","last":"2026-10-02","unit":"SE2129990012-E0001","x.y":[1,"Hjort"]})"
      "\n");
  fs::last_write_time(at("var/blad/rows.json"), fs::file_time_type::clock::now() - std::chrono::hours(1));
  const auto finished = record();
  expect_well(finished);
  expect_nobody(finished);
  expect_part(test(), "gives: { who.Namn: Alva Exempelsson, who.Nummer: \"199001019802\"");
  EXPECT_EQ(test().find("\"7\""), std::string::npos) << "by what others know somebody is replaced too\n" << test();
  expect_part(test(), "x.y: [\"Text ");
  EXPECT_EQ(test().find("Hjort"), std::string::npos) << test();
  expect_part(read_file(at(right) / "peppol.invoices.yaml"), "placement: A-1");
  expect_passed(play());
}

TEST_F(Recording, tells_that_a_system_could_not_be_asked) {
  std::string url;
  {
    FaultServer gone({});
    url = gone.url("/student/{student.personnummer}");
  }
  replace("config/pipelines/nightly-placements.yaml", "  - bill\n",
          "  - enrich: { url: \"" + url + "\", into: student.asked }\n  - bill\n");
  comes_in(row("P-1", sture));
  const auto finished = record();
  EXPECT_EQ(finished.exit, 3) << finished.out << finished.err;
  EXPECT_FALSE(fs::exists(at(recorded)));
  expect_nobody(finished);
}

}  // namespace
}  // namespace sluss::test
