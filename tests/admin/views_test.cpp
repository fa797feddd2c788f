// What the console's screens are made of: what waits, by cause; the life of a thing; mending; orders; money. Each
// answer is of its shape, and tells of no student unless that was asked for and written down.
#include <gtest/gtest.h>
#include <thread>

#include "../payments/bank.h"
#include "admin/route.h"
#include "asker.h"
#include "base/clock.h"
#include "base/json.h"

namespace sluss::test {
namespace {

namespace fs = std::filesystem;

const auto first_item = [](const Value& page) { return page["items"].as_list()->at(0); };
std::size_t count_of(const Value& page) { return page["items"].as_list()->size(); }

class Views : public ::testing::Test {
 protected:
  Views()
      : viewer_(admin_.token("viewer", "viewer")),
        operator_(admin_.token("ola", "operator")),
        personal_(admin_.token("petra", "personal")) {}

  void sync(const std::vector<Row>& rows) {
    admin_.world.put("placeringar.csv", rows);
    static_cast<void>(admin_.world.sync());
  }
  /// What a viewer is told, where no student may stand.
  Value seen(const std::string& target) {
    const auto told = admin_.ask_by(viewer_, "GET", target);
    EXPECT_EQ(told.status, 200) << target << ": " << told.body;
    EXPECT_EQ(misshapen(told, "GET", target), "") << target << ": " << told.body;
    for (const auto* secret : {"Testberg", "Provia", "19550101", "9805", "9813"})
      EXPECT_EQ(told.body.find(secret), std::string::npos) << secret << " in " << target << ": " << told.body;
    return told.json();
  }
  bool audited(const std::string& action, const std::string& detail) {
    const auto log = seen("/api/v1/audit");
    for (const auto& entry : *log["items"].as_list())
      if (entry["action"].text_or_empty() == action && entry["detail"].text_or_empty() == detail) return true;
    return false;
  }

  /// As the command says it, which finds that something waits.
  Value world_reconciliation() {
    const auto told = admin_.world.sluss({"reconcile", "--by", "unit", "--json"});
    return parse_json(told.out).value_or(Value());
  }

