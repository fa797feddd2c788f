// What the registry says changes placements, also those whose rows have not changed and those that are invoiced.
#include <chrono>
#include <filesystem>
#include <gtest/gtest.h>

#include "base/json.h"
#include "registry_world.h"

namespace sluss::test {
namespace {

constexpr auto remark = "collected: interrupted on 2026-09-17 says the registry: 7 days fewer";
constexpr auto unknown =
    "held: the registry does not know the student. Have the number, course and term corrected where they are wrong; it "
    "is tried again every night";
constexpr std::int64_t day = 30600;

class RegistryNights : public ::testing::Test {
 protected:
  /// Both students are registered, both placements are invoiced.
  void first_night() {
    world_.put_placements();
    world_.put_registrations("registreringar-1.csv");
    const auto report = world_.sync();
    EXPECT_EQ(number_at(report, "issued.amount_ore"), 30 * day);
    EXPECT_EQ(number_at(report, "held.count"), 0) << to_json(report);
  }
  Value next_night(const std::string& name, const Registered& first) {
    world_.put_registrations(name, first);
    return world_.sync();
  }
  /// Credited, issued, changed, held.
  static std::string figures(const Value& report) {
    const auto ore = [&](const std::string& of) { return std::to_string(number_at(report, of + ".amount_ore") / day); };
    return "credited " + ore("credited") + ", issued " + ore("issued") + ", changed " +
           std::to_string(number_at(report, "changed")) + ", held " + std::to_string(number_at(report, "held.count"));
  }
  std::size_t versions(const std::string& key) const {
    const auto trace = world_.json({"messages", "trace", key});
    return trace["items"].as_list()->front()["versions"].as_list()->size();
  }
  void expect_balance() const { EXPECT_EQ(world_.sluss({"reconcile"}).exit, 0) << world_.sluss({"reconcile"}).out; }

