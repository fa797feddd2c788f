// `sluss alarms` and `sluss metrics`, as a person and a timer use them.
#include <gtest/gtest.h>
#include <sys/stat.h>

#include "alarms/smtp_server.h"
#include "base/json.h"
#include "support/world.h"

namespace sluss::test {
namespace {

class Alarms : public ::testing::Test {
 protected:
  /// The small house without a schedule: nothing waits for a daemon.
  Alarms() {
    auto pipeline = read_file(world_.root() / "config/pipelines/nightly.yaml");
    schedule_ = pipeline.substr(pipeline.find("schedule:"), pipeline.find("from:") - pipeline.find("schedule:"));
    pipeline.erase(pipeline.find(schedule_), schedule_.size());
    world_.configure("pipelines/nightly.yaml", pipeline);
  }
  void expect(const std::vector<std::string>& command, int exit, const std::string& text) const {
    const auto finished = world_.sluss(command);
    EXPECT_EQ(finished.exit, exit) << finished.out << finished.err;
    EXPECT_NE((finished.out + finished.err).find(text), std::string::npos) << finished.out << finished.err;
  }
  void mail_by(const SmtpServer& server) const {
    world_.configure("sluss.yaml", read_file(world_.root() / "config/sluss.yaml") +
                                       "alarms: { mail: { to: drift@region.example, from: sluss@region.example, "
                                       "server: smtp://127.0.0.1:" +
                                       server.port() + ", starttls: none } }\n");
  }
  void break_the_run() const {
    world_.put("placeringar.csv", "Namn;Nummer\r\nProvia Testberg;19550101-9805\r\n");
    static_cast<void>(world_.sluss({"sync", "nightly"}));
  }
  void mend_the_run() const {
    std::filesystem::remove(world_.root() / "inbox/placeringar.csv");
    world_.put("placeringar-2.csv", {{.id = "P1"}});
    EXPECT_EQ(world_.sluss({"sync", "nightly"}).exit, 0);
  }