  AdminWorld admin_;
  std::string viewer_, operator_, personal_;
};

Value decision_about(const Value& group) {
  auto decision = Value::object();
  for (const auto* member : {"kind", "state", "connection", "reason_like", "count"}) decision[member] = group[member];
  decision["reason"] = "not ours";
  return decision;
}

TEST_F(Views, what_waits_stands_by_cause_and_is_listed_by_it) {
  sync({Row{.id = "P1", .institution = "Okända universitetet"},
        Row{.id = "P2", .institution = "Ett annat universitet", .personnummer = "19550101-9813"},
        Row{.id = "P3", .personnummer = "19550101-9821", .unit = "Okänd enhet", .hsa_id = ""}});
  const auto page = seen("/api/v1/parked");
  ASSERT_EQ(count_of(page), 2U) << to_json(page);
  const auto group = first_item(page);
  EXPECT_EQ(number_at(group, "count"), 2);
  EXPECT_TRUE(group["cause"].text_or_empty().starts_with("The institution \"…\" is not known")) << to_json(group);
  EXPECT_FALSE(group["oldest"].is_null());
  std::string like;
  for (const char c : group["reason_like"].text_or_empty())
    like += c == '%' ? "%25" : c == ' ' ? "+" : c == '"' ? "%22" : std::string(1, c);
  EXPECT_EQ(count_of(seen("/api/v1/messages?state=held&kind=placement&reason_like=" + like)), 2U);
  EXPECT_EQ(first_item(seen("/api/v1/parked?limit=1&after=1"))["count"], Value(1));
  EXPECT_EQ(seen("/api/v1/parked?limit=1")["next"].text_or_empty(), "1");
}

TEST_F(Views, a_group_is_decided_about_as_it_was_seen_or_not_at_all) {
  sync({Row{.id = "P1", .institution = "Okända universitetet"},
        Row{.id = "P2", .institution = "Ett annat universitet", .personnummer = "19550101-9813"}});
  auto decision = decision_about(first_item(seen("/api/v1/parked")));
  EXPECT_EQ(admin_.ask_by(operator_, "POST", "/api/v1/parked/retry", to_json(decision)).status, 422);
  const auto* discard = "/api/v1/parked/discard";
  EXPECT_EQ(admin_.ask_by(viewer_, "POST", discard, to_json(decision)).status, 403);
  sync({Row{.id = "P1", .institution = "Okända universitetet"},
        Row{.id = "P2", .institution = "Ett annat universitet", .personnummer = "19550101-9813"},
        Row{.id = "P3", .institution = "Ett tredje", .personnummer = "19550101-9821"}});
  const auto changed = admin_.ask_by(operator_, "POST", discard, to_json(decision));
  EXPECT_EQ(changed.status, 409) << changed.body;
  EXPECT_NE(changed.body.find("3 messages wait"), std::string::npos) << changed.body;
  EXPECT_TRUE(admin_.world.placements().at("P1").starts_with("held")) << "nothing was decided";
  decision["count"] = 3;
  decision["state"] = "collected";
  EXPECT_EQ(admin_.ask_by(operator_, "POST", discard, to_json(decision)).status, 422);
  decision["state"] = "held";
  EXPECT_EQ(admin_.ask_by(operator_, "POST", discard, to_json(decision)).status, 204);
  for (const auto& [key, state] : admin_.world.placements()) EXPECT_TRUE(state.starts_with("resolved")) << key << state;
  EXPECT_EQ(count_of(seen("/api/v1/parked")), 0U);
  int written = 0;
  const auto log = seen("/api/v1/audit");
  for (const auto& entry : *log["items"].as_list())
    written += entry["action"].text_or_empty() == "discard" && entry["detail"].text_or_empty() == "not ours" ? 1 : 0;
  EXPECT_EQ(written, 3) << "one for each message";
}

TEST_F(Views, a_trace_is_masked_until_somebody_looks) {
  sync({Row{.id = "P1"}});
  sync({Row{.id = "P1", .end = "2026-10-09", .personnummer = "19550101-9813"}});
  const auto trace = seen("/api/v1/trace/P1");
  EXPECT_NE(to_json(trace).find(R"("field":"end","before":"2026-09-25","after":"2026-10-09")"), std::string::npos)
      << "what a list shows too: " << to_json(trace);
  EXPECT_NE(to_json(trace).find(R"("field":"student.personnummer","before":"***","after":"***")"), std::string::npos);
  EXPECT_EQ(first_item(trace)["versions"].as_list()->size(), 2U) << to_json(trace);
  EXPECT_EQ(count_of(seen("/api/v1/trace/id%3A1")), 1U);
  const auto number = first_item(seen("/api/v1/invoices"))["number"].text_or_empty();
  EXPECT_EQ(first_item(seen("/api/v1/trace/" + number))["kind"].text_or_empty(), "invoice");
  EXPECT_EQ(admin_.ask_by(viewer_, "GET", "/api/v1/trace/nothing").status, 404);

  const auto* look = "/api/v1/trace/P1/look";
  EXPECT_EQ(admin_.ask_by(operator_, "POST", look, R"({"reason":"curious"})").status, 403);
  EXPECT_EQ(admin_.ask_by(personal_, "POST", look, "{}").status, 422) << "no reason, no look";
  EXPECT_EQ(admin_.ask_by(personal_, "POST", "/api/v1/trace/nothing/look", R"({"reason":"x"})").status, 404);
  const auto shown = admin_.told_by(personal_, "POST", look, R"({"reason":"the unit asked"})");
  EXPECT_NE(to_json(shown).find("Testberg"), std::string::npos);
  EXPECT_TRUE(audited("look", "the unit asked"));
  EXPECT_FALSE(audited("look", "curious"));
}

TEST_F(Views, what_waits_is_mended_by_its_paths) {
  sync({Row{.id = "P1", .institution = "Okända universitetet"}});
  const auto* path = "/api/v1/messages/1/edit";
  const auto* mend = R"({"changes":{"institution.id":"Exempeluniversitetet"},"reason":"they changed their name"})";
  EXPECT_EQ(admin_.ask_by(viewer_, "POST", path, mend).status, 403);
  EXPECT_EQ(admin_.ask_by(operator_, "POST", "/api/v1/messages/99/edit", mend).status, 404);
  for (const auto* bad : {R"({"changes":{},"reason":"x"})", R"({"changes":[],"reason":"x"})",
                          R"({"changes":{"":1},"reason":"x"})", R"({"changes":{"institution.idd":"X"},"reason":"x"})",
                          R"({"changes":{"start":"in May"},"reason":"x"})", R"({"changes":{"id":"P2"},"reason":"x"})"})
    EXPECT_EQ(admin_.ask_by(operator_, "POST", path, bad).status, 422) << bad;
  auto deep = Value::object();
  deep["reason"] = "x";
  deep["changes"] = Value::object();
  deep["changes"][std::string(300'000, '.')] = 1;
  EXPECT_EQ(admin_.ask_by(operator_, "POST", path, to_json(deep)).status, 422);
  const auto mended = admin_.told_by(operator_, "POST", path, mend);
  EXPECT_EQ(number_at(mended, "message"), 2);
  EXPECT_EQ(admin_.ask_by(operator_, "POST", path, mend).status, 422) << "a newer version is there";
  EXPECT_TRUE(audited("edit", "they changed their name"));
  static_cast<void>(admin_.world.sync());
  EXPECT_FALSE(admin_.world.placements().at("P1").starts_with("held")) << admin_.world.placements().at("P1");
}

TEST_F(Views, rounds_and_orders_are_told_by_line_area_and_unit) {
  admin_.stop();
  auto& world = admin_.world;
  world.configure("connections/orders.yaml", "connections:\n  blad: { use: order-sheet, folder: ../inbox }\n");
  world.configure("pipelines/orders.yaml",
                  "pipeline: orders\nfrom: [blad.orders-csv]\nsteps: [{ validate: order }, allocate]\nto: []\n");
  fs::create_directories(world.root() / "config/placing");
  world.configure("placing/placing.yaml",
                  "areas: [{ id: geriatrik, name: Geriatrik }]\n"
                  "units:\n  - { unit: ost, area: geriatrik, goals: omvårdnad }\n"
                  "rounds:\n  - { id: VT2027-ssk, term: VT2027, programmes: [SSK], opens: 2026-08-15, closes: "
                  "2026-09-15, answer_by: 2026-11-15 }\n");
  world.put("bestallning-1.csv",
            "Beställningsnr;Omgång;Lärosäte;Program;Kurs;Typ;Termin;Veckor;Start;Slut;Område;Direkt till;Lärandemål;"
            "Antal platser;Prioritet;Status\r\n"
            "A;VT2027-ssk;uni;SSK;OM1101;VFU;VT2027;5-9;;;Geriatrik;;omvårdnad;3;1;Skickad\r\n"
            "B;VT2027-ssk;uni;SSK;OM1101;VFU;VT2027;5-9;;;Geriatrik;;omvårdnad;2;5;Skickad\r\n");
  world.at = "2026-09-01";
  static_cast<void>(world.json({"sync", "orders"}));
  world.at = "2027-02-01";
  admin_.start();

  const auto rounds = seen("/api/v1/rounds");
  ASSERT_EQ(count_of(rounds), 1U) << to_json(rounds);
  EXPECT_EQ(number_at(first_item(rounds), "places.awaiting"), 5);
  const auto round = seen("/api/v1/rounds/VT2027-ssk");
  EXPECT_EQ(number_at(round, "areas.geriatrik.ordered"), 5) << to_json(round);
  EXPECT_EQ(number_at(round, "units.ost.awaiting"), 5) << to_json(round);
  EXPECT_EQ(round, world.json({"orders", "round", "VT2027-ssk"})) << "the command says the same";
  EXPECT_EQ(admin_.ask_by(viewer_, "GET", "/api/v1/rounds/none").status, 404);

  EXPECT_EQ(seen("/api/v1/orders?round=VT2027-ssk")["items"], world.json({"orders", "list"}));
  EXPECT_EQ(count_of(seen("/api/v1/orders?round=another")), 0U);
  EXPECT_EQ(count_of(seen("/api/v1/orders?limit=1&after=1")), 1U);
  EXPECT_EQ(seen("/api/v1/orders/A")["items"], world.json({"orders", "show", "A"}));
  EXPECT_EQ(admin_.ask_by(viewer_, "GET", "/api/v1/orders/none").status, 404);
  EXPECT_EQ(first_item(seen("/api/v1/trace/A"))["kind"].text_or_empty(), "order");
}

TEST_F(Views, what_is_owed_and_paid_is_told_as_the_commands_tell_it) {
  admin_.stop();
  auto& world = admin_.world;
  world.configure("connections/bank.yaml", "connections:\n  bank: { use: payments, folder: ../bank }\n");
  world.configure("pipelines/payments.yaml", "pipeline: payments\nfrom: [bank.camt]\nsteps: [settle]\nto: []\n");
  auto agreements = read_file(world.root() / "config/agreements/agreements.yaml");
  const std::string programmes = "    programmes: \"*\"\n";
  agreements.insert(agreements.find(programmes),
                    "    deadlines:\n      invoice: { spring: \"06-15\", autumn: \"12-15\", remind: [14] }\n");
  world.configure("agreements/agreements.yaml", agreements);
  fs::create_directories(world.root() / "bank");
  sync({Row{.id = "P1"}, Row{.id = "P2",
                             .personnummer = "19550101-9813",
                             .unit = "Västra hemsjukvården",
                             .hsa_id = "SE2129990012-E0002"}});
  const auto file = world.root() / "bank/bank.xml";
  write_file(file, camt({{"R1", "10000016", 459000}, {"R2", "Provia Testberg 19550101-9805", 5000}}));
  fs::last_write_time(file, fs::file_time_type::clock::now() - std::chrono::hours(1));
  static_cast<void>(world.json({"sync", "payments"}));
  // The daemon's clock is the machine's, and days are told from today.
  world.at = to_iso(day_in_stockholm(std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now())));
  admin_.start();

  const auto owed = seen("/api/v1/unpaid");
  EXPECT_EQ(owed["items"], world.json({"invoices", "unpaid"}));
  ASSERT_EQ(count_of(owed), 1U) << to_json(owed);
  EXPECT_EQ(number_at(first_item(owed), "rest_ore"), 459000) << to_json(owed);
  EXPECT_EQ(count_of(seen("/api/v1/unpaid?after=1")), 0U);
  EXPECT_EQ(count_of(seen("/api/v1/unpaid?due=2020-01-01")), 0U);
  EXPECT_EQ(admin_.ask_by(viewer_, "GET", "/api/v1/unpaid?due=soon").status, 400);

  EXPECT_EQ(seen("/api/v1/payments")["items"], world.json({"payments", "list"}));
  const auto open = seen("/api/v1/payments?open=yes");
  ASSERT_EQ(count_of(open), 1U) << to_json(open);
  EXPECT_EQ(first_item(open)["id"], world.json({"payments", "list", "--open"}).as_list()->at(0)["id"]);
  EXPECT_EQ(count_of(seen("/api/v1/payments?limit=1")), 1U);

  EXPECT_EQ(seen("/api/v1/deadlines")["items"], world.json({"deadlines"}));
  EXPECT_EQ(first_item(seen("/api/v1/deadlines?term=HT2026"))["day"].text_or_empty(), "2026-12-15");
  EXPECT_EQ(admin_.ask_by(viewer_, "GET", "/api/v1/deadlines?term=later").status, 400);
}

TEST_F(Views, it_is_reconciled_while_nobody_waits) {
  sync({Row{.id = "P1"}, Row{.id = "P2", .institution = "Okända universitetet", .personnummer = "19550101-9813"}});
  auto found = seen("/api/v1/reconciliation?by=unit");
  EXPECT_NE(found["state"].text_or_empty(), "failed") << to_json(found);
  for (int i = 0; i < 1000 && found["made"].is_null(); ++i) {
    std::this_thread::sleep_for(std::chrono::milliseconds(20));
    found = seen("/api/v1/reconciliation?by=unit");
  }
  EXPECT_EQ(found["state"].text_or_empty(), "done") << to_json(found);
  EXPECT_EQ(number_at(found, "total.difference_ore"), 0);
  auto told = found;
  std::erase_if(*told.as_object(),
                [](const auto& member) { return member.first == "made" || member.first == "state"; });
  const auto command = world_reconciliation();
  EXPECT_EQ(told["accounts"], command["accounts"]);
  EXPECT_EQ(told["total"], command["total"]);
  EXPECT_EQ(told["exceptions"], command["exceptions"]);
}

TEST_F(Views, a_basis_is_a_document_with_names_that_is_written_down) {
  sync({Row{.id = "P1"}});
  const auto number = first_item(seen("/api/v1/invoices"))["number"].text_or_empty();
  const auto path = "/api/v1/invoices/" + number + "/basis";
  const auto* wanted = R"({"form":"pdf","reason":"the unit asked for it"})";
  EXPECT_EQ(admin_.ask_by(viewer_, "POST", path, wanted).status, 403);
  EXPECT_EQ(admin_.ask_by(personal_, "POST", path, R"({"form":"pdf"})").status, 422);
  EXPECT_EQ(admin_.ask_by(personal_, "POST", path, R"({"form":"doc","reason":"x"})").status, 422);
  EXPECT_EQ(admin_.ask_by(personal_, "POST", "/api/v1/invoices/none/basis", wanted).status, 404);
  EXPECT_FALSE(audited("look", "the unit asked for it"));
  const auto pdf = admin_.ask_by(personal_, "POST", path, wanted);
  EXPECT_EQ(pdf.status, 200) << pdf.body;
  EXPECT_EQ(pdf.headers.at("content-type"), "application/pdf");
  EXPECT_EQ(pdf.headers.at("cache-control"), "no-store");
  EXPECT_EQ(pdf.headers.at("content-disposition"), "attachment; filename=\"fakturaunderlag-" + number + ".pdf\"");
  EXPECT_TRUE(pdf.body.starts_with("%PDF-")) << pdf.body.substr(0, 20);
  EXPECT_TRUE(audited("look", "the unit asked for it"));
  const auto sheet = admin_.ask_by(personal_, "POST", path, R"({"form":"xlsx","reason":"to add up"})");
  EXPECT_EQ(sheet.status, 200) << sheet.body;
  EXPECT_TRUE(sheet.body.starts_with("PK")) << sheet.body.substr(0, 20);
}

/// The path with what there is in each of its parts; what is not known here stands for nothing.
std::string path_in(const admin::Route& route, const std::string& invoice) {
  auto path = route.path;
  for (auto begin = path.find('{'); begin != std::string::npos; begin = path.find('{')) {
    const auto end = path.find('}', begin) + 1;
    const auto part = path.substr(begin, end - begin);
    path.replace(begin, end - begin,
                 part == "{id}"       ? "1"
                 : part == "{number}" ? invoice
                 : part == "{name}"   ? "P1"
                                      : "x");
  }
  return path;
}

TEST_F(Views, no_answer_to_a_viewer_tells_of_a_student_and_each_is_of_its_shape) {
  sync({Row{.id = "P1"}, Row{.id = "P2", .institution = "Okända universitetet", .personnummer = "19550101-9813"},
        Row{.id = "P3", .personnummer = "19550101-9821", .is_protected = "Ja"},
        Row{.id = "P4", .start = "i maj", .personnummer = "19550101-9839"}});
  const auto invoice = first_item(seen("/api/v1/invoices"))["number"].text_or_empty();
  int answered = 0;
  for (const auto& route : admin::all_routes()) {
    if (route.method != "GET" || route.access.who != admin::Access::Who::role ||
        route.access.role != store::Role::viewer)
      continue;
    const auto path = path_in(route, invoice);
    const auto told = admin_.ask_by(viewer_, "GET", path);
    for (const auto* secret : {"Testberg", "Provia", "19550101", "9805", "9813", "9821", "9839"})
      EXPECT_EQ(told.body.find(secret), std::string::npos) << secret << " in " << path << ": " << told.body;
    if (told.status != 200 || route.type != "application/json") continue;
    ++answered;
    EXPECT_EQ(misshapen(told, "GET", path), "") << path << ": " << told.body;
  }
  EXPECT_GT(answered, 12);
}

}  // namespace
}  // namespace sluss::test
