// All parties are made up, and there are no students but in one placement, who is nobody.
#include <gtest/gtest.h>

#include "base/json.h"
#include "support/world.h"

namespace sluss::test {
namespace {

struct Order {
  std::string id, institution, count, status = "Skickad", priority = "5", course = "OM1101";
};
struct Answer {
  std::string id, unit, places, order = "";
};

std::string sheet_of(const std::vector<Order>& orders) {
  std::string text =
      "Beställningsnr;Omgång;Lärosäte;Program;Kurs;Typ;Termin;Veckor;Start;Slut;Område;Direkt till;Lärandemål;"
      "Antal platser;Prioritet;Status\r\n";
  for (const auto& order : orders)
    text += order.id + ";VT2027-ssk;" + order.institution + ";SSK;" + order.course +
            ";VFU;VT2027;5-9;;;Geriatrik;;omvårdnad;" + order.count + ";" + order.priority + ";" + order.status +
            "\r\n";
  return text;
}

std::string sheet_of(const std::vector<Answer>& answers) {
  std::string text = "Svarsnr;Verksamhet;Termin;Program;Platser;Beställningsnr;Status\r\n";
  for (const auto& answer : answers)
    text += answer.id + ";" + answer.unit + ";VT2027;SSK;" + answer.places + ";" + answer.order + ";Erbjuden\r\n";
  return text;
}

class Orders : public ::testing::Test {
 protected:
  Orders() {
    world_.configure("connections/orders.yaml",
                     "connections:\n  blad: { use: order-sheet, folder: ../inbox }\n"
                     "  besked: { use: round-reports, folder: ../besked }\n");
    world_.configure("pipelines/orders.yaml",
                     "pipeline: orders\nfrom: [blad.orders-csv, blad.offers-csv]\n"
                     "steps: [{ validate: order }, { validate: offer }, allocate]\n"
                     "to: [besked.inquiries, besked.confirmations, besked.rounds]\n");
    std::filesystem::create_directories(world_.root() / "config/placing");
    world_.configure("placing/placing.yaml",
                     "areas: [{ id: geriatrik, name: Geriatrik }]\n"
                     "units:\n  - { unit: ost, area: geriatrik, goals: omvårdnad }\n"
                     "  - { unit: vast, area: geriatrik, goals: omvårdnad }\n"
                     "quotas: [{ agreement: uni-kommun, unit: ost, programmes: SSK, students: 8 }]\n"
                     "others: [{ id: granne, name: Grannregionen }]\n"
                     "rounds:\n  - { id: VT2027-ssk, term: VT2027, programmes: [SSK], opens: 2026-08-15, closes: "
                     "2026-09-15, answer_by: 2026-11-15 }\n");
    std::filesystem::create_directories(world_.root() / "besked");
    world_.at = "2026-09-01";
    world_.put("bestallning-1.csv",
               sheet_of(std::vector<Order>{{.id = "A", .institution = "uni", .count = "10", .priority = "1"},
                                           {.id = "B", .institution = "hogskolan", .count = "6"}}));
  }

  Value sync(const std::string& day) {
    world_.at = day;
    return world_.json({"sync", "orders"});
  }
  /// "ost 8 asked, vast 2 asked; redirected".
  std::string line(const std::string& id) {
    const auto shown = world_.json({"orders", "show", id});
    std::string text;
    const auto& first = shown.as_list()->front();
    for (const auto& seat : *first["seats"].as_list())
      text +=
          seat["at"].text_or_empty() + " " + seat["places"].text_or_empty() + " " + seat["word"].text_or_empty() + ", ";
    return text + first["state"].text_or_empty();
  }
  std::string files() {
    std::string names;
    for (const auto& [name, bytes] : world_.folder("besked"))
      if (name.ends_with(".csv")) names += name.substr(11, name.size() - 15) + " ";
    return names;
  }

