// The participants of a course instance out of a simulated Ladok's REST service.
#include "ladok_world.h"

namespace sluss::test {
namespace {

class LadokParticipants : public ::testing::Test {
 protected:
  explicit LadokParticipants(int certificate_days = 300) : world_(certificate_days) {
    for (int i = 0; i < 11; ++i) add("d-" + std::to_string(i), "REGISTRERAD");
    connect();
  }
  void connect(const std::string& more = "") {
    world_.connect(", instance: kt-1, institution: Exempeluniversitetet, course: OM1101, term: HT2026, limit: 3" + more,
                   "ladok-participants", "participants");
  }
  void add(const std::string& uid, const std::string& standing) {
    auto one = Value::object();
    one["Uid"] = uid;
    one["Deltagandetillstand"] = standing;
    one["Omfattning"] = uid.size() % 2 == 0 ? "2.0" : "1,0";
    one.make("Student.Uid") = "st-" + uid;
    one.make("Student.Efternamn") = uid.substr(0, 2);  // many of one name
    auto& list = world_.state.make("participants.kt-1");
    if (list.is_null()) list = Value::list();
    list.as_list()->push_back(one);
    world_.tell();
  }
  static std::string troubles(const Value& report) {
    std::string text;
    for (const auto& trouble : *report["troubles"].as_list()) text += trouble.text_or_empty() + "\n";
    return text;
  }

  LadokWorld world_;
};

TEST_F(LadokParticipants, all_pages_are_one_picture) {
  const auto report = world_.sync();
  EXPECT_EQ(troubles(report), "");
  EXPECT_EQ(number_at(report, "new"), 11);
  EXPECT_EQ(world_.requests().size(), 4U);
  EXPECT_NE(world_.requests().at(0).find("?orderby=EFTERNAMN_ASC&limit=3&page=1"), std::string::npos);
  EXPECT_EQ(number_at(world_.sync(), "unchanged"), 11);
}

TEST_F(LadokParticipants, who_is_missing_from_the_next_list_was_taken_off) {
  (void)world_.sync();
  world_.state["participants"]["kt-1"].as_list()->pop_back();
  world_.tell();
  const auto report = world_.sync();
  EXPECT_EQ(troubles(report), "");
  EXPECT_EQ(number_at(report, "withdrawn"), 1);
}

TEST_F(LadokParticipants, without_an_order_the_list_is_not_taken) {
  const auto file = world_.root() / "connectors/ladok-participants/connector.yaml";
  auto text = read_file(file);
  const std::string order = "        query: { orderby: \"${order}\" }\n";
  ASSERT_NE(text.find(order), std::string::npos);
  write_file(file, text.replace(text.find(order), order.size(), ""));
  const auto report = world_.sync();
  EXPECT_NE(troubles(report).find("does the service sort it?"), std::string::npos) << troubles(report);
  EXPECT_EQ(number_at(report, "withdrawn"), 0);
}

TEST_F(LadokParticipants, each_standing_has_its_meaning) {
  add("d-91", "UNHEARD_OF");
  for (const auto* standing : {"FORVANTAD_DELTAGARE", "EJ_PABORJAD", "PABORJAD", "PAGAENDE", "PAGAENDE_MED_SPARR",
                               "EJ_PAGAENDE_TILLFALLESBYTE", "AVKLARAD", "ATERBUD"})
    add(std::string("e-") + standing, standing);
  const auto report = world_.sync();
  EXPECT_EQ(number_at(report, "rejected"), 1) << "a standing that nobody knows waits for a person";
  EXPECT_EQ(number_at(report, "new"), 20);
}

TEST_F(LadokParticipants, a_page_that_fails_leaves_the_list_as_it_was) {
  (void)world_.sync();
  world_.state["cut"] = 1;
  world_.tell();
  const auto report = world_.sync();
  EXPECT_NE(troubles(report), "");
  EXPECT_EQ(number_at(report, "withdrawn"), 0);
}

TEST_F(LadokParticipants, the_probe_asks_for_one_and_leaves_nothing) {
  const auto probed = world_.sluss({"check", "--probe"});
  EXPECT_EQ(probed.exit, 0) << probed.out << probed.err;
  EXPECT_NE(probed.out.find("ladok.participants: well\n"), std::string::npos) << probed.out;
  EXPECT_EQ(probed.out.find(": warning: "), std::string::npos) << probed.out;
  ASSERT_EQ(world_.requests().size(), 1U);
  EXPECT_NE(world_.requests().front().find("limit=1&page=1"), std::string::npos) << world_.requests().front();
  EXPECT_FALSE(std::filesystem::exists(world_.root() / "store/sluss.db"));
}

class LadokParticipantsSoon : public LadokParticipants {
 protected:
  LadokParticipantsSoon() : LadokParticipants(12) {}
};

TEST_F(LadokParticipantsSoon, the_probe_tells_how_long_the_certificate_is_good) {
  const auto probed = world_.sluss({"check", "--probe"});
  EXPECT_EQ(probed.exit, 0) << probed.out << probed.err;
  EXPECT_NE(probed.out.find("ladok.participants: warning: our client certificate expires in 1"), std::string::npos)
      << probed.out;
}

}  // namespace
}  // namespace sluss::test
