// sluss-bench-transports: the same placements read from each transport, and some of them written to each.
#include <CLI/CLI.hpp>
#include <algorithm>
#include <cstdio>
#include <fstream>
#include <stdexcept>

#include "peers.h"
#include "program.h"
#include "rewrite.h"
#include "runner.h"

namespace sluss::bench {
namespace {

namespace fs = std::filesystem;

struct Options {
  std::int64_t rows = 100'000;
  std::int64_t sent = 5'000;
  std::vector<std::string> only;  ///< kinds of peers; empty: all
  fs::path programs, folder;
};

constexpr auto taker = R"(connector: taker
summary: Takes placements as they are
parameters:
  transport: { type: transport, required: true, text: Where to }
takes:
  placements:
    message: placement
    to: "${transport}"
    format: { json: object }
)";

enum class Way { read, written };

class Bench {
 public:
  explicit Bench(const Options& options) : options_(options) {}

  void run() {
    measure(Way::read, options_.rows, "read, checked and stored");
    measure(Way::written, options_.sent, "read from a file and each written by itself");
  }

 private:
  void measure(Way way, std::int64_t rows, const char* what) {
    const Runner runner(rows, options_.programs, options_.folder);
    const Rows offered{options_.folder / "export.csv", options_.folder / "export.jsonl"};
    runner.generate(offered.csv, "csv");
    rewrite(offered.csv, Form::json_lines, offered.json_lines);
    std::printf("%lld placements, %s:\n", static_cast<long long>(rows), what);
    reference_ = 0;
    for (const auto& kind : peer_kinds()) {
      if (!options_.only.empty() && std::ranges::find(options_.only, kind.name) == options_.only.end()) continue;
      const auto folder = options_.folder / "peer";
      fs::remove_all(folder);
      fs::create_directories(folder);
      const auto peer = started(kind, folder);
      if (peer == nullptr) continue;
      const auto transport = way == Way::read ? peer->offer(offered) : peer->target();
      if (transport.empty()) continue;
      print_rate(kind.name, rows, run(runner, *peer, way, transport, offered, rows), reference_);
    }
  }

  /// Null, and says why, when it cannot be started here.
  [[nodiscard]] static std::unique_ptr<Peer> started(const PeerKind& kind, const fs::path& folder) {
    try {
      return kind.start(folder);
    } catch (const std::exception& why) {
      std::printf("  %-20s skipped: %s\n", kind.name, why.what());
      return nullptr;
    }
  }

  [[nodiscard]] static Measured run(const Runner& runner, const Peer& peer, Way way, const std::string& transport,
                                    const Rows& offered, std::int64_t rows) {
    const auto place = runner.house("house", Extent::intake);
    auto klipp = connector_for(text_of(place.connectors() / "klipp/connector.yaml"), "json: { form: lines }");
    // Some transports bring the rows in several parts, none of which is the whole picture.
    const auto begin = klipp.find("content: snapshot"), end = klipp.find("map:", begin);
    if (end == std::string::npos) throw std::runtime_error("connectors/klipp is not written as this knows it");
    write_connector(place, "klipp", klipp.replace(begin, end - begin, "content: changes\n    "));
    write_connector(place, "taker", taker);
    fs::create_directories(place.config() / "secrets");
    for (const auto& [name, value] : peer.secrets()) {
      std::ofstream(place.config() / "secrets" / name) << value;
      fs::permissions(place.config() / "secrets" / name, fs::perms(0600));
    }
    fs::copy_file(offered.json_lines, place.export_file());
    if (way == Way::written) place.offer_export("placeringar.jsonl");
    std::ofstream(place.config() / "connections.yaml")
        << "connections:\n  klipp: { use: klipp, "
        << (way == Way::read ? "transport: " + transport : std::string("folder: ../inbox"))
        << " }\n  peppol: { use: peppol-outbox, folder: ../outbox }\n"
        << (way == Way::written ? "  taker: { use: taker, transport: " + transport + " }\n" : "");
    std::ofstream(place.config() / "pipelines/bench.yaml")
        << "pipeline: bench\nfrom: klipp.placements\nsteps:\n  - validate: placement\nto: ["
        << (way == Way::read ? "" : "taker") << "]\n";
    const auto measured = runner.sync(place);
    const auto delivered = "delivered     " + std::to_string(rows) + " ";
    if (way == Way::written && text_of(place.log("sync")).find(delivered) == std::string::npos)
      throw std::runtime_error("not all was delivered; see " + place.log("sync").string());
    return measured;
  }

  Options options_;
  double reference_ = 0;
};

}  // namespace
}  // namespace sluss::bench

int main(int count, char** arguments) {
  sluss::bench::Options options;
  CLI::App line("Measures each transport with the same placements.", "sluss-bench-transports");
  line.add_option("--rows", options.rows, "Placements that are read")->check(CLI::Range(1, 100'000'000));
  line.add_option("--sent", options.sent, "Placements that are written")->check(CLI::Range(1, 100'000'000));
  std::vector<std::string> names;
  for (const auto& kind : sluss::bench::peer_kinds()) names.emplace_back(kind.name);
  line.add_option("--only", options.only, "These alone; the rates are then to the first of them")
      ->check(CLI::IsMember(names))
      ->delimiter(',');
  sluss::bench::add_folder(line, options, "bench-transports");
  CLI11_PARSE(line, count, arguments);
  return sluss::bench::run_bench("sluss-bench-transports", [&] { sluss::bench::Bench(options).run(); });
}