  RegistryWorld world_;
};

TEST_F(RegistryNights, an_invoiced_placement_is_credited_for_what_is_broken_off_and_gets_it_back) {
  first_night();
  EXPECT_EQ(figures(next_night("registreringar-2.csv", RegistryWorld::interrupted())),
            "credited 7, issued 0, changed 2, held 0")
      << "the registration and the placement, whose row is unchanged";
  EXPECT_EQ(world_.placements()["P1"], remark);
  EXPECT_EQ(world_.placements()["P2"], "collected");
  EXPECT_EQ(versions("P2"), 1U);
  expect_balance();
  EXPECT_EQ(figures(next_night("registreringar-3.csv", {.status = "Omregistrerad"})),
            "credited 0, issued 7, changed 2, held 0");
  EXPECT_EQ(world_.placements()["P1"], "collected");
  EXPECT_EQ(versions("P1"), 3U);
  expect_balance();
}

TEST_F(RegistryNights, an_unchanged_night_decides_nothing_anew) {
  first_night();
  static_cast<void>(next_night("registreringar-2.csv", RegistryWorld::interrupted()));
  const auto outbox = world_.outbox();
  for (const auto* name : {"registreringar-3.csv", "registreringar-4.csv"}) {
    world_.put_placements(std::string("placeringar-") + name);
    EXPECT_EQ(figures(next_night(name, RegistryWorld::interrupted())), "credited 0, issued 0, changed 0, held 0");
  }
  EXPECT_EQ(versions("P1"), 2U);
  EXPECT_EQ(world_.outbox(), outbox);
}

TEST_F(RegistryNights, it_is_the_same_in_whatever_order_things_come) {
  const auto placements = [](const RegistryWorld& world) { world.put_placements(); };
  const auto registry = [](const RegistryWorld& world) {
    world.put_registrations("registreringar-1.csv", RegistryWorld::interrupted());
  };
  const std::string backwards = "klipp.placements, registret.registrations";
  const auto outcome = [&](const std::string& from, const auto& first, const auto& then, bool same_night) {
    const RegistryWorld world;
    world.configure_registry({.from = from});
    first(world);
    if (!same_night) static_cast<void>(world.sync());
    then(world);
    EXPECT_EQ(world.sluss({"sync", "nightly"}).exit, 0);
    EXPECT_EQ(world.sluss({"reconcile"}).exit, 0);
    return std::pair(world.outbox(), world.placements());
  };
  const auto expected = outcome(Setting{}.from, registry, placements, true);
  EXPECT_EQ(expected.second.at("P1"), remark);
  EXPECT_EQ(outcome(Setting{}.from, registry, placements, false), expected);
  EXPECT_EQ(outcome(Setting{}.from, placements, registry, false), expected) << "held meanwhile";
  EXPECT_EQ(outcome(backwards, placements, registry, true), expected);
  EXPECT_EQ(outcome(backwards, registry, placements, false), expected);
}

TEST_F(RegistryNights, the_same_registration_twice_is_one) {
  world_.put_placements();
  world_.put_registrations("registreringar-1.csv", std::vector{RegistryWorld::interrupted(), RegistryWorld::second(),
                                                               RegistryWorld::second(), RegistryWorld::interrupted()});
  EXPECT_EQ(figures(world_.sync()), "credited 0, issued 23, changed 0, held 0");
}

TEST_F(RegistryNights, a_placement_after_the_interruption_is_credited_whole) {
  first_night();
  auto gone = RegistryWorld::interrupted();
  gone.interrupted = "2026-09-07";
  EXPECT_EQ(figures(next_night("registreringar-2.csv", gone)), "credited 15, issued 0, changed 2, held 0");
  EXPECT_EQ(world_.placements()["P1"], "collected: interrupted on 2026-09-07 says the registry: no day of it is left");
  EXPECT_EQ(figures(next_night("registreringar-3.csv", {})), "credited 0, issued 15, changed 2, held 0");
  expect_balance();
}

TEST_F(RegistryNights, a_row_that_changes_later_is_cut_as_well) {
  first_night();
  static_cast<void>(next_night("registreringar-2.csv", RegistryWorld::interrupted()));
  auto rows = RegistryWorld::placement_rows();
  rows[0].end = "2026-10-02";
  world_.put("placeringar-2.csv", rows);
  EXPECT_EQ(figures(world_.sync()), "credited 0, issued 0, changed 1, held 0");
  EXPECT_EQ(world_.placements()["P1"], "collected: interrupted on 2026-09-17 says the registry: 12 days fewer");
  EXPECT_EQ(figures(next_night("registreringar-3.csv", {})), "credited 0, issued 12, changed 2, held 0");
  expect_balance();
}

TEST_F(RegistryNights, who_is_not_known_waits_and_comes_through_by_itself) {
  world_.put_placements();
  world_.put_registrations("registreringar-1.csv", std::vector{RegistryWorld::second()});
  EXPECT_EQ(figures(world_.sync()), "credited 0, issued 15, changed 0, held 1");
  EXPECT_EQ(world_.placements()["P1"], unknown);
  EXPECT_EQ(figures(world_.sync()), "credited 0, issued 0, changed 0, held 1");
  EXPECT_EQ(versions("P1"), 1U) << "what is still held is no new version";
  EXPECT_EQ(figures(next_night("registreringar-2.csv", {})), "credited 0, issued 15, changed 1, held 0");
  expect_balance();
}

TEST_F(RegistryNights, a_registration_that_is_taken_back_holds_and_credits_nothing) {
  first_night();
  EXPECT_EQ(figures(next_night("registreringar-2.csv", {.status = "Återbud"})),
            "credited 0, issued 0, changed 2, held 1");
  EXPECT_NE(world_.placements()["P1"].find("held: the registry has no registration of the student on the course"),
            std::string::npos);
  EXPECT_EQ(figures(next_night("registreringar-3.csv", {})), "credited 0, issued 0, changed 2, held 0");
  EXPECT_EQ(world_.placements()["P1"], "collected");
  expect_balance();
}

TEST_F(RegistryNights, what_waits_for_its_invoice_waits_with_a_hold) {
  auto agreements = read_file(world_.root() / "config/agreements/agreements.yaml");
  const std::string first = "    institution: uni\n";
  world_.configure("agreements/agreements.yaml", agreements.insert(agreements.find(first), "    approval: person\n"));
  world_.put_placements();
  world_.put_registrations("registreringar-1.csv");
  EXPECT_EQ(figures(world_.sync()), "credited 0, issued 0, changed 0, held 0");
  static_cast<void>(next_night("registreringar-2.csv", {.course = "AT1301"}));
  const auto approved = world_.sluss({"invoices", "approve", "--unit", "ost", "--term", "HT2026", "--reason", "seen"});
  EXPECT_EQ(approved.exit, 0) << approved.err;
  EXPECT_EQ(number_at(world_.sync(), "issued.amount_ore"), 15 * day);
  expect_balance();
}

TEST_F(RegistryNights, the_step_says_what_becomes_of_the_unknown_and_of_whom) {
  world_.put("placeringar.csv", {{.id = "P1"}, {.id = "P3", .type = "APL", .personnummer = "19550101-9821"}});
  EXPECT_EQ(figures(world_.sync()), "credited 0, issued 0, changed 0, held 2");
  EXPECT_NE(world_.placements()["P3"].find("held: No agreement"), std::string::npos) << "it is not looked for";
  world_.configure_registry({.options = "{ unknown: warn }"});
  EXPECT_EQ(figures(world_.sync()), "credited 0, issued 15, changed 1, held 1");
  EXPECT_EQ(world_.placements()["P1"], "collected: the registry does not know the student");
  world_.configure_registry({});
  EXPECT_EQ(figures(world_.sync()), "credited 0, issued 0, changed 1, held 2");
  EXPECT_EQ(world_.placements()["P1"], unknown);
  world_.configure_registry({.options = "{ types: [apl, lia] }"});
  EXPECT_EQ(figures(world_.sync()), "credited 0, issued 0, changed 2, held 1");
  EXPECT_EQ(world_.placements()["P1"], "collected");
  EXPECT_EQ(world_.placements()["P3"], unknown);
  world_.configure_registry({.options = "{ types: [] }"});
  EXPECT_EQ(figures(world_.sync()), "credited 0, issued 0, changed 1, held 1");
  EXPECT_NE(world_.placements()["P3"].find("held: No agreement"), std::string::npos);
}

TEST_F(RegistryNights, a_run_without_the_step_in_between_is_made_up_for) {
  world_.put_placements();
  world_.put_registrations("registreringar-1.csv", std::vector{RegistryWorld::second()});
  static_cast<void>(world_.sync());
  EXPECT_EQ(world_.placements()["P1"], unknown);
  const auto with = read_file(world_.root() / "config/pipelines/nightly.yaml");
  auto without = with;
  without.replace(without.find("  - registry: {}\n"), 17, "");
  world_.configure("pipelines/nightly.yaml", without);
  static_cast<void>(world_.sync());
  EXPECT_EQ(world_.placements()["P1"], "collected: the registry does not know the student");
  world_.configure("pipelines/nightly.yaml", with);
  static_cast<void>(world_.sync());
  EXPECT_EQ(world_.placements()["P1"], unknown);
}

TEST_F(RegistryNights, who_is_protected_in_the_registry_is_held_as_such) {
  first_night();
  const auto report = next_night("registreringar-2.csv", {.is_protected = "Sekretessmarkering"});
  EXPECT_EQ(figures(report), "credited 0, issued 0, changed 2, held 1");
  EXPECT_NE(world_.placements()["P1"].find("held: The student has a protected identity"), std::string::npos);
  EXPECT_EQ(figures(next_night("registreringar-3.csv", {})), "credited 0, issued 0, changed 2, held 0");
  EXPECT_EQ(world_.placements()["P1"], "collected");
}

TEST_F(RegistryNights, a_faulty_registration_is_rejected_with_its_place) {
  world_.put_placements();
  world_.put_registrations("registreringar-1.csv", {.status = "Avbrott"});
  static_cast<void>(world_.sync());
  const auto rejected = world_.sluss({"messages", "list", "--kind", "registration", "--state", "rejected"});
  EXPECT_NE(rejected.out.find("registreringar-1.csv, line 2: interrupted: missing - expected a day"), std::string::npos)
      << rejected.out;
  EXPECT_EQ(world_.placements()["P1"], unknown);
}

TEST_F(RegistryNights, a_plan_shows_it_and_touches_nothing) {
  first_night();
  world_.put_registrations("registreringar-2.csv", RegistryWorld::interrupted());
  const auto outbox = world_.outbox();
  const auto plan = world_.json({"plan", "nightly"});
  EXPECT_EQ(figures(plan), "credited 7, issued 0, changed 2, held 0");
  EXPECT_EQ(world_.placements()["P1"], "collected");
  EXPECT_EQ(world_.outbox(), outbox);
  EXPECT_EQ(figures(world_.sync()), figures(plan));
}

TEST_F(RegistryNights, the_sample_configuration_has_it_behind_marks) {
  namespace fs = std::filesystem;
  const fs::path source = SLUSS_SOURCE;
  const auto sample = world_.root() / "sample";
  fs::create_directories(sample);
  for (const auto* part : {"config", "connectors"}) fs::copy(source / part, sample / part, fs::copy_options::recursive);
  for (const auto* folder :
       {"inbox", "blad", "bank", "fakturor", "underlag", "svar", "bestallningar", "besked", "registret"})
    fs::create_directories(sample / "var" / folder);
  const auto change = [&](const std::string& file, const std::vector<std::pair<std::string, std::string>>& changes) {
    auto text = read_file(sample / "config" / file);
    for (const auto& [from, to] : changes) {
      ASSERT_NE(text.find(from), std::string::npos) << from;
      text.replace(text.find(from), from.size(), to);
    }
    write_file(sample / "config" / file, text);
  };
  change("connections.yaml", {{"# registret:", "registret:"}});
  change("pipelines/nightly-placements.yaml", {{"from: [", "from: [registret.registrations, "},
                                               {"# - validate: registration", "- validate: registration"},
                                               {"# - registry:", "- registry:"},
                                               {"  - underlag\n", ""}});
  const auto put = [&](const std::string& from, const std::string& to) {
    fs::copy(source / "connectors" / from, sample / "var" / to);
    fs::last_write_time(sample / "var" / to / fs::path(from).filename(),
                        fs::file_time_type::clock::now() - std::chrono::hours(1));
  };
  put("klipp/samples/placeringar-HT2026.csv", "inbox");
  put("registry-sheet/samples/registreringar-HT2026.csv", "registret");
  const auto sluss = [&](const std::vector<std::string>& arguments) {
    auto command = world_.command(arguments);
    command.at(2) = (sample / "config").string();
    return run(command, world_.root() / "scratch");
  };
  EXPECT_EQ(sluss({"check"}).exit, 0) << sluss({"check"}).err;
  EXPECT_EQ(sluss({"sync", "nightly-placements"}).exit, 1) << "some of the sample is wrong on purpose";
  const auto interrupted = sluss({"messages", "list", "--kind", "placement", "--reason-like", "interrupted on"});
  EXPECT_NE(interrupted.out.find("2026-10-05 says the registry"), std::string::npos) << interrupted.out;
  EXPECT_EQ(sluss({"reconcile"}).exit, 0);
}

TEST_F(RegistryNights, a_purge_takes_out_who_was_registered) {
  first_night();
  world_.configure("sluss.yaml",
                   read_file(world_.root() / "config/sluss.yaml") + "retention: { personal: 3 months }\n");
  EXPECT_EQ(number_at(world_.json({"store", "purge"}), "registrations"), 0) << "the term goes on";
  world_.at = "2027-06-01";
  EXPECT_EQ(number_at(world_.json({"store", "purge"}), "registrations"), 2);
  for (const auto& [name, bytes] : world_.folder("store"))
    for (const auto* personal : {"195501019805", "19550101-9805", "Provia"})
      EXPECT_EQ(bytes.find(personal), std::string::npos) << name << " holds " << personal;
  world_.put_registrations("registreringar-2.csv");
  world_.put_placements("placeringar-2.csv");
  EXPECT_EQ(figures(world_.sync()), "credited 0, issued 0, changed 0, held 0");
  expect_balance();
}

TEST_F(RegistryNights, a_trace_tells_it_and_nobodys_name) {
  first_night();
  static_cast<void>(next_night("registreringar-2.csv", RegistryWorld::interrupted()));
  const auto text = world_.sluss({"messages", "trace", "P1"}).out;
  std::size_t from = 0;
  for (const auto* part :
       {"new: placeringar.csv, line 2; run 1", "changed: placeringar.csv, line 2; run 2",
        "says otherwise: end, registry.says, registry.interrupted, registry.changed",
        "collected: interrupted on 2026-09-17 says the registry: 7 days fewer", "takes back 7 days"}) {
    const auto at = text.find(part, from);
    EXPECT_NE(at, std::string::npos) << part << " in:\n" << text;
    if (at != std::string::npos) from = at;
  }
  const auto registration = world_.sluss({"messages", "trace", "R1"}).out;
  EXPECT_NE(registration.find("says otherwise: status, interrupted"), std::string::npos) << registration;
  const auto shown = world_.sluss({"messages", "list", "--kind", "registration", "--json"}).out;
  for (const auto& told : {text, registration, shown})
    for (const auto* personal : {"Testberg", "9805", "S1"}) EXPECT_EQ(told.find(personal), std::string::npos) << told;
}

}  // namespace
}  // namespace sluss::test
