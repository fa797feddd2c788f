// What each event of Ladok's ends in, and that none counts twice.
#include <set>

#include "ladok_world.h"

namespace sluss::test {
namespace {

const Event interruption{.type = "AvbrottEvent", .day = "2026-09-17"};

class LadokEvents : public ::testing::Test {
 protected:
  LadokEvents() { world_.put_placements(); }
  /// What the registrations say that are in that state: key, state and reason.
  [[nodiscard]] std::map<std::string, std::string> told(const std::string& state) const {
    std::map<std::string, std::string> found;
    const auto list = world_.json({"messages", "list", "--kind", "registration", "--state", state, "--limit", "1000"});
    for (const auto& message : *list.as_list())
      found[message["key"].text_or_empty()] = message["reason"].text_or_empty();
    return found;
  }
  [[nodiscard]] bool is_interrupted() const {
    return world_.placements()["P1"].find("interrupted on 2026-09-17") != std::string::npos;
  }
  /// The connector without one of its lines.
  void leave_out(const std::string& line) const {
    const auto file = world_.root() / "connectors/ladok/connector.yaml";
    auto text = read_file(file);
    const auto at = text.find(line);
    ASSERT_NE(at, std::string::npos) << line;
    write_file(file, text.erase(at, line.size()));
  }