  World world_;
  std::string schedule_;
};

TEST_F(Alarms, a_house_that_is_well_has_none) {
  world_.put("placeringar.csv", {{.id = "P1"}});
  static_cast<void>(world_.sync());
  expect({"alarms"}, 0, "No alarm stands.");
  EXPECT_EQ(to_json(world_.json({"alarms"})), "[]");
}

TEST_F(Alarms, a_run_that_failed_is_named_until_one_is_well) {
  break_the_run();
  expect({"alarms"}, 1, "pipeline/nightly/failed");
  EXPECT_EQ(world_.json({"alarms"}).as_list()->size(), 1U);
  mend_the_run();
  expect({"alarms"}, 0, "No alarm stands.");
}

TEST_F(Alarms, a_daemon_that_is_dead_is_told_where_one_is_awaited) {
  const auto pipeline = read_file(world_.root() / "config/pipelines/nightly.yaml");
  world_.configure("pipelines/nightly.yaml", pipeline + schedule_);
  expect({"alarms"}, 1, "The daemon does not run");
}

TEST_F(Alarms, are_mailed_once_and_once_more_when_they_are_over) {
  const SmtpServer server(std::vector<std::string>{});
  mail_by(server);
  break_the_run();
  expect({"alarms", "--mail"}, 1, "pipeline/nightly/failed");
  ASSERT_EQ(server.mails().size(), 1U);
  const auto first = server.mails().front();
  EXPECT_EQ(first["headers"]["Subject"].text_or_empty(), "Sluss: 1 alarm, 1 new");
  EXPECT_NE(first["text"].text_or_empty().find("The last run of nightly"), std::string::npos) << to_json(first);
  for (const auto* personal : {"Testberg", "Provia", "550101"})
    EXPECT_EQ(to_json(first).find(personal), std::string::npos) << to_json(first);
  expect({"alarms", "--mail"}, 1, "pipeline/nightly/failed");
  EXPECT_EQ(server.mails().size(), 1U) << "told once";
  world_.at = "2027-02-02";
  expect({"alarms", "--mail"}, 1, "pipeline/nightly/failed");
  ASSERT_EQ(server.mails().size(), 2U) << "and again the day after";
  EXPECT_EQ(server.mails()[1]["headers"]["Subject"].text_or_empty(), "Sluss: 1 alarm still stands");
  mend_the_run();
  expect({"alarms", "--mail"}, 0, "No alarm stands.");
  ASSERT_EQ(server.mails().size(), 3U);
  EXPECT_EQ(server.mails()[2]["headers"]["Subject"].text_or_empty(), "Sluss: all is well again");
  expect({"alarms", "--mail"}, 0, "No alarm stands.");
  EXPECT_EQ(server.mails().size(), 3U);
}

TEST_F(Alarms, whose_mail_was_not_taken_are_mailed_later) {
  {
    const SmtpServer gone(std::vector<std::string>{});
    mail_by(gone);
  }
  break_the_run();
  expect({"alarms", "--mail"}, 3, "error watch: the mail about alarms was not sent: the mail server 127.0.0.1:");
  const SmtpServer server(std::vector<std::string>{});
  world_.configure("sluss.yaml", [&] {
    auto text = read_file(world_.root() / "config/sluss.yaml");
    return text.substr(0, text.find("alarms:"));
  }());
  mail_by(server);
  expect({"alarms", "--mail"}, 1, "pipeline/nightly/failed");
  EXPECT_EQ(server.mails().size(), 1U);
}

TEST_F(Alarms, that_keep_us_from_looking_are_mailed_too) {
  const SmtpServer server(std::vector<std::string>{});
  mail_by(server);
  world_.configure("pipelines/second.yaml", "pipeline: second\nfrm: klipp\n");
  expect({"alarms", "--mail"}, 2, "did you mean");
  ASSERT_EQ(server.mails().size(), 1U);
  EXPECT_NE(server.mails()[0]["text"].text_or_empty().find("configuration is faulty"), std::string::npos);
  std::filesystem::remove(world_.root() / "config/pipelines/second.yaml");
  write_file(world_.root() / "store/sluss.db", std::string(8192, 'x'));
  expect({"alarms", "--mail"}, 4, "is no Sluss store");
  ASSERT_EQ(server.mails().size(), 2U);
  EXPECT_NE(server.mails()[1]["text"].text_or_empty().find("is no Sluss store"), std::string::npos);
}

TEST_F(Alarms, cannot_be_mailed_to_nobody) { expect({"alarms", "--mail"}, 2, "names nobody to mail to"); }

TEST_F(Alarms, and_metrics_are_written_for_everyone_to_read) {
  break_the_run();
  const auto file = world_.root() / "scratch/sluss.prom";
  expect({"metrics"}, 0, "sluss_alarms 1\n");
  EXPECT_EQ(world_.sluss({"metrics", "--to", file.string()}).exit, 0);
  EXPECT_NE(read_file(file).find("sluss_run_state{pipeline=\"nightly\",state=\"failed\"} 1\n"), std::string::npos)
      << read_file(file);
  struct stat status {};
  ASSERT_EQ(::stat(file.c_str(), &status), 0);
  EXPECT_EQ(status.st_mode & 07777U, 0644U);
  for (const auto& entry : std::filesystem::directory_iterator(file.parent_path()))
    EXPECT_FALSE(entry.path().string().ends_with(".tmp")) << entry.path();
  expect({"metrics", "--to", (world_.root() / "nowhere/sluss.prom").string()}, 3, "cannot be written");
}

TEST_F(Alarms, and_the_metrics_file_of_the_configuration_come_with_each_look) {
  const SmtpServer server(std::vector<std::string>{});
  mail_by(server);
  world_.configure("sluss.yaml",
                   read_file(world_.root() / "config/sluss.yaml") + "metrics: { file: ../scratch/sluss.prom }\n");
  expect({"alarms", "--mail"}, 0, "No alarm stands.");
  EXPECT_NE(read_file(world_.root() / "scratch/sluss.prom").find("sluss_alarms 0\n"), std::string::npos);
}

TEST_F(Alarms, are_looked_for_by_a_timer_that_systemd_takes) {
  const auto units = world_.root() / "scratch/units";
  std::filesystem::copy(SLUSS_UNITS, units, std::filesystem::copy_options::recursive);
  auto service = read_file(units / "sluss-alarms.service");
  const std::string installed = "/usr/bin/sluss";
  ASSERT_NE(service.find(installed), std::string::npos);
  service.replace(service.find(installed), installed.size(), SLUSS_PROGRAM);
  write_file(units / "sluss-alarms.service", service);
  const auto verified = run({"systemd-analyze", "--man=no", "verify", (units / "sluss-alarms.service").string(),
                             (units / "sluss-alarms.timer").string()},
                            world_.root() / "scratch");
  if (verified.exit == 127) GTEST_SKIP() << "systemd-analyze is not installed";
  EXPECT_EQ(verified.exit, 0) << verified.err;
  EXPECT_EQ(verified.err.find("sluss-alarms"), std::string::npos) << verified.err;
}

}  // namespace
}  // namespace sluss::test
