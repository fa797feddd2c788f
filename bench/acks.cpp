// sluss-bench-acks: single messages over HTTP, each acknowledged after it is durable, as a ratio to what the disk
// gives; the cost of that guarantee; and the time from kill -9 to working again.
#include <CLI/CLI.hpp>
#include <csignal>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <stdexcept>
#include <sys/wait.h>
#include <unistd.h>

#include "program.h"
#include "senders.h"

namespace sluss::bench {
namespace {

namespace fs = std::filesystem;

constexpr auto token = "synthetic-bench-token";
constexpr std::uint16_t port = 18480;

void write(const fs::path& path, const std::string& text) {
  fs::create_directories(path.parent_path());
  std::ofstream(path) << text;
}

struct Options {
  std::int64_t messages = 0;
  std::int64_t seconds = 5;
  fs::path programs, folder;
};

/// `sluss run`, as long as this lives.
class Daemon {
 public:
  Daemon(const Options& options, bool durable) {
    pid_ = ::fork();
    if (pid_ < 0) throw std::runtime_error("fork failed");
    if (pid_ > 0) return;
    if (!durable) ::setenv("LD_PRELOAD", (options.programs.parent_path() / "lib/libsluss-no-sync.so").c_str(), 1);
    if (std::freopen((options.folder / "daemon.log").c_str(), "a", stderr) == nullptr) ::_exit(127);
    ::execl((options.programs / "sluss").c_str(), "sluss", "run", "-c", (options.folder / "config").c_str(), nullptr);
    ::_exit(127);
  }
  ~Daemon() { kill(); }
  Daemon(const Daemon&) = delete;
  Daemon& operator=(const Daemon&) = delete;
  void kill() {
    if (pid_ > 0) ::kill(pid_, SIGKILL);
    if (pid_ > 0) ::waitpid(pid_, nullptr, 0);
    pid_ = -1;
  }

 private:
  pid_t pid_;
};

class Bench {
 public:
  explicit Bench(Options options) : options_(std::move(options)) {
    fs::remove_all(options_.folder);
    fs::create_directories(options_.folder / "outbox");
    write(config() / "sluss.yaml", "store: ../sluss.db\n");
    write(config() / "secrets/events_token", token);
    fs::permissions(config() / "secrets/events_token", fs::perms::owner_read | fs::perms::owner_write);
    write(config() / "connections.yaml",
          "connections:\n  events: { use: bench-events }\n  peppol: { use: peppol-outbox, folder: ../outbox }\n");
    write(config() / "pipelines/events.yaml",
          "pipeline: events\nfrom: events.placements\nsteps:\n  - validate: placement\n  - bill\nto: [peppol]\n");
    fs::copy(fs::path(SLUSS_SOURCE) / "connectors", config() / "connectors", fs::copy_options::recursive);
    write(config() / "connectors/bench-events/connector.yaml", connector());
  }

  void run() {
    const auto raw = raw_sync_rate((options_.folder / "raw").string(), std::chrono::seconds(3));
    std::printf("raw append + fdatasync  %8.0f a second\n", raw);
    for (const bool durable : {true, false}) measure(durable, raw);
    if (options_.messages > 0) measure_recovery();
  }

 private:
  [[nodiscard]] fs::path config() const { return options_.folder / "config"; }

  static std::string connector() {
    return "connector: bench-events\nsummary: Placements pushed one by one\nprovides:\n  placements:\n"
           "    message: placement\n    from:\n      http:\n        listen: \"127.0.0.1:" +
           std::to_string(port) +
           "\"\n        path: /placements\n        token: secret:events_token\n"
           "        most_connections: 128\n        most_waiting: 128\n    format:\n      json: { form: object }\n    "
           "key: id\n"
           "    content: changes\n    map:\n      id: id\n      institution.id: institution\n"
           "      programme: programme\n      type: { from: type, lookup: { vfu: vfu } }\n      term: { from: term, "
           "as: term }\n"
           "      start: { from: start, as: date }\n      end: { from: end, as: date }\n      student.name: name\n     "
           " student.protected: protected\n"
           "      student.personnummer: { from: personnummer, as: personnummer }\n      unit.name: unit\n"
           "      unit.hsa_id: { from: hsa_id, as: hsa_id }\n"
           "      status: { from: status, lookup: { planned: planned } }\n";
  }

  void measure(bool durable, double raw) {
    const Daemon daemon(options_, durable);
    static_cast<void>(seconds_to_first_acknowledgement(post_, ++run_));
    std::printf("\n%s\n", durable ? "durable" : "without syncs (what the guarantee costs)");
    for (const int senders : {1, 8, 64}) {
      const auto sent = send(post_, senders, std::chrono::seconds(options_.seconds), ++run_);
      std::printf("  %2d senders           %8.0f acknowledged a second   %.2f of raw\n", senders, sent.rate(),
                  sent.rate() / raw);
      std::fflush(stdout);
    }
  }

  /// Fills the store through the same door; kills in the middle of it.
  void measure_recovery() {
    auto daemon = std::make_unique<Daemon>(options_, false);
    static_cast<void>(seconds_to_first_acknowledgement(post_, ++run_));
    for (long stored = 0; stored < options_.messages;)
      stored += send(post_, 64, std::chrono::seconds(10), ++run_).count;
    daemon->kill();
    daemon = std::make_unique<Daemon>(options_, true);
    const auto seconds = seconds_to_first_acknowledgement(post_, ++run_);
    std::printf("\nkill -9 to the next acknowledgement, %lld messages in the store: %.2f s\n",
                static_cast<long long>(options_.messages), seconds);
  }

  Options options_;
  Post post_{port, "/placements", token};
  int run_ = 0;
};

}  // namespace
}  // namespace sluss::bench

int main(int count, char** arguments) {
  sluss::bench::Options options;
  CLI::App line("Measures acknowledged single messages against the disk.", "sluss-bench-acks");
  line.add_option("--messages", options.messages, "Also time a restart after kill -9 with that many in the store");
  line.add_option("--seconds", options.seconds, "How long to send each time")->capture_default_str();
  sluss::bench::add_folder(line, options, "bench-acks");
  CLI11_PARSE(line, count, arguments);
  return sluss::bench::run_bench("sluss-bench-acks", [&] { sluss::bench::Bench(options).run(); });
}
