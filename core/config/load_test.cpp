#include <algorithm>
#include <gtest/gtest.h>
#include <sstream>

#include "config/test_house.h"

namespace sluss::config {
namespace {

namespace fs = std::filesystem;
using domain::PlacementType;

std::string read_file(const fs::path& file) {
  std::ifstream in(file, std::ios::binary);
  std::ostringstream text;
  text << in.rdbuf();
  return std::move(text).str();
}

TEST(Load, reads_a_good_folder) {
  House house;
  const auto configuration = house.load();
  ASSERT_TRUE(house.diagnostics.ok()) << house.faults();
  EXPECT_EQ(configuration.store, house.root() / "store" / "sluss.db");
  EXPECT_EQ(configuration.basis, "underlag.invoices");
  EXPECT_EQ(configuration.outlets.at("peppol.invoices").kind, "invoice");
  const auto& inlet = configuration.inlets.at("klipp.placements");
  EXPECT_EQ(inlet.kind, "placement");
  EXPECT_EQ(inlet.steps.size(), 2U);
  EXPECT_EQ(inlet.key, std::vector<std::string>{"id"});
  EXPECT_EQ(inlet.content, Content::snapshot);
  EXPECT_EQ(inlet.scope, (std::vector<std::string>{"term", "institution.id"}));
  EXPECT_EQ(inlet.withdraw_limit, 30);
}

/// The good folder's connector, with this before its mapping.
void before_mapping(const House& house, const std::string& yaml) {
  const auto file = house.root() / "connectors/klipp/connector.yaml";
  auto text = read_file(file);
  text.insert(text.find("    map:"), yaml);
  house.write("connectors/klipp/connector.yaml", text);
}

TEST(Load, what_is_no_record_is_skipped_before_the_mapping) {
  House house;
  before_mapping(house, "    skip: { empty: Placeringsnr }\n");
  const auto configuration = house.load();
  ASSERT_TRUE(house.diagnostics.ok()) << house.faults();
  const auto& steps = configuration.inlets.at("klipp.placements").steps;
  ASSERT_EQ(steps.size(), 3U);
  const auto first = steps[0].make(), second = steps[1].make();
  EXPECT_NE(dynamic_cast<FakeSkip*>(first.get()), nullptr);
  EXPECT_EQ(dynamic_cast<FakeSkip*>(second.get()), nullptr);
}

/// The good folder with a connector that extends its klipp, used in klipp's place.
void extended(const House& house, const std::string& own) {
  house.write("connectors/ours/connector.yaml", "connector: ours\nsummary: Ours\nextends: klipp\n" + own);
  auto text = read_file(house.root() / "config/connections.yaml");
  const std::string used = "use: klipp";
  house.write("config/connections.yaml", text.replace(text.find(used), used.size(), "use: ours"));
}

TEST(Load, a_connector_is_another_one_but_for_what_it_says) {
  House house;
  extended(house, "provides: { placements: { withdraw_limit: 7 } }\n");
  const auto configuration = house.load();
  ASSERT_TRUE(house.diagnostics.ok()) << house.faults();
  const auto& inlet = configuration.inlets.at("klipp.placements");
  EXPECT_EQ(inlet.withdraw_limit, 7);
  EXPECT_EQ(inlet.scope, (std::vector<std::string>{"term", "institution.id"}));
}

TEST(Load, what_a_connector_requires_is_there_or_told) {
  const auto faults = [](const std::string& own) {
    House house;
    extended(house, own);
    static_cast<void>(house.load());
    return house.faults();
  };
  EXPECT_EQ(faults("requires: { sluss: \"0.1\" }\nversion: \"1.0\"\n"), "");
  EXPECT_NE(faults("requires: { sluss: \"99.0\" }\n").find("this needs sluss 99.0 or later, found "),
            std::string::npos);
  EXPECT_NE(faults("requires: { klipp: \"1.2\" }\n").find("this needs klipp 1.2 or later, which says no version"),
            std::string::npos);
  EXPECT_NE(faults("requires: { ladok: \"1.2\" }\n").find("can require sluss and the connector that it extends"),
            std::string::npos);
  EXPECT_NE(faults("version: 1.10\n").find("expected a version in quotes"), std::string::npos);
}

TEST(Load, a_connector_that_extends_itself_is_told) {
  House house;
  extended(house, "");
  house.write("connectors/klipp/connector.yaml", "connector: klipp\nextends: ours\n");
  static_cast<void>(house.load());
  EXPECT_NE(house.faults().find("a connector cannot extend itself: ours extends klipp extends ours"), std::string::npos)
      << house.faults();
  House lost;
  extended(lost, "");
  lost.write("connectors/ours/connector.yaml", "connector: ours\nextends: kilpp\n");
  static_cast<void>(lost.load());
  EXPECT_NE(lost.faults().find("there is no connector \"kilpp\"; did you mean \"klipp\"?"), std::string::npos)
      << lost.faults();
}

/// The outbox of the good folder, whose connections may say by which transport.
void by_any_transport(const House& house, const std::string& connection) {
  house.write("connectors/outbox/connector.yaml",
              "connector: outbox\nsummary: Invoices\nparameters:\n  folder: { type: path }\n"
              "  transport: { type: transport, default: { file: { folder: \"${folder}/ut\" } } }\n"
              "takes:\n  invoices:\n    message: invoice\n    to: \"${transport}\"\n"
              "    with: { name: \"faktura-{number}\" }\n    format: ubl\n");
  house.write("config/connections.yaml",
              "klipp: { use: klipp, folder: ../inbox }\nunderlag: { use: outbox, folder: ../u }\n"
              "peppol: { use: outbox, " +
                  connection + " }\n");
}

TEST(Load, a_connection_says_by_which_transport) {
  const auto made = [](const std::string& connection) {
    House house;
    by_any_transport(house, connection);
    const auto configuration = house.load();
    EXPECT_TRUE(house.diagnostics.ok()) << house.faults();
    if (configuration.outlets.contains("peppol.invoices")) (void)configuration.outlets.at("peppol.invoices").sink();
    return last_made().folder.lexically_relative(house.root()).string() + " " + last_made().name;
  };
  EXPECT_EQ(made("folder: ../ut"), "ut/ut faktura-{number}");
  EXPECT_EQ(made("transport: { file: { folder: ../annan } }"), "annan faktura-{number}");
  EXPECT_EQ(made("transport: { file: { folder: ../annan, name: \"{number}\" } }"), "annan {number}");
}

TEST(Load, reads_a_pipeline) {
  House house;
  const auto configuration = house.load();
  const auto& pipeline = configuration.pipelines.at("nightly");
  ASSERT_TRUE(pipeline.schedule);
  EXPECT_EQ(pipeline.schedule->cron.text(), "0 2 * * *");
  EXPECT_EQ(pipeline.schedule->missed, Missed::run_once);
  EXPECT_EQ(pipeline.from, std::vector<std::string>{"klipp.placements"});
  ASSERT_EQ(pipeline.steps.size(), 2U);
  EXPECT_EQ(pipeline.steps[0].plugin, "validate");
  EXPECT_NE(pipeline.steps[1].make(), nullptr);
  ASSERT_EQ(pipeline.to.size(), 2U);
  EXPECT_EQ(pipeline.to[0].outlet, "peppol.invoices");
  EXPECT_EQ(pipeline.to[0].when, ".buyer.channel == \"peppol\"");
  EXPECT_EQ(pipeline.to[1].when, "");
}

TEST(Load, reads_a_schedule_and_its_calendar) {
  House house;
  house.write("config/calendars.yaml",
              "calendars:\n  terms: { on: [2026-08-31 to 2027-01-17, 2027-06-01], except: 2026-12-24 }\n");
  auto nightly = read_file(house.root() / "config/pipelines/nightly.yaml");
  const std::string before = "missed: run_once";
  nightly.replace(nightly.find(before), before.size(),
                  "missed: run_all, calendar: terms, otherwise: next_day, longest: 90m");
  house.write("config/pipelines/nightly.yaml", nightly);
  const auto schedule = house.load().pipelines.at("nightly").schedule;
  ASSERT_TRUE(schedule && schedule->calendar) << house.faults();
  EXPECT_EQ(schedule->missed, Missed::run_all);
  EXPECT_EQ(schedule->otherwise, Otherwise::next_day);
  EXPECT_EQ(schedule->longest, std::chrono::minutes(90));
  EXPECT_EQ(schedule->calendar->name(), "terms");
  EXPECT_TRUE(schedule->calendar->contains(make_day(2027, 6, 1)));
  EXPECT_FALSE(schedule->calendar->contains(make_day(2026, 12, 24)));
  EXPECT_TRUE(house.diagnostics.ok()) << house.faults();
}

TEST(Load, a_pipeline_whose_steps_keep_everything_says_that_nothing_goes_out) {
  House house;
  house.write("config/pipelines/nightly.yaml", "pipeline: nightly\nfrom: klipp.placements\nsteps: [bill]\nto: []\n");
  EXPECT_TRUE(house.load().pipelines.at("nightly").to.empty());
  EXPECT_TRUE(house.diagnostics.ok()) << house.faults();
  House forgotten;
  forgotten.write("config/pipelines/nightly.yaml", "pipeline: nightly\nfrom: klipp.placements\nsteps: [bill]\n");
  static_cast<void>(forgotten.load());
  EXPECT_NE(forgotten.faults().find("\"to\" is missing"), std::string::npos) << forgotten.faults();
}

TEST(Load, a_schedule_has_no_calendar_and_four_hours_unless_it_says_so) {
  House house;
  const auto schedule = house.load().pipelines.at("nightly").schedule;
  ASSERT_TRUE(schedule);
  EXPECT_FALSE(schedule->calendar);
  EXPECT_EQ(schedule->otherwise, Otherwise::skip);
  EXPECT_EQ(schedule->longest, std::chrono::hours(4));
}

TEST(Load, fills_in_parameters) {
  House house;
  const auto configuration = house.load();
  (void)configuration.inlets.at("klipp.placements").source();
  EXPECT_EQ(last_made().plugin, "source");
  EXPECT_EQ(last_made().folder, house.root() / "inbox");
  EXPECT_EQ(last_made().match, "placeringar*.csv");
  EXPECT_EQ(last_made().limit, 50) << "a default, and a number although it was put in as a text";
  EXPECT_EQ(last_made().marker, "") << "what has no value is left out";
  EXPECT_EQ(last_made().key, "canary-4711");
  (void)configuration.outlets.at("underlag.invoices").sink();
  EXPECT_EQ(last_made().folder, house.root() / "underlag" / "ut");
  EXPECT_EQ(last_made().name, "underlag-{number}");
  (void)configuration.outlets.at("peppol.invoices").sink();
  EXPECT_EQ(last_made().folder, "/srv/peppol/ut");
  EXPECT_EQ(last_made().name, "faktura-{number}");
}

TEST(Load, binds_the_probe_of_each_role) {
  House house;
  const auto configuration = house.load();
  EXPECT_EQ(configuration.probes.size(), 3U);
  (void)configuration.probes.at("klipp.placements")();
  EXPECT_EQ(last_made().plugin, "probe of i");
  (void)configuration.probes.at("underlag.invoices")();
  EXPECT_EQ(last_made().plugin, "probe of o");
  EXPECT_EQ(last_made().folder, house.root() / "underlag" / "ut");
}

TEST(Load, sets_every_field_of_the_parties) {
  House house;
  const auto book = house.load().agreements;
  const auto* institution = book.find_institution("exu");
  ASSERT_NE(institution, nullptr);
  EXPECT_EQ(institution->organisation_number, "2029990013");
  EXPECT_EQ(institution->endpoint.scheme + ":" + institution->endpoint.id, "0088:7300010000001");
  EXPECT_EQ(institution->buyer_reference + institution->order_reference, "ZZuni12345678");
  EXPECT_EQ(institution->street + institution->postal_code + institution->city, "Exempelgatan 1100 00Exempelby");
  EXPECT_EQ(institution->contact.email, "vfu@uni.example");
  EXPECT_EQ(book.providers.at(0).name, "Exempelby kommun");
  const auto* unit = book.unit_by_id("ost");
  ASSERT_NE(unit, nullptr);
  EXPECT_EQ(unit->hsa_id, "SE2129990012-E0001");
  EXPECT_EQ(unit->bankgiro, "99000010");
  EXPECT_EQ(unit->plusgiro, "99000010");
  EXPECT_EQ(unit->series + unit->provider, "100kommun");
  EXPECT_EQ(unit->aliases, std::vector<std::string>{"Östra"});
  EXPECT_EQ(unit->street + unit->city + unit->contact.phone, "Provgatan 2Exempelby08-000 00 00");
}

TEST(Load, sets_every_field_of_an_agreement) {
  House house;
  const auto book = house.load().agreements;
  const auto* agreement = book.agreement_by_id("uni-kommun");
  ASSERT_NE(agreement, nullptr);
  EXPECT_EQ(agreement->document, "Avtal 1");
  EXPECT_EQ(agreement->valid_from, make_day(2016, 1, 1));
  EXPECT_EQ(agreement->valid_to, make_day(2029, 12, 31));
  EXPECT_EQ(agreement->programmes, (std::vector<std::string>{"SSK", "FYS"}));
  EXPECT_EQ(agreement->types, (std::vector<PlacementType>{PlacementType::vfu, PlacementType::specialist}));
  EXPECT_EQ(agreement->holidays, domain::HolidayRule::not_counted);
  EXPECT_EQ(agreement->new_year, domain::NewYearRule::by_start);
  EXPECT_EQ(agreement->vat, domain::VatRule::outside);
  EXPECT_EQ(agreement->payment_days, 20);
  EXPECT_EQ(agreement->withdrawal_days, 28) << "where it does not say";
  EXPECT_EQ(book.agreement_by_id("hogskolan-kommun")->withdrawal_days, 21);
  EXPECT_EQ(agreement->spring.begins.day, 10U);
  EXPECT_EQ(agreement->spring.ends.month, 6U);
  ASSERT_TRUE(agreement->spring.invoice_from);
  EXPECT_EQ(agreement->spring.invoice_from->month, 5U);
  EXPECT_FALSE(agreement->autumn.invoice_from);
}

TEST(Load, reads_the_deadlines_of_an_agreement) {
  House house;
  const auto book = house.load().agreements;
  ASSERT_TRUE(house.diagnostics.ok()) << house.faults();
  const auto& deadlines = book.agreement_by_id("hogskolan-kommun")->deadlines;
  ASSERT_EQ(deadlines.size(), 2U);
  EXPECT_EQ(deadlines[0].kind, domain::DeadlineKind::announce);
  ASSERT_TRUE(deadlines[0].spring && deadlines[0].autumn);
  EXPECT_EQ(deadlines[0].spring->on.month, 9U);
  EXPECT_EQ(deadlines[0].spring->on.day, 15U);
  EXPECT_EQ(deadlines[0].spring->year, -1);
  EXPECT_EQ(deadlines[0].autumn->year, 0);
  EXPECT_EQ(deadlines[0].remind, (std::vector<int>{30, 7})) << "however they are written";
  EXPECT_EQ(deadlines[1].kind, domain::DeadlineKind::invoice);
  EXPECT_FALSE(deadlines[1].spring);
  EXPECT_EQ(deadlines[1].autumn->year, 1);
  EXPECT_EQ(deadlines[1].remind, std::vector<int>{14});
  EXPECT_TRUE(book.agreement_by_id("uni-kommun")->deadlines.empty());
}

TEST(Load, reads_prices_to_the_ore) {
  House house;
  const auto book = house.load().agreements;
  const auto* agreement = book.agreement_by_id("uni-kommun");
  ASSERT_NE(agreement, nullptr);
  const auto* old = book.find_price(*agreement, "FYS", PlacementType::vfu, make_day(2026, 12, 31));
  ASSERT_NE(old, nullptr);
  EXPECT_EQ(old->week, Ore{153000});
  EXPECT_EQ(book.find_price(*agreement, "FYS", PlacementType::vfu, make_day(2027, 1, 1)), nullptr);
  const auto* own = book.find_price(*agreement, "SSK", PlacementType::specialist, make_day(2027, 1, 1));
  ASSERT_NE(own, nullptr);
  EXPECT_EQ(own->week, Ore{157131});
  EXPECT_EQ(own->document, "Prislista 2027");
}

TEST(Load, reads_by_which_rules_places_are_found) {
  House house;
  const auto rules = house.load().agreements.placing;
  ASSERT_TRUE(house.diagnostics.ok()) << house.faults();
  ASSERT_EQ(rules.areas.size(), 2U);
  EXPECT_EQ(rules.areas[0].then, std::vector<std::string>{"hem"});
  EXPECT_EQ(rules.find_area("hemsjukvård"), &rules.areas[1]);
  EXPECT_EQ(rules.find_unit("ost")->goals, (std::vector<std::string>{"omvårdnad", "läkemedel"}));
  EXPECT_EQ(rules.find_quota("uni-kommun", "ost", "fys")->students, 12);
  EXPECT_EQ(rules.find_quota("uni-kommun", "ost", "ARB"), nullptr);
  EXPECT_EQ(rules.find_quota("uni-kommun", "vast", "ARB")->students, 0);
  EXPECT_EQ(rules.rule_of("uni", "ost"), domain::PairRule::excluded);
  EXPECT_EQ(rules.rule_of("uni", "vast"), domain::PairRule::direct);
  EXPECT_EQ(rules.rule_of("hogskolan", "ost"), std::nullopt);
  EXPECT_EQ(rules.find_other("grannregionens samordnare")->id, "grannregionen");
  const auto* round = rules.find_round("VT2027-ssk");
  ASSERT_NE(round, nullptr);
  EXPECT_EQ(round->term, "VT2027");
  EXPECT_EQ(round->types, (std::vector<PlacementType>{PlacementType::vfu, PlacementType::specialist}));
  EXPECT_EQ(to_iso(round->opens) + to_iso(round->closes) + to_iso(round->answer_by), "2026-08-152026-09-152026-11-15");
}

TEST(Load, connections_may_stand_without_their_frame_and_in_several_files) {
  House house;
  house.write("config/connections.yaml",
              "klipp: { use: klipp, folder: ../inbox }\npeppol: { use: outbox, folder: ../ut }\n");
  house.write("config/connections/more.yaml", "connections: { underlag: { use: outbox, folder: ../underlag } }\n");
  EXPECT_EQ(house.load().outlets.size(), 2U);
  EXPECT_TRUE(house.diagnostics.ok()) << house.faults();
}

TEST(Load, connectors_may_lie_elsewhere) {
  House house;
  fs::rename(house.root() / "connectors", house.root() / "elsewhere");
  (void)house.load();
  EXPECT_NE(house.faults().find("there is no connector \"klipp\""), std::string::npos) << house.faults();
  house.write("config/sluss.yaml", "store: x.db\nconnectors: ../elsewhere\n");
  (void)house.load();
  EXPECT_TRUE(house.diagnostics.ok()) << house.faults();
}

TEST(Load, the_hash_names_the_content_of_all_files_and_no_place) {
  House one;
  House other;
  const auto hash = one.load().hash;
  EXPECT_EQ(other.load().hash, hash);
  other.write("connectors/outbox/connector.yaml",
              read_file(one.root() / "connectors/outbox/connector.yaml") + "# changed\n");
  EXPECT_NE(other.load().hash, hash);
  one.write("config/agreements/agreements_test.yaml", "not read");
  EXPECT_EQ(one.load().hash, hash);
  const auto without_calendars = one.load().hash;
  one.write("config/calendars.yaml", "calendars: { terms: { on: 2026-08-31 } }\n");
  EXPECT_NE(one.load().hash, without_calendars);
  EXPECT_TRUE(one.diagnostics.ok()) << one.faults();
  one.write("config/pipelines/more.yaml", "pipeline: more\nfrom: klipp.placements\nto: peppol\n");
  EXPECT_NE(one.load().hash, hash);
}

TEST(Load, a_folder_that_is_missing_is_one_fault) {
  Diagnostics diagnostics;
  (void)load("nowhere", fake_registry(), FakeSecrets(), diagnostics);
  ASSERT_EQ(diagnostics.size(), 1U);
  EXPECT_NE(diagnostics.all()[0].text().find("nowhere:1:1: error: there is no such configuration folder"),
            std::string::npos);
}

TEST(Load, without_plugins_it_says_so) {
  House house;
  house.registry = Registry();
  (void)house.load();
  EXPECT_NE(house.faults().find("there is no source named \"file\"; no module that brings one is loaded"),
            std::string::npos)
      << house.faults();
  EXPECT_NE(house.faults().find("no loaded module brings a language for conditions"), std::string::npos)
      << house.faults();
}

TEST(Load, a_secret_stands_in_no_fault) {
  House house;
  house.write("connectors/klipp/connector.yaml",
              "connector: klipp\nsummary: S\nparameters: { folder: { type: path }, key: { type: secret } }\n"
              "provides: { placements: { message: placement, from: { file: { folder: x, match: \"${key}-${key}\", "
              "key: \"${key}\", limit: \"${key}\" } }, format: nope } }\n");
  (void)house.load();
  EXPECT_FALSE(house.diagnostics.ok());
  EXPECT_EQ(house.faults().find("canary"), std::string::npos) << house.faults();
  house.write("config/connections.yaml", "klipp: { use: klipp, folder: ../inbox, key: canary-in-clear }\n");
  (void)house.load();
  EXPECT_NE(house.faults().find("expected secret:NAME, not the secret itself"), std::string::npos) << house.faults();
  EXPECT_EQ(house.faults().find("canary"), std::string::npos) << house.faults();
}

TEST(Load, reads_how_people_hear_of_trouble) {
  House house;
  house.write("config/sluss.yaml",
              "store: x.db\nbasis: underlag\nmetrics: { file: ../sluss.prom }\nalarms:\n  again: 12h\n  mail:\n"
              "    to: [drift@region.example, ekonomi@region.example]\n    from: sluss@region.example\n"
              "    server: smtp://mail.region.example:2525\n    user: sluss\n    password: secret:klipp_key\n");
  const auto watch = house.load().watch;
  ASSERT_TRUE(house.diagnostics.ok()) << house.faults();
  EXPECT_EQ(watch.metrics, house.root() / "sluss.prom");
  EXPECT_EQ(watch.again, std::chrono::hours(12));
  ASSERT_TRUE(watch.mail);
  EXPECT_EQ(watch.mail->to, (std::vector<std::string>{"drift@region.example", "ekonomi@region.example"}));
  EXPECT_EQ(watch.mail->from, "sluss@region.example");
  EXPECT_EQ(watch.mail->server.host, "mail.region.example");
  EXPECT_EQ(watch.mail->server.port, 2525);
  EXPECT_EQ(watch.mail->server.user, "sluss");
  EXPECT_EQ(watch.mail->server.password.reveal(), "canary-4711");
  EXPECT_EQ(watch.mail->server.starttls, StartTls::required);
}

TEST(Load, mail_may_go_in_the_clear_to_this_machine_alone) {
  for (const auto& [host, is_well] : std::vector<std::pair<std::string, bool>>{{"localhost", true},
                                                                               {"127.0.0.1:25", true},
                                                                               {"[::1]:25", true},
                                                                               {"127.evil.example", false},
                                                                               {"localhost.evil.example", false},
                                                                               {"10.0.0.1:25", false}}) {
    House house;
    house.write("config/sluss.yaml",
                "store: x.db\nbasis: underlag\nalarms: { mail: { to: a@b.example, from: c@d.example,"
                " server: \"smtp://" +
                    host + "\", starttls: none } }\n");
    static_cast<void>(house.load());
    EXPECT_EQ(house.diagnostics.ok(), is_well) << host << house.faults();
  }
}

/// Each folder of testdata/faulty is laid over the good configuration; expected.txt has all its faults.
class Faulty : public ::testing::TestWithParam<std::string> {};

TEST_P(Faulty, tells_all_faults) {
  const auto folder = House::testdata() / "faulty" / GetParam();
  House house;
  house.lay_over(folder);
  (void)house.load();
  const auto expected = read_file(folder / "expected.txt");
  EXPECT_FALSE(expected.empty());
  EXPECT_EQ(house.faults(), expected);
}

std::vector<std::string> cases() {
  std::vector<std::string> names;
  for (const auto& entry : fs::directory_iterator(House::testdata() / "faulty"))
    names.push_back(entry.path().filename().string());
  std::sort(names.begin(), names.end());
  return names;
}

INSTANTIATE_TEST_SUITE_P(Load, Faulty, ::testing::ValuesIn(cases()), [](const auto& tested) { return tested.param; });

}  // namespace
}  // namespace sluss::config
