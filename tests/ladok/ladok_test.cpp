// Registrations out of the feed of a simulated Ladok, with the traps that the real one has.
#include <chrono>

#include "ladok_world.h"

namespace sluss::test {
namespace {

TEST(Ladok, a_placement_follows_what_the_feed_tells) {
  LadokWorld world;
  world.add({});
  world.add({.student = "st-2"});
  world.put_placements();
  EXPECT_EQ(troubles(world.sync()), "");
  EXPECT_EQ(world.placements(), (std::map<std::string, std::string>{{"P1", "collected"}, {"P2", "collected"}}));
  world.add({.type = "AvbrottEvent", .day = "2026-09-17"});
  EXPECT_EQ(troubles(world.sync()), "");
  EXPECT_NE(world.placements()["P1"].find("interrupted on 2026-09-17"), std::string::npos) << world.placements()["P1"];
  world.add({.type = "AvbrottBorttagetEvent"});
  EXPECT_EQ(troubles(world.sync()), "");
  EXPECT_EQ(world.placements()["P1"].find("interrupted"), std::string::npos) << world.placements()["P1"];
  EXPECT_EQ(world.sluss({"reconcile"}).exit, 0);
}

TEST(Ladok, events_stand_newest_first_and_the_last_one_holds) {
  LadokWorld world;
  world.add({});
  world.add({.type = "AvbrottEvent", .day = "2026-09-17"});
  world.add({.type = "AvbrottBorttagetEvent"});
  world.add({.type = "AvbrottEvent", .day = "2026-09-18"});
  world.put_placements();
  EXPECT_EQ(troubles(world.sync()), "");
  EXPECT_NE(world.placements()["P1"].find("2026-09-18"), std::string::npos) << world.placements()["P1"];
}

TEST(Ladok, recent_grows_and_nothing_is_read_twice) {
  LadokWorld world;
  world.state["page_size"] = 3;
  world.state["first_page"] = 4800;
  int read = 0;
  for (int night = 0; night < 5; ++night) {
    for (int i = 0; i < 2; ++i)
      world.add({.student = i == 0 ? "st-1" : "st-2", .occasion = "kt-" + std::to_string(night)});
    world.state.make("occasions.kt-" + std::to_string(night) + ".Utbildningskod") = "OM1101";
    world.state.make("occasions.kt-" + std::to_string(night) + ".Startdatum") = "2026-08-31";
    world.tell();
    const auto report = world.sync();
    EXPECT_EQ(troubles(report), "");
    EXPECT_EQ(number_at(report, "read"), 2) << "night " << night;
    read += static_cast<int>(number_at(report, "new"));
  }
  EXPECT_EQ(read, 10);
  EXPECT_EQ(number_at(world.sync(), "read"), 0);
}

TEST(Ladok, both_grammars_and_padded_ids_are_the_same_registration) {
  LadokWorld world;
  world.add({});
  world.add({.grammar = "old", .pad = true});
  world.add({.pad = true});
  const auto report = world.sync();
  EXPECT_EQ(troubles(report), "");
  EXPECT_EQ(number_at(report, "read"), 3);
  EXPECT_EQ(number_at(report, "new"), 1);
  EXPECT_EQ(number_at(report, "unchanged"), 2);
  EXPECT_EQ(world.registrations(), std::vector<std::string>{"st-1/kt-1 collected"});
  EXPECT_EQ(number_at(world.sync(), "read"), 0) << "a padded id is found again";
}

TEST(Ladok, a_national_event_is_of_the_students_own_institution) {
  LadokWorld world;
  world.add({.institution = "-1"});
  world.add({.student = "st-2"});
  world.put_placements();
  EXPECT_EQ(troubles(world.sync()), "");
  EXPECT_EQ(world.placements(), (std::map<std::string, std::string>{{"P1", "collected"}, {"P2", "collected"}}));
}

TEST(Ladok, what_is_taken_back_is_withdrawn) {
  LadokWorld world;
  world.add({});
  world.add({.student = "st-2"});
  world.add({.change = "BORTTAGEN"});
  world.put_placements();
  EXPECT_EQ(troubles(world.sync()), "");
  EXPECT_EQ(world.placements()["P2"], "collected");
  EXPECT_TRUE(world.placements()["P1"].starts_with("held: ")) << world.placements()["P1"];
}

TEST(Ladok, what_ladok_does_not_have_is_rejected_and_the_rest_goes_on) {
  LadokWorld world;
  world.add({.student = "st-9"});
  world.add({});
  world.add({.occasion = "kt-exchange"});
  world.state.make("occasions.kt-exchange.Startdatum") = "2026-08-31";  // no Utbildningskod
  world.tell();
  const auto report = world.sync();
  EXPECT_EQ(number_at(report, "rejected"), 2);
  const auto found = join(world.registrations(), "\n");
  EXPECT_NE(found.find("st-1/kt-1 collected"), std::string::npos) << found;
}

TEST(Ladok, the_login_lasts_by_its_cookie) {
  LadokWorld world;
  for (int i = 0; i < 20; ++i) world.add({.student = i % 2 == 0 ? "st-1" : "st-2"});
  EXPECT_EQ(troubles(world.sync()), "");
  EXPECT_EQ(world.logins(), 3) << "one for the feed, and one for each step that asks";
}

TEST(Ladok, the_same_student_is_asked_for_once) {
  LadokWorld world;
  for (int i = 0; i < 20; ++i) world.add({});
  EXPECT_EQ(troubles(world.sync()), "");
  EXPECT_EQ(world.requests().size(), 3U);
}

TEST(Ladok, an_entry_that_is_gone_is_said_until_a_person_decides) {
  LadokWorld world;
  world.state["page_size"] = 2;
  for (int i = 0; i < 5; ++i) world.add({});
  EXPECT_EQ(troubles(world.sync()), "");
  world.add({.student = "st-2"});
  world.state["lost"] = Value::list();
  world.state["lost"].as_list()->push_back("entry-5");
  world.tell();
  for (int night = 0; night < 2; ++night) {
    const auto report = world.sync();
    EXPECT_EQ(number_at(report, "read"), 0);
    EXPECT_NE(troubles(report).find("entry-5"), std::string::npos) << troubles(report);
    EXPECT_NE(troubles(report).find("write its number under from:"), std::string::npos) << troubles(report);
  }
  world.connect(", from: \"3\"");
  const auto report = world.sync();
  EXPECT_EQ(troubles(report), "");
  EXPECT_EQ(number_at(report, "read"), 1);
  EXPECT_EQ(number_at(world.sync(), "read"), 0);
}

TEST(Ladok, hundreds_of_pages_are_read_in_one_run) {
  LadokWorld world;
  world.state["page_size"] = 1;
  for (int i = 0; i < 200; ++i) world.add({.student = i % 2 == 0 ? "st-1" : "st-2"});
  const auto report = world.sync();
  EXPECT_EQ(troubles(report), "");
  EXPECT_EQ(number_at(report, "read"), 200);
  const auto asked = world.requests();
  EXPECT_EQ(std::count_if(asked.begin(), asked.end(), [](const auto& one) { return one.find("/feed/") != one.npos; }),
            200);
}

TEST(Ladok, too_many_requests_are_waited_out) {
  LadokWorld world;
  world.add({});
  world.state["throttle"] = 2;
  world.state["retry_after"] = 1;
  world.tell();
  const auto report = world.sync();
  EXPECT_EQ(troubles(report), "");
  EXPECT_EQ(number_at(report, "new"), 1);
}

TEST(Ladok, a_failure_on_the_way_loses_nothing_and_quotes_nothing) {
  LadokWorld world;
  world.add({});
  world.add({.student = "st-2"});
  int logged = 0;
  for (const auto& [path, status, form] :
       {std::tuple("/studentinformation", 500, "bare"), std::tuple("/utbildningsinformation", 503, "json"),
        std::tuple("/uppfoljning", 500, "xml"), std::tuple("/studentinformation", 401, "json"),
        std::tuple("/uppfoljning", 400, "json")}) {
    auto failure = Value::list();
    failure.as_list()->push_back(status);
    failure.as_list()->push_back(form);
    world.state["fail"] = Value::object();
    world.state["fail"][path] = failure;
    world.tell();
    const auto report = world.sync();
    EXPECT_NE(troubles(report).find(std::to_string(status)), std::string::npos) << troubles(report);
    EXPECT_EQ(troubles(report).find("body-word"), std::string::npos) << troubles(report);
    EXPECT_EQ(number_at(report, "new"), 0);
    ++logged;
    // Who is refused is not tried again until a person says so.
    const bool is_paused = status == 401;
    if (!is_paused) continue;
    EXPECT_EQ(world.sluss({"connections", "resume", "ladok.registrations", "--reason", "we are known again"}).exit, 0);
  }
  EXPECT_EQ(logged, 5);
  world.state["fail"] = Value::object();
  world.tell();
  const auto report = world.sync();
  EXPECT_EQ(troubles(report), "");
  EXPECT_EQ(number_at(report, "new"), 2);
}

TEST(Ladok, an_answer_that_is_cut_is_read_again_the_next_night) {
  LadokWorld world;
  world.add({});
  world.state["cut"] = 1;
  world.tell();
  EXPECT_NE(troubles(world.sync()).find("not whole"), std::string::npos);
  const auto report = world.sync();
  EXPECT_EQ(troubles(report), "");
  EXPECT_EQ(number_at(report, "new"), 1);
}

TEST(Ladok, the_probe_says_who_we_are_and_how_long_the_certificate_is_good) {
  LadokWorld world;
  const auto well = world.sluss({"check", "--probe"});
  EXPECT_EQ(well.exit, 0) << well.out << well.err;
  EXPECT_NE(well.out.find("ladok.registrations: well"), std::string::npos) << well.out;
  EXPECT_EQ(well.out.find(": warning: "), std::string::npos) << well.out;
  EXPECT_NE(join(world.requests(), "\n").find("GET /kataloginformation/anvandare/autentiserad"), std::string::npos)
      << join(world.requests(), "\n");
  LadokWorld soon(12);
  const auto warned = soon.sluss({"check", "--probe"});
  EXPECT_EQ(warned.exit, 0) << warned.out << warned.err;
  EXPECT_NE(warned.out.find("our client certificate expires in 1"), std::string::npos) << warned.out;
}

TEST(Ladok, another_certificate_is_refused_and_said) {
  LadokWorld world;
  make_pkcs12(make_certificate(world.root(), "client", "DNS:other.example"), "made-up-word");
  const auto probed = world.sluss({"check", "--probe"});
  EXPECT_EQ(probed.exit, 3) << probed.out;
  EXPECT_NE(probed.out.find("it refused our client certificate: it does not know who issued it"), std::string::npos)
      << probed.out;
  world.give_secret("ladok_passphrase", "another");
  EXPECT_NE(world.sluss({"check", "--probe"}).out.find("our own client certificate cannot be used"), std::string::npos);
}

TEST(Ladok, a_restored_store_reads_on_from_where_it_was) {
  LadokWorld world;
  world.add({});
  EXPECT_EQ(number_at(world.sync(), "new"), 1);
  const auto copy = world.root() / "scratch/copy.db";
  std::filesystem::copy_file(world.root() / "store/sluss.db", copy);
  world.add({.student = "st-2"});
  EXPECT_EQ(number_at(world.sync(), "new"), 1);
  for (const auto* suffix : {"", "-wal", "-shm"})
    std::filesystem::remove(world.root() / ("store/sluss.db" + std::string(suffix)));
  std::filesystem::copy_file(copy, world.root() / "store/sluss.db");
  const auto report = world.sync();
  EXPECT_EQ(number_at(report, "read"), 1) << "the event that came after the copy is read again, and no other";
  EXPECT_EQ(number_at(report, "new"), 1);
}

TEST(Ladok, killed_at_any_write_each_event_counts_once) {
#ifdef __SANITIZE_THREAD__
  GTEST_SKIP() << "strace and the thread sanitizer do not bear each other";
#endif
  const auto fill = [](LadokWorld& world) {
    for (const auto* student : {"st-1", "st-2"}) world.add({.student = student});
    world.add({.type = "AvbrottEvent", .day = "2026-09-17"});
    world.add({.type = "AvbrottBorttagetEvent"});
    world.add({.type = "AvbrottEvent", .day = "2026-09-18"});
  };
  const auto expect = [](const LadokWorld& world) {
    EXPECT_EQ(number_at(world.sync(), "read"), 0) << "nothing is left";
    EXPECT_NE(world.placements()["P1"].find("2026-09-18"), std::string::npos) << world.placements()["P1"];
    EXPECT_EQ(world.sluss({"reconcile"}).exit, 0);
  };
  EXPECT_GE(kill_at_writes(30, fill, expect), 3);
}

}  // namespace
}  // namespace sluss::test