  LadokWorld world_;
};

TEST_F(LadokEvents, the_same_event_in_another_entry_changes_nothing) {
  world_.add({});
  world_.add(interruption);
  EXPECT_EQ(troubles(world_.sync()), "");
  ASSERT_TRUE(is_interrupted());
  world_.add({.uid = "event-1"});
  const auto report = world_.sync();
  EXPECT_EQ(troubles(report), "");
  EXPECT_EQ(number_at(report, "read"), 1);
  EXPECT_EQ(number_at(report, "unchanged"), 1);
  EXPECT_TRUE(is_interrupted()) << world_.placements()["P1"];
  EXPECT_EQ(world_.sluss({"reconcile"}).exit, 0);
}

TEST_F(LadokEvents, nor_does_it_on_the_same_page_or_in_the_other_grammar) {
  world_.add({});
  world_.add(interruption);
  world_.add({.pad = true, .uid = "event-1"});
  world_.add({.grammar = "old", .uid = "event-1"});
  EXPECT_EQ(troubles(world_.sync()), "");
  EXPECT_TRUE(is_interrupted()) << world_.placements()["P1"];
}

TEST_F(LadokEvents, nor_does_all_of_the_feed_when_it_is_read_anew) {
  world_.state["page_size"] = 2;
  world_.add({});
  world_.add({.student = "st-2"});
  world_.add(interruption);
  EXPECT_EQ(troubles(world_.sync()), "");
  ASSERT_TRUE(is_interrupted());
  world_.state["lost"] = Value::list();
  world_.state["lost"].as_list()->push_back("entry-3");  // so nobody comes to the newer version of it
  world_.connect(", from: \"1\"");
  world_.tell();
  const auto report = world_.sync();
  EXPECT_EQ(troubles(report), "");
  EXPECT_EQ(number_at(report, "changed"), 0);
  EXPECT_TRUE(is_interrupted()) << world_.placements()["P1"];
}

TEST_F(LadokEvents, without_once_it_would_be_set_back) {
  leave_out("    once: HandelseUID\n");
  world_.add({});
  world_.add(interruption);
  (void)world_.sync();
  ASSERT_TRUE(is_interrupted());
  world_.add({.uid = "event-1"});
  (void)world_.sync();
  EXPECT_FALSE(is_interrupted()) << "the trap that once: is there for";
}

TEST_F(LadokEvents, killed_at_any_write_the_event_that_comes_again_changes_nothing) {
#ifdef __SANITIZE_THREAD__
  GTEST_SKIP() << "strace and the thread sanitizer do not bear each other";
#endif
  const auto fill = [](LadokWorld& world) {
    world.add({});
    world.add(interruption);
    world.add({.student = "st-2"});
    world.add({.uid = "event-1"});
  };
  const auto expect = [](const LadokWorld& world) {
    EXPECT_NE(world.placements()["P1"].find("interrupted on 2026-09-17"), std::string::npos)
        << world.placements()["P1"];
  };
  EXPECT_GE(kill_at_writes(40, fill, expect), 2);
}

TEST_F(LadokEvents, one_that_waits_for_a_person_is_taken_when_it_comes_again) {
  world_.state.make("occasions.kt-1") = Value::object();
  world_.state.make("occasions.kt-1.Startdatum") = "2026-08-31";
  world_.add({});
  EXPECT_EQ(number_at(world_.sync(), "rejected"), 1) << "a course instance without a code";
  world_.state.make("occasions.kt-1.Utbildningskod") = "OM1101";
  world_.add({.uid = "event-1"});
  EXPECT_EQ(number_at(world_.sync(), "changed"), 2) << "the registration, and the placement that rests on it";
  EXPECT_EQ(world_.placements()["P1"], "collected");
}

TEST_F(LadokEvents, what_is_not_used_is_filtered_by_its_name_and_not_kept) {
  world_.add({});
  for (const auto* type : {"KontaktuppgifterEvent", "KurstillfalleTillStatusEvent", "KurstillfalleUppdateratEvent",
                           "StudentTillLarosateEvent", "SomethingNewEvent"})
    world_.add({.type = type, .more = {{"Epostadress", "provia@example.se"}}});
  const auto report = world_.sync();
  EXPECT_EQ(troubles(report), "");
  EXPECT_EQ(number_at(report, "filtered"), 5);
  std::set<std::string> reasons;
  for (const auto& [key, reason] : told("filtered")) reasons.insert(reason);
  EXPECT_EQ(reasons.size(), 5U);
  EXPECT_TRUE(reasons.contains("KontaktuppgifterEvent: nothing about placements follows from it"));
  EXPECT_TRUE(reasons.contains("SomethingNewEvent: nothing about placements follows from it"));
  for (const auto* suffix : {"", "-wal"}) {
    const auto file = world_.root() / ("store/sluss.db" + std::string(suffix));
    const auto bytes = std::filesystem::exists(file) ? read_file(file) : std::string();
    EXPECT_EQ(bytes.find("provia@example.se"), std::string::npos);
  }
}

TEST_F(LadokEvents, a_cancelled_course_instance_is_a_persons_matter) {
  world_.add({.type = "UtbildningstillfalleInstalltEvent", .student = ""});
  const auto report = world_.sync();
  EXPECT_EQ(number_at(report, "rejected"), 1);
  EXPECT_NE(told("rejected").begin()->second.find("a course instance is cancelled"), std::string::npos);
}

TEST_F(LadokEvents, a_death_holds_what_is_not_invoiced_until_a_person_lets_it_go) {
  world_.add({});
  world_.add({.student = "st-2"});
  EXPECT_EQ(troubles(world_.sync()), "");
  EXPECT_EQ(world_.placements()["P1"], "collected");
  world_.add({.type = "StudentAvlidenmarkeringEvent", .occasion = ""});
  EXPECT_EQ(troubles(world_.sync()), "");
  EXPECT_NE(world_.placements()["P1"].find("held: the student is deceased"), std::string::npos);
  EXPECT_EQ(world_.placements()["P2"], "collected") << "another student";
  EXPECT_TRUE(told("held")["st-1/avliden"].starts_with("the student is deceased"));
  EXPECT_EQ(number_at(world_.sync(), "new"), 0);
  EXPECT_NE(world_.placements()["P1"].find("held: "), std::string::npos) << "the next night too";
  EXPECT_EQ(world_.sluss({"reconcile"}).exit, 0);
  const auto note = *world_.json({"messages", "list", "--kind", "registration", "--state", "held"}).as_list();
  const auto id = std::to_string(number_at(note.at(0), "id"));
  EXPECT_EQ(world_.sluss({"messages", "discard", id, "--reason", "the unit was told"}).exit, 0);
  EXPECT_EQ(troubles(world_.sync()), "");
  EXPECT_EQ(world_.placements()["P1"], "collected");
}

TEST_F(LadokEvents, a_mark_of_death_that_is_taken_back_lets_it_go) {
  world_.add({});
  world_.add({.type = "StudentAvlidenmarkeringEvent", .occasion = ""});
  (void)world_.sync();
  EXPECT_NE(world_.placements()["P1"].find("deceased"), std::string::npos);
  world_.add({.type = "StudentAvlidenmarkeringEvent", .change = "BORTTAGEN", .occasion = ""});
  EXPECT_EQ(troubles(world_.sync()), "");
  EXPECT_EQ(world_.placements()["P1"], "collected");
}

TEST_F(LadokEvents, a_restriction_holds_until_it_is_lifted) {
  world_.add({});
  world_.add({.type = "StudentrestriktionEvent", .occasion = ""});
  EXPECT_EQ(troubles(world_.sync()), "");
  EXPECT_NE(world_.placements()["P1"].find("held: the student may not study for now"), std::string::npos);
  world_.add({.type = "StudentEvent", .occasion = ""});
  EXPECT_EQ(troubles(world_.sync()), "");
  EXPECT_NE(world_.placements()["P1"].find("held: "), std::string::npos) << "master data lift nothing";
  world_.add({.type = "StudentrestriktionEvent", .change = "BORTTAGEN", .occasion = ""});
  EXPECT_EQ(troubles(world_.sync()), "");
  EXPECT_EQ(world_.placements()["P1"], "collected");
}

TEST_F(LadokEvents, master_data_tell_of_a_protection_and_of_a_new_number) {
  world_.add({});
  EXPECT_EQ(troubles(world_.sync()), "");
  EXPECT_TRUE(world_.placements()["P2"].starts_with("held: the registry does not know")) << world_.placements()["P2"];
  world_.state.make("students.st-1.Personnummer") = "195501019813";  // what P2 has
  world_.add({.type = "LokalStudentEvent", .occasion = ""});
  EXPECT_EQ(troubles(world_.sync()), "");
  EXPECT_EQ(world_.placements()["P2"], "collected");
  world_.state.make("students.st-1.Skyddsstatus") = "Sekretessmarkering";
  world_.add({.type = "StudentEvent", .occasion = ""});
  world_.add({.type = "StudentEvent", .student = "st-of-nobody", .occasion = ""});
  const auto report = world_.sync();
  EXPECT_EQ(troubles(report), "");
  EXPECT_EQ(number_at(report, "filtered"), 1) << "a student whom this institution does not have";
  EXPECT_NE(world_.placements()["P1"].find("protected identity"), std::string::npos) << world_.placements()["P1"];
}

}  // namespace
}  // namespace sluss::test
