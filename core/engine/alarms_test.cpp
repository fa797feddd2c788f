#include "engine/alarms.h"

#include "engine/alarm_texts.h"
#include "store/store_fixture.h"

namespace sluss::engine {
namespace {

constexpr std::uintmax_t gibibyte = 1ULL << 30U;

class AlarmsTest : public store::StoreTest {
 protected:
  AlarmsTest() {
    pipeline("nightly", "0 2 * * *");
    configuration_.outlets["peppol.invoices"].name = "peppol.invoices";
    configuration_.inlets["klipp.placements"].name = "klipp.placements";
    configuration_.store = file();
  }
  void pipeline(const std::string& name, const std::string& cron) {
    config::Pipeline made;
    made.name = name;
    if (!cron.empty())
      made.schedule = config::Schedule{must(config::Cron::parse(cron, "Europe/Stockholm")), config::Missed::run_once};
    configuration_.pipelines[name] = made;
  }
  static Instant at(const std::string& when) { return *parse_instant(when); }
  [[nodiscard]] Outlook outlook(const std::string& now) const {
    return {configuration_, at(now), daemon_, [this](const auto&) { return Result<Room>(room_); }};
  }
  /// The keys of what stands, with a blank between.
  std::string alarms(const std::string& now) {
    std::string keys;
    for (const auto& alarm : must(alarms_now(*reading(), outlook(now)))) keys += (keys.empty() ? "" : " ") + alarm.key;
    return keys;
  }
  /// One look, as the daemon takes each minute.
  News look(const std::string& now) { return must(settle(*store_, outlook(now))); }

  std::int64_t begin(const std::string& when, const std::string& name = "nightly") {
    const auto transaction = writing();
    store::Run run;
    run.pipeline = name;
    run.state = "running";
    run.started = at(when);
    const auto id = must(transaction->runs().begin(run));
    must(transaction->commit());
    return id;
  }
  void end(std::int64_t run, const std::string& when, const std::string& state = "done",
           const std::string& report = "{}") {
    const auto transaction = writing();
    must(transaction->runs().end(run, state, at(when), *parse_json(report)));
    must(transaction->commit());
  }
  void ran(const std::string& begun, const std::string& ended, const std::string& state = "done") {
    end(begin(begun), ended, state);
  }
  void connection(int failures, const std::string& paused = "") {
    const auto transaction = writing();
    must(transaction->connections().set({"peppol.invoices", failures, std::nullopt, "no answer", paused}));
    must(transaction->commit());
  }
  void delivery(store::DeliveryState state) {
    const auto transaction = writing();
    const auto made = append(*transaction, "I1");
    must(transaction->deliveries().add(made.message.id, "peppol.invoices", "peppol/I1"));
    auto added = must(transaction->deliveries().of_message(made.message.id)).at(0);
    added.state = state;
    added.receipt = "Provia Testberg is unknown";
    added.at = at("2026-11-23T02:30:00Z");
    must(transaction->deliveries().update(added));
    must(transaction->commit());
  }

