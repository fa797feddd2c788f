// The door while thousands stand in it: people get in, and the night's run does its work. SLUSS_CROWD says how many
// (make torture: 10,000).
#include "crowd.h"

#include <chrono>
#include <cstdlib>
#include <fstream>
#include <gtest/gtest.h>
#include <iostream>
#include <thread>

#include "asker.h"
#include "base/json.h"
#include "base/text.h"

namespace sluss::test {
namespace {

using Clock = std::chrono::steady_clock;
using std::chrono::milliseconds;

constexpr auto password = "en lång mening till test";

std::size_t crowd_size() {
  const auto* given = std::getenv("SLUSS_CROWD");
  return given == nullptr ? 1000 : std::stoul(given);
}

milliseconds since(Clock::time_point begin) { return std::chrono::duration_cast<milliseconds>(Clock::now() - begin); }

/// "VmRSS", "VmHWM": kB of a process's memory.
long memory_of(pid_t pid, const std::string& which) {
  std::ifstream status("/proc/" + std::to_string(pid) + "/status");
  for (std::string line; std::getline(status, line);)
    if (line.starts_with(which + ":")) return std::stol(line.substr(which.size() + 1));
  ADD_FAILURE() << "no " << which;
  return 0;
}

std::vector<Row> night_of(int rows) {
  std::vector<Row> all;
  for (int i = 1; i <= rows; ++i) all.push_back({.id = "P" + std::to_string(i)});
  return all;
}

/// Begins the run over the API, and waits for its end.
std::string run_by(const AdminWorld& admin, const std::string& token) {
  EXPECT_EQ(admin.ask_by(token, "POST", "/api/v1/pipelines/nightly/runs").status, 204);
  for (int i = 0; i < 3000; ++i) {
    const auto status = admin.ask_by(token, "GET", "/api/v1/status").json();
    const auto state = (*status["pipelines"].as_list())[0]["last_state"].text_or_empty();
    if (!state.empty() && state != "running") return state;
    std::this_thread::sleep_for(milliseconds(20));
  }
  return "it never ended";
}

struct Night {
  std::string state;
  std::map<std::string, std::string> placements;
  std::size_t invoices = 0;
  milliseconds took{};
};

Night night(const AdminWorld& admin, const std::string& token) {
  const auto begin = Clock::now();
  auto state = run_by(admin, token);
  const auto took = since(begin);
  return {std::move(state), admin.world.placements(), admin.world.outbox().size(), took};
}

TEST(Crowd, people_get_in_and_the_night_does_its_work) {
  const auto size = crowd_size();
  const auto rows = night_of(static_cast<int>(size) / 5);
  Night calm;
  {
    AdminWorld admin;
    admin.world.put("placeringar.csv", rows);
    calm = night(admin, admin.token("ola", "operator,viewer"));
  }
  AdminWorld admin;
  if (!allow_open_files(size)) GTEST_SKIP() << "the system does not allow " << size << " open files";
  admin.world.put("placeringar.csv", rows);
  const auto token = admin.token("ola", "operator,viewer");
  auto body = Value::object();
  body["name"] = "karin";
  body["password"] = password;
  auto first = body;
  first["token"] = std::string(trim(read_file(admin.world.root() / "store/first-account.token")));
  ASSERT_EQ(admin.ask("POST", "/api/v1/first-account", {}, to_json(first)).status, 204);
  const auto before = memory_of(admin.pid(), "VmRSS");

  const Crowd crowd(admin.port(), size);
  milliseconds slowest{};
  for (int i = 0; i < 20; ++i) {
    const auto begin = Clock::now();
    EXPECT_EQ(admin.ask("GET", "/health/ready").body, "ready\n");
    EXPECT_EQ(admin.ask("POST", "/api/v1/session", {}, to_json(body)).status, 200);
    slowest = std::max(slowest, since(begin));
  }
  const auto beset = night(admin, token);
  EXPECT_LT(slowest, std::chrono::seconds(30)) << "for a look and a login; a busy machine is slow by itself";
  EXPECT_EQ(beset.state, calm.state);
  EXPECT_EQ(beset.placements, calm.placements);
  EXPECT_EQ(beset.invoices, calm.invoices);
  EXPECT_GT(beset.invoices, 0U);
  const auto after = memory_of(admin.pid(), "VmHWM");
  EXPECT_LT(after - before, 128 * 1024) << "kB more than before they came and the night ran";
  std::cout << crowd.size() << " connections: a look and a login within " << slowest.count() << " ms; a night of "
            << rows.size() << " placements " << beset.took.count() << " ms, without them " << calm.took.count()
            << " ms; memory " << before / 1024 << " MB before, " << after / 1024 << " MB at most\n";
}

}  // namespace
}  // namespace sluss::test
