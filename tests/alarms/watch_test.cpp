// The daemon's look each minute, with what it remembers between them.
#include "app/watch.h"

#include <gtest/gtest.h>

#include "alarms/smtp_server.h"
#include "engine/run_lock.h"

namespace sluss::app {
namespace {

using engine::DaemonIs;

class WatchTest : public ::testing::Test {
 protected:
  WatchTest() {
    configuration_.store = folder_.path() / "sluss.db";
    config::Pipeline nightly;
    nightly.name = "nightly";
    nightly.schedule = config::Schedule{*config::Cron::parse("0 2 * * *", "Europe/Stockholm"), {}};
    configuration_.pipelines["nightly"] = nightly;
    store_ = std::move(*store::open_sqlite(configuration_.store));
  }
  void mail_by(const test::SmtpServer& server, const std::string& password) {
    config::AlarmMail mail{{"drift@region.example"}, "sluss@region.example", {}};
    mail.server.host = "127.0.0.1";
    mail.server.port = std::stoll(server.port());
    mail.server.user = "sluss";
    mail.server.password = Secret(password);
    mail.server.ca = certificate_;
    configuration_.watch.mail = mail;
  }
  Result<void> look(Watch& watch, const std::string& now, DaemonIs daemon = DaemonIs::away) {
    return watch.look(*store_, *parse_instant(now), daemon);
  }

  test::TemporaryFolder folder_;
  std::filesystem::path certificate_ = test::make_certificate(folder_.path() / "right", "IP:127.0.0.1");
  config::Configuration configuration_;
  std::unique_ptr<store::Store> store_;
};

TEST_F(WatchTest, a_password_that_was_refused_is_not_tried_again_for_an_hour) {
  const test::SmtpServer server({"--certificate", certificate_.string(), "--password", "right"});
  mail_by(server, "wrong");
  Watch watch(configuration_);
  const auto denied = look(watch, "2026-11-23T12:00:00Z");
  ASSERT_FALSE(denied);
  EXPECT_EQ(denied.error().fault, Fault::denied);
  const auto tried = server.logins();
  EXPECT_GT(tried, 0U);
  EXPECT_TRUE(look(watch, "2026-11-23T12:01:00Z"));
  EXPECT_EQ(server.logins(), tried);
  EXPECT_FALSE(look(watch, "2026-11-23T13:00:00Z"));
  EXPECT_EQ(server.logins(), 2 * tried);
}

TEST_F(WatchTest, what_is_new_is_mailed_once_and_with_it_what_stands) {
  const test::SmtpServer server({"--certificate", certificate_.string(), "--password", "right"});
  mail_by(server, "right");
  Watch watch(configuration_);
  for (const auto* now : {"2026-11-23T12:00:00Z", "2026-11-23T12:01:00Z", "2026-11-24T01:09:59Z"})
    EXPECT_TRUE(look(watch, now));
  EXPECT_EQ(server.mails().size(), 1U);
  EXPECT_TRUE(look(watch, "2026-11-24T01:10:00Z"));  // the night's run has not taken place either
  ASSERT_EQ(server.mails().size(), 2U);
  const auto second = server.mails()[1];
  EXPECT_EQ(second["headers"]["Subject"].text_or_empty(), "Sluss: 2 alarms, 1 new");
  const auto text = second["text"].text_or_empty();
  EXPECT_LT(text.find("[pipeline/nightly/missing]"), text.find("[daemon/away]")) << text;
}

TEST_F(WatchTest, two_that_look_at_once_tell_it_once) {
  const test::SmtpServer server({"--certificate", certificate_.string(), "--password", "right"});
  mail_by(server, "right");
  Watch watch(configuration_);
  {
    const auto another = engine::RunLock::take(configuration_.store, "@watch");
    ASSERT_TRUE(another);
    EXPECT_TRUE(look(watch, "2026-11-23T12:00:00Z"));
    EXPECT_TRUE(server.mails().empty());
  }
  EXPECT_TRUE(look(watch, "2026-11-23T12:00:00Z"));
  EXPECT_EQ(server.mails().size(), 1U);
}

TEST_F(WatchTest, a_mail_that_does_not_leave_keeps_no_metrics_back) {
  configuration_.watch.metrics = folder_.path() / "sluss.prom";
  {
    const test::SmtpServer gone(std::vector<std::string>{});
    mail_by(gone, "right");
  }
  Watch watch(configuration_);
  EXPECT_FALSE(look(watch, "2026-11-23T12:00:00Z"));
  EXPECT_NE(test::read_file(configuration_.watch.metrics).find("sluss_alarms 1\n"), std::string::npos);
}

TEST_F(WatchTest, without_an_address_what_is_over_is_forgotten) {
  Watch watch(configuration_);
  EXPECT_TRUE(look(watch, "2026-11-23T12:00:00Z"));
  EXPECT_TRUE(look(watch, "2026-11-23T12:01:00Z", DaemonIs::running));
  const auto reading = std::move(*store_->begin(store::Access::read));
  EXPECT_TRUE(reading->alarms().list()->empty());
}

}  // namespace
}  // namespace sluss::app
