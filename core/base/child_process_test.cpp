#include "base/child_process.h"

#include <csignal>
#include <dirent.h>
#include <fstream>
#include <gtest/gtest.h>
#include <iterator>
#include <sys/wait.h>
#include <thread>

#include "base/file.h"
#include "support/temporary_folder.h"

namespace sluss {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;
using std::chrono::steady_clock;

class ChildProcessTest : public ::testing::Test {
 protected:
  [[nodiscard]] Program shell(const std::string& script, seconds hang = seconds(20)) const {
    return {{"/bin/sh", "-c", script}, {"PATH=/usr/bin:/bin", "GIVEN=yes"}, folder_.path(), log_, hang};
  }
  [[nodiscard]] std::unique_ptr<ChildProcess> started(const std::string& script, seconds hang = seconds(20)) const {
    return std::move(*ChildProcess::start(shell(script, hang)));
  }
  std::string line_of(ChildProcess& child) { return child.read_line(stop_.get_token()).value().value_or("(end)"); }

  test::TemporaryFolder folder_;
  std::filesystem::path log_;
  std::stop_source stop_;
};

bool is_alive(int process) { return ::kill(process, 0) == 0; }

/// Until it has gone: whoever is its parent now may take a moment.
bool goes_away(int process) {
  for (int i = 0; i < 200 && is_alive(process); ++i) std::this_thread::sleep_for(milliseconds(20));
  return !is_alive(process);
}

int descriptors() {
  int count = 0;
  auto* const folder = ::opendir("/proc/self/fd");
  while (::readdir(folder) != nullptr) ++count;
  ::closedir(folder);
  return count;
}

TEST_F(ChildProcessTest, SpeaksInLines) {
  const auto child = started("while read line; do echo \"<$line>\"; done; echo last; printf half");
  ASSERT_TRUE(child->write("a\nå b\n", stop_.get_token()));
  EXPECT_EQ(line_of(*child), "<a>");
  EXPECT_EQ(line_of(*child), "<å b>");
  child->end_input();
  EXPECT_EQ(line_of(*child), "last");
  EXPECT_EQ(line_of(*child), "(end)");
  EXPECT_TRUE(child->has_half_line());
  EXPECT_TRUE(child->wait(stop_.get_token()).value().is_good());
}

TEST_F(ChildProcessTest, HasWhatItIsGivenAndNoMore) {
  ::setenv("SLUSS_CANARY", "canary", 1);
  const std::ifstream open_here("/dev/null");
  const auto child = started("env | sort; ls /proc/$$/fd | tr '\\n' ' '; echo; pwd -P");
  EXPECT_EQ(line_of(*child), "GIVEN=yes");
  EXPECT_EQ(line_of(*child), "PATH=/usr/bin:/bin");
  EXPECT_EQ(line_of(*child).substr(0, 4), "PWD=");
  EXPECT_EQ(line_of(*child), "0 1 2 ");
  EXPECT_EQ(line_of(*child), std::filesystem::canonical(folder_.path()).string());
}

TEST_F(ChildProcessTest, TakesMuchWhileItAnswersMuch) {
  const auto child = started("cat");
  std::string text;
  for (int i = 0; i < 200'000; ++i) text += "line " + std::to_string(i) + "\n";
  ASSERT_TRUE(child->write(text, stop_.get_token()));
  child->end_input();
  std::string back;
  for (;;) {
    const auto line = child->read_line(stop_.get_token()).value();
    if (!line) break;
    back += *line + "\n";
  }
  EXPECT_EQ(back, text);
}

TEST_F(ChildProcessTest, SaysHowItEnded) {
  EXPECT_EQ(started("exit 3")->wait(stop_.get_token()).value().text(), "ended with exit status 3");
  EXPECT_EQ(started("kill -9 $$")->wait(stop_.get_token()).value().text(), "was ended by signal 9");
}

TEST_F(ChildProcessTest, WhoHasGoneTakesNothing) {
  const auto child = started("exec 0<&-; echo gone; sleep 5");
  EXPECT_EQ(line_of(*child), "gone");
  const auto written = child->write("text\n", stop_.get_token());
  ASSERT_FALSE(written);
  EXPECT_EQ(written.error().fault, Fault::unavailable);
  EXPECT_EQ(child->taken(), 0U);
}

TEST_F(ChildProcessTest, ThereIsNoSuchProgram) {
  for (const auto* name : {"/no/such/program", "/etc/hostname", "/tmp"}) {
    const auto child = ChildProcess::start({{name}, {}, folder_.path(), {}});
    ASSERT_FALSE(child) << name;
    EXPECT_EQ(child.error().fault, Fault::config) << child.error().what;
    EXPECT_NE(child.error().what.find(name), std::string::npos);
  }
}

TEST_F(ChildProcessTest, OneThatIsSilentIsEnded) {
  const auto child = started("echo $$; while :; do echo complaint >&2; sleep 0.05; done", seconds(1));
  const auto process = std::stoi(line_of(*child));
  const auto line = child->read_line(stop_.get_token());
  ASSERT_FALSE(line);
  EXPECT_EQ(line.error().what, "it hangs: not a line for 1 s");
  EXPECT_GT(child->complaints(), 2);
  EXPECT_EQ(child->end().signal, SIGTERM);
  EXPECT_TRUE(goes_away(process));
}

TEST_F(ChildProcessTest, OneThatDoesNotObeyIsKilledWithItsOwnChildren) {
  const auto child = started("trap '' TERM; sleep 60 & echo $!; echo $$; while :; do sleep 1; done");
  const auto grandchild = std::stoi(line_of(*child));
  const auto process = std::stoi(line_of(*child));
  EXPECT_EQ(child->end().signal, SIGKILL);
  EXPECT_TRUE(goes_away(process));
  EXPECT_TRUE(goes_away(grandchild));
}

TEST_F(ChildProcessTest, AStopBreaksOffTheWaiting) {
  const auto child = started("sleep 60");
  const std::jthread stopper([&] {
    std::this_thread::sleep_for(milliseconds(100));
    stop_.request_stop();
  });
  const auto begin = steady_clock::now();
  EXPECT_EQ(child->read_line(stop_.get_token()).error().fault, Fault::cancelled);
  EXPECT_LT(steady_clock::now() - begin, seconds(2));
}

TEST_F(ChildProcessTest, ALineHasALimit) {
  const auto child = started("head -c 100000000 /dev/zero | tr '\\0' x; echo");
  const auto line = child->read_line(stop_.get_token());
  ASSERT_FALSE(line);
  EXPECT_EQ(line.error().fault, Fault::data);
}

TEST_F(ChildProcessTest, ComplaintsAreCountedAndKeptApart) {
  log_ = folder_.path() / "log";
  const auto child = started("for i in 1 2 3; do echo \"complaint $i\" >&2; done; echo done");
  EXPECT_EQ(line_of(*child), "done");
  EXPECT_TRUE(child->wait(stop_.get_token()));
  EXPECT_EQ(child->complaints(), 3);
  EXPECT_EQ(file_bytes(log_).value(), "complaint 1\ncomplaint 2\ncomplaint 3\n");
  EXPECT_EQ(std::filesystem::status(log_).permissions(), std::filesystem::perms(0600));
}

TEST_F(ChildProcessTest, ALogDoesNotFillTheDisk) {
  log_ = folder_.path() / "log";
  const auto child = started("head -c 30000000 /dev/zero >&2; echo done");
  EXPECT_EQ(line_of(*child), "done");
  EXPECT_TRUE(child->wait(stop_.get_token()));
  EXPECT_EQ(std::filesystem::file_size(log_), std::size_t{10} << 20U);
}

TEST_F(ChildProcessTest, LeavesNothingBehind) {
  const auto before = descriptors();
  for (int i = 0; i < 20; ++i) {
    const auto child = started(i % 2 == 0 ? "exit 1" : "sleep 60");
    EXPECT_FALSE(ChildProcess::start({{"/no/such/program"}, {}, {}, {}}));
  }
  EXPECT_EQ(descriptors(), before);
  EXPECT_EQ(::waitpid(-1, nullptr, WNOHANG), -1) << "a child was left behind";
}

}  // namespace
}  // namespace sluss