  config::Configuration configuration_;
  DaemonIs daemon_ = DaemonIs::running;
  Room room_{100 * gibibyte, 1000};
};

TEST_F(AlarmsTest, a_house_that_is_well_has_none) {
  ran("2026-11-23T01:00:00Z", "2026-11-23T01:20:00Z");
  connection(0);
  EXPECT_EQ(alarms("2026-11-23T12:00:00Z"), "");
}

TEST_F(AlarmsTest, a_run_that_failed_stands_until_one_that_ended_well) {
  end(begin("2026-11-23T01:00:00Z"), "2026-11-23T01:20:00Z", "failed", R"({"troubles":["klipp.placements is away"]})");
  EXPECT_EQ(alarms("2026-11-23T12:00:00Z"), "pipeline/nightly/failed");
  const auto alarm = must(alarms_now(*reading(), outlook("2026-11-23T12:00:00Z"))).at(0);
  EXPECT_EQ(alarm.since, at("2026-11-23T01:20:00Z"));
  EXPECT_EQ(alarm.text,
            "The last run of nightly, begun 2026-11-23 02:00, failed (klipp.placements is away); look with: sluss "
            "status, and when its cause is mended: sluss sync nightly.");
  const auto next = begin("2026-11-23T12:01:00Z");
  EXPECT_EQ(alarms("2026-11-23T12:02:00Z"), "pipeline/nightly/failed") << "a run under way has mended nothing yet";
  end(next, "2026-11-23T12:03:00Z");
  EXPECT_EQ(alarms("2026-11-23T12:04:00Z"), "");
}

TEST_F(AlarmsTest, a_run_that_was_broken_off) {
  ran("2026-11-23T01:00:00Z", "2026-11-23T01:20:00Z", "interrupted");
  EXPECT_EQ(alarms("2026-11-23T12:00:00Z"), "pipeline/nightly/failed");
  begin("2026-11-23T13:00:00Z");
  begin("2026-11-23T14:00:00Z");  // the one before never ended
  EXPECT_EQ(alarms("2026-11-23T14:01:00Z"), "pipeline/nightly/failed");
}

TEST_F(AlarmsTest, a_run_that_takes_too_long) {
  begin("2026-11-23T01:00:00Z");
  EXPECT_EQ(alarms("2026-11-23T05:00:00Z"), "");
  EXPECT_EQ(alarms("2026-11-23T05:00:01Z"), "pipeline/nightly/long");
}

TEST_F(AlarmsTest, a_run_that_did_not_take_place) {
  ran("2026-11-23T01:00:00Z", "2026-11-23T01:20:00Z");
  EXPECT_EQ(alarms("2026-11-24T01:09:59Z"), "") << "ten minutes of grace";
  EXPECT_EQ(alarms("2026-11-24T01:10:01Z"), "pipeline/nightly/missing");
  EXPECT_EQ(must(alarms_now(*reading(), outlook("2026-11-24T12:00:00Z"))).at(0).since, at("2026-11-24T01:00:00Z"));
  begin("2026-11-24T12:00:00Z");
  EXPECT_EQ(alarms("2026-11-24T12:00:01Z"), "");
}

TEST_F(AlarmsTest, a_run_by_hand_across_the_hour_counts_for_it) {
  ran("2026-11-24T00:50:00Z", "2026-11-24T01:30:00Z");
  EXPECT_EQ(alarms("2026-11-24T12:00:00Z"), "");
}

TEST_F(AlarmsTest, a_pipeline_that_never_ran_is_missed_from_when_it_was_first_seen) {
  EXPECT_EQ(alarms("2026-11-23T12:00:00Z"), "");
  look("2026-11-23T12:00:00Z");
  EXPECT_TRUE(must(reading()->alarms().list()).empty()) << "watched, and no alarm yet";
  EXPECT_EQ(alarms("2026-11-24T01:09:59Z"), "");
  EXPECT_EQ(alarms("2026-11-24T01:11:00Z"), "pipeline/nightly/missing");
  EXPECT_EQ(look("2026-11-24T01:11:00Z").fresh.size(), 1U);
  EXPECT_EQ(alarms("2026-11-26T12:00:00Z"), "pipeline/nightly/missing") << "it stands while nothing ran";
  ran("2026-11-26T12:30:00Z", "2026-11-26T12:31:00Z");
  EXPECT_EQ(alarms("2026-11-26T12:32:00Z"), "");
}

TEST_F(AlarmsTest, a_run_in_the_future_by_a_wrong_clock_hides_nothing) {
  ran("2099-01-01T01:00:00Z", "2099-01-01T01:20:00Z");
  look("2026-11-23T12:00:00Z");
  EXPECT_EQ(alarms("2026-11-24T01:11:00Z"), "pipeline/nightly/missing");
}

TEST_F(AlarmsTest, without_a_schedule_nothing_is_missed_and_no_daemon_awaited) {
  pipeline("nightly", "");
  daemon_ = DaemonIs::away;
  look("2026-11-23T12:00:00Z");
  EXPECT_EQ(alarms("2026-12-23T12:00:00Z"), "");
}

TEST_F(AlarmsTest, the_night_in_spring_that_lacks_the_hour) {
  pipeline("nightly", "30 2 * * *");
  ran("2026-03-28T01:30:00Z", "2026-03-28T01:40:00Z");
  // 2026-03-29 02:30 does not exist; the run is due at 03:00 summer time.
  EXPECT_EQ(alarms("2026-03-29T01:09:59Z"), "");
  EXPECT_EQ(alarms("2026-03-29T01:10:01Z"), "pipeline/nightly/missing");
  ran("2026-03-29T01:00:00Z", "2026-03-29T01:10:00Z");
  EXPECT_EQ(alarms("2026-03-30T00:39:59Z"), "");
  EXPECT_EQ(alarms("2026-03-30T00:40:01Z"), "pipeline/nightly/missing");
}

TEST_F(AlarmsTest, the_night_in_autumn_that_has_the_hour_twice) {
  pipeline("nightly", "30 2 * * *");
  ran("2026-10-24T00:30:00Z", "2026-10-24T00:40:00Z");
  EXPECT_EQ(alarms("2026-10-25T00:40:01Z"), "pipeline/nightly/missing") << "the first 02:30";
  ran("2026-10-25T00:30:00Z", "2026-10-25T00:40:00Z");
  EXPECT_EQ(alarms("2026-10-25T02:00:00Z"), "") << "the second 02:30 asks for no run";
  EXPECT_EQ(alarms("2026-10-26T01:40:01Z"), "pipeline/nightly/missing");
}

TEST_F(AlarmsTest, a_connection_that_waits_for_a_person) {
  connection(1, "the password was refused");
  EXPECT_EQ(alarms("2026-11-23T12:00:00Z"), "connection/peppol.invoices/paused");
  EXPECT_NE(must(alarms_now(*reading(), outlook("2026-11-23T12:00:00Z"))).at(0).text.find("password was refused"),
            std::string::npos);
  connection(0);
  EXPECT_EQ(alarms("2026-11-23T12:01:00Z"), "");
}

TEST_F(AlarmsTest, a_connection_that_gives_out_for_more_than_an_hour) {
  ran("2026-11-23T11:00:00Z", "2026-11-23T11:20:00Z");
  connection(1);
  look("2026-11-23T12:00:00Z");
  connection(5);
  EXPECT_EQ(alarms("2026-11-23T13:00:00Z"), "");
  EXPECT_EQ(alarms("2026-11-23T13:00:01Z"), "connection/peppol.invoices/away");
  connection(0);
  look("2026-11-23T13:01:00Z");
  connection(1);
  look("2026-11-23T13:02:00Z");
  EXPECT_EQ(alarms("2026-11-23T14:00:00Z"), "") << "its hour begins anew";
}

TEST_F(AlarmsTest, what_broke_that_which_reads_it) {
  ran("2026-11-23T11:00:00Z", "2026-11-23T11:20:00Z");
  const auto begun = [&](int attempts) {
    const auto transaction = writing();
    must(transaction->readings().set(
        {"klipp.placements", "placeringar 19550101.csv", "v1", attempts, at("2026-11-23T11:00:00Z"), 0, "", 0}));
    must(transaction->commit());
  };
  begun(3);
  EXPECT_EQ(alarms("2026-11-23T12:00:00Z"), "") << "it is tried again";
  begun(4);
  EXPECT_EQ(alarms("2026-11-23T12:00:00Z"), "connection/klipp.placements/broken");
  {
    const auto transaction = writing();
    must(transaction->readings().pass_over("klipp.placements", "pipeline abc", "m1"));
    must(transaction->commit());
  }
  const auto text = must(alarms_now(*reading(), outlook("2026-11-23T12:00:00Z"))).at(0).text;
  EXPECT_NE(text.find("placeringar 99999999.csv"), std::string::npos) << text;
  EXPECT_NE(text.find("1 row, which is passed over"), std::string::npos) << text;
  EXPECT_NE(text.find("sluss connections resume klipp.placements"), std::string::npos) << text;
  configuration_.inlets.erase("klipp.placements");
  EXPECT_EQ(alarms("2026-11-23T12:00:00Z"), "") << "nothing reads it under that name any more";
}

TEST_F(AlarmsTest, deliveries_in_doubt_or_refused) {
  delivery(store::DeliveryState::unknown);
  EXPECT_EQ(alarms("2026-11-23T12:00:00Z"), "connection/peppol.invoices/doubt");
  const auto alarm = must(alarms_now(*reading(), outlook("2026-11-23T12:00:00Z"))).at(0);
  EXPECT_TRUE(alarm.text.starts_with("1 delivery to peppol.invoices broke off before the answer")) << alarm.text;
  EXPECT_EQ(alarm.since, at("2026-11-23T02:30:00Z"));
}

TEST_F(AlarmsTest, deliveries_that_were_refused_tell_nothing_of_what_the_target_said) {
  delivery(store::DeliveryState::rejected);
  EXPECT_EQ(alarms("2026-11-23T12:00:00Z"), "connection/peppol.invoices/refused");
  for (const auto& alarm : must(alarms_now(*reading(), outlook("2026-11-23T12:00:00Z"))))
    EXPECT_EQ(alarm.text.find("Testberg"), std::string::npos) << alarm.text;
}

TEST_F(AlarmsTest, messages_that_wait_for_a_person_are_none) {
  const auto transaction = writing();
  const auto held = append(*transaction, "P1");
  must(transaction->messages().set_state(held.message.id, store::State::held, "no price", Ore{100}));
  const auto rejected = append(*transaction, "P2");
  must(transaction->messages().set_state(rejected.message.id, store::State::rejected, "no date", std::nullopt));
  must(transaction->commit());
  EXPECT_EQ(alarms("2026-11-23T12:00:00Z"), "");
}

TEST_F(AlarmsTest, a_disk_that_fills) {
  room_ = {gibibyte, 1000};
  EXPECT_EQ(alarms("2026-11-23T12:00:00Z"), "");
  room_ = {gibibyte - 1, 1000};
  EXPECT_EQ(alarms("2026-11-23T12:00:00Z"), "store/room");
  room_ = {5 * gibibyte, 3 * gibibyte};
  EXPECT_EQ(alarms("2026-11-23T12:00:00Z"), "store/room") << "not enough for the store twice over";
}

TEST_F(AlarmsTest, a_disk_that_cannot_be_looked_at) {
  auto blind = outlook("2026-11-23T12:00:00Z");
  blind.room = [](const auto&) { return Result<Room>(fail(Fault::unavailable, "no such folder")); };
  EXPECT_EQ(must(alarms_now(*reading(), blind)).at(0).key, "store/room");
}

TEST_F(AlarmsTest, the_real_disk_has_room_and_the_store_a_size) {
  const auto room = must(room_of(file()));
  EXPECT_GT(room.free, 0U);
  EXPECT_GE(room.store, std::filesystem::file_size(file()));
  EXPECT_FALSE(room_of(folder_ / "nowhere" / "sluss.db"));
}

TEST_F(AlarmsTest, a_daemon_that_is_away) {
  daemon_ = DaemonIs::away;
  EXPECT_EQ(alarms("2026-11-23T12:00:00Z"), "daemon/away");
}

TEST_F(AlarmsTest, are_told_once_and_again_while_they_stand) {
  constexpr std::chrono::hours day{24};
  daemon_ = DaemonIs::away;
  auto news = look("2026-11-23T12:00:00Z");
  ASSERT_EQ(news.fresh.size(), 1U);
  EXPECT_TRUE(news.worth_telling(at("2026-11-23T12:00:00Z"), day));
  news = look("2026-11-23T12:01:00Z");
  EXPECT_EQ(news.fresh.size(), 1U) << "nobody was told yet: the mail did not leave";
  EXPECT_EQ(news.fresh.at(0).since, at("2026-11-23T12:00:00Z"));
  must(set_told(*store_, news, at("2026-11-23T12:01:00Z")));

  news = look("2026-11-23T12:02:00Z");
  EXPECT_TRUE(news.fresh.empty());
  EXPECT_EQ(news.standing.size(), 1U);
  EXPECT_FALSE(news.worth_telling(at("2026-11-23T12:02:00Z"), day));
  EXPECT_FALSE(news.worth_telling(at("2026-11-24T12:00:59Z"), day));
  EXPECT_TRUE(news.worth_telling(at("2026-11-24T12:01:00Z"), day));
  must(set_told(*store_, news, at("2026-11-24T12:01:00Z")));
  ran("2026-11-24T01:00:00Z", "2026-11-24T01:20:00Z");
  EXPECT_FALSE(look("2026-11-24T12:02:00Z").worth_telling(at("2026-11-24T12:02:00Z"), day));
}

TEST_F(AlarmsTest, that_are_over_are_told_once) {
  daemon_ = DaemonIs::away;
  must(set_told(*store_, look("2026-11-23T12:00:00Z"), at("2026-11-23T12:00:00Z")));
  daemon_ = DaemonIs::running;
  for (const auto* now : {"2026-11-23T13:00:00Z", "2026-11-23T13:01:00Z"}) {
    const auto news = look(now);
    ASSERT_EQ(news.over.size(), 1U) << "kept until somebody has heard of it";
    EXPECT_EQ(news.over[0].key, "daemon/away");
    EXPECT_TRUE(news.worth_telling(at(now), std::chrono::hours(24)));
  }
  must(set_told(*store_, look("2026-11-23T13:02:00Z"), at("2026-11-23T13:02:00Z")));
  EXPECT_FALSE(look("2026-11-23T13:03:00Z").worth_telling(at("2026-11-23T13:03:00Z"), std::chrono::hours(24)));
  EXPECT_TRUE(must(reading()->alarms().list()).empty());
}

TEST_F(AlarmsTest, that_nobody_was_told_of_go_without_a_word) {
  daemon_ = DaemonIs::away;
  look("2026-11-23T12:00:00Z");
  daemon_ = DaemonIs::running;
  EXPECT_TRUE(look("2026-11-23T12:01:00Z").over.empty());
  EXPECT_TRUE(must(reading()->alarms().list()).empty());
}

TEST_F(AlarmsTest, of_a_clock_that_was_put_back_are_told) {
  daemon_ = DaemonIs::away;
  must(set_told(*store_, look("2027-11-23T12:00:00Z"), at("2027-11-23T12:00:00Z")));
  const auto news = look("2026-11-23T12:00:00Z");
  EXPECT_TRUE(news.worth_telling(at("2026-11-23T12:00:00Z"), std::chrono::hours(24)));
}

TEST(AlarmTexts, leave_numbers_of_persons_out_of_a_reason) {
  EXPECT_EQ(reason_to_tell("row 12: 19550101-9805 and 5501019805,\n550101+9805"),
            "row 12: 99999999-9999 and 9999999999, 999999+9999");
  EXPECT_EQ(reason_to_tell("HTTP 503 on 2026-11-23"), "HTTP 503 on 2026-11-23");
  EXPECT_EQ(reason_to_tell(std::string(299, 'x') + "å and more").substr(295), "xxxx ...");
}

}  // namespace
}  // namespace sluss::engine