  World world_;
};

TEST_F(Orders, over_several_nights) {
  const auto plan = world_.json({"plan", "orders"});
  EXPECT_EQ(number_at(plan, "made.inquiry"), 2);
  EXPECT_EQ(files(), "") << "a plan touches nothing";

  const auto first = sync("2026-09-01");
  EXPECT_EQ(number_at(first, "new"), 2);
  EXPECT_EQ(number_at(first, "made.inquiry"), 2);
  EXPECT_EQ(number_at(first, "made.confirmation"), 2);
  EXPECT_EQ(number_at(first, "made.round"), 1);
  EXPECT_EQ(line("A"), "ost 8 asked, vast 2 asked, redirected");
  EXPECT_EQ(line("B"), "ost 6 asked, sent");
  EXPECT_EQ(files(), "besked-hogskolan-1 besked-uni-1 forfragan-ost-1 forfragan-vast-1 omgang-1 ");
  const auto inquiry = world_.folder("besked").at("VT2027-ssk-forfragan-ost-1.csv");
  EXPECT_NE(inquiry.find("A;Exempeluniversitetet;SSK;OM1101;vfu;2027-02-01;2027-03-05;omvårdnad;8;att svara på"),
            std::string::npos)
      << inquiry;

  const auto again = sync("2026-09-02");
  EXPECT_TRUE(again["made"].is_null()) << "nothing has changed";
  EXPECT_EQ(files(), "besked-hogskolan-1 besked-uni-1 forfragan-ost-1 forfragan-vast-1 omgang-1 ");

  // Offers come: ost has 9 places for all, vast answers A alone.
  world_.put("svar-1.csv", sheet_of(std::vector<Answer>{{"S1", "Östra geriatriken", "9"}, {"S2", "vast", "2", "A"}}));
  sync("2026-10-01");
  EXPECT_EQ(line("A"), "ost 8 stated, vast 2 answered, allocated");
  EXPECT_EQ(line("B"), "ost 1 stated, vast 5 asked, redirected");

  // A unit lowers its offer: the less important order loses its place first, and both are looked for anew.
  world_.put("svar-2.csv", sheet_of(std::vector<Answer>{{"S1", "Östra geriatriken", "7"}}));
  const auto lowered = world_.json({"plan", "orders"});
  EXPECT_EQ(number_at(lowered, "made.round"), 1);
  sync("2026-10-02");
  EXPECT_EQ(line("A"), "ost 7 stated, vast 2 answered, granne 1 asked, redirected");
  EXPECT_EQ(line("B"), "vast 6 asked, redirected");

  // An order is reduced less than four weeks before its first day.
  world_.put("bestallning-2.csv",
             sheet_of(std::vector<Order>{{.id = "A", .institution = "uni", .count = "8", .priority = "1"}}));
  const auto late = sync("2027-01-20");
  EXPECT_EQ(line("A"), "ost 7 stated, vast 1 answered, allocated");
  const auto shown = world_.json({"orders", "show", "A"});
  const auto& changes = *shown.as_list()->front()["late"].as_list();
  ASSERT_EQ(changes.size(), 2U);
  EXPECT_EQ(changes[0]["at"].text_or_empty() + changes[0]["by"].text_or_empty() + changes[0]["on"].text_or_empty(),
            "vastuni2027-01-20");
  EXPECT_NE(to_json(late["notes"]).find("not answered by 2026-11-15: vast"), std::string::npos)
      << to_json(late["notes"]);

  const auto trace = world_.sluss({"messages", "trace", "VT2027-ssk"});
  EXPECT_EQ(trace.exit, 0) << trace.err;
  EXPECT_EQ(number_at(world_.json({"orders", "round", "VT2027-ssk"}), "places.ordered"), 14);
}

TEST_F(Orders, what_is_wrong_waits_and_moves_nothing) {
  sync("2026-09-01");
  world_.put("bestallning-2.csv",
             sheet_of(std::vector<Order>{{.id = "A", .institution = "uni", .count = "-3", .priority = "1"},
                                         {.id = "C", .institution = "unni", .count = "3"}}));
  world_.put("svar-1.csv", sheet_of(std::vector<Answer>{{"S1", "norra", "3"}, {"S2", "ost", "3", "X"}}));
  const auto report = sync("2026-09-02");
  EXPECT_EQ(number_at(report, "rejected"), 1);
  EXPECT_EQ(number_at(report, "held.count"), 3);
  EXPECT_TRUE(report["made"].is_null());
  EXPECT_EQ(line("A"), "ost 8 asked, vast 2 asked, redirected");
}

TEST_F(Orders, commands_tell_of_orders_quotas_and_students) {
  world_.put("bestallning-2.csv",
             sheet_of(std::vector<Order>{
                 {.id = "D", .institution = "uni", .count = "1", .status = "Utkast", .course = "=1+1"}}));
  sync("2026-09-01");
  EXPECT_EQ(world_.json({"orders", "list"}).as_list()->size(), 3U);
  const auto quotas = world_.json({"orders", "quota", "--year", "2027"});
  EXPECT_EQ(to_json(quotas.as_list()->front()),
            R"({"agreement":"uni-kommun","unit":"ost","programmes":"SSK","quota":8,"ordered":8,"placed":0,"left":0})");
  const auto exported = world_.sluss({"orders", "export", "VT2027-ssk", "--out", (world_.root() / "ut").string()});
  EXPECT_EQ(exported.exit, 0) << exported.err;
  const auto lines = read_file(world_.root() / "ut/VT2027-ssk-lines.csv");
  EXPECT_NE(lines.find("D;uni;SSK;'=1+1;vfu"), std::string::npos) << lines;
  EXPECT_NE(world_.folder("besked").at("VT2027-ssk-besked-uni-1.csv").find("D;Exempeluniversitetet;SSK;'=1+1;vfu"),
            std::string::npos);
  for (const auto& arguments : std::vector<std::vector<std::string>>{
           {"orders", "list"}, {"orders", "show", "A"}, {"orders", "round", "VT2027-ssk"}, {"plan", "orders"}})
    EXPECT_EQ(world_.sluss(arguments).exit, 0) << arguments.back();
  EXPECT_EQ(world_.sluss({"orders", "show", "Z"}).exit, 2);
  EXPECT_EQ(world_.sluss({"orders", "round", "VT2027-sk"}).err,
            "sluss: no round \"VT2027-sk\" has been split; did you mean \"VT2027-ssk\"?\n");
}

TEST_F(Orders, an_order_line_is_traced_to_its_placements_and_back) {
  sync("2026-09-01");
  world_.put("placeringar.csv", std::vector<Row>{{.id = "P1", .unit = "Norra", .hsa_id = ""},
                                                 {.id = "P2", .personnummer = "19550101-9813"}});
  static_cast<void>(world_.sync());
  const auto held = world_.json({"messages", "list", "--state", "held"});
  ASSERT_EQ(held.as_list()->size(), 1U);
  const auto id = held.as_list()->front()["id"].text_or_empty();
  const auto edited = world_.sluss({"messages", "edit", id, "--set", "order=A", "--set", "unit.name=Östra geriatriken",
                                    "--reason", "the unit rang"});
  ASSERT_EQ(edited.exit, 0) << edited.err;
  static_cast<void>(world_.sync());
  const auto placement = world_.sluss({"messages", "trace", "P1"}).out;
  EXPECT_NE(placement.find("placement P1, from klipp.placements, a place of order line A\n"), std::string::npos)
      << placement;
  const auto order = world_.json({"messages", "trace", "A"});
  const auto& placements = *order.at("items").as_list()->front()["placements"].as_list();
  ASSERT_EQ(placements.size(), 1U) << to_json(order);
  EXPECT_EQ(placements[0]["placement"], Value("P1"));
  EXPECT_EQ(placements[0]["state"], Value("collected"));
}

}  // namespace
}  // namespace sluss::test
