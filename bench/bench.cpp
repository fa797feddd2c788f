// sluss-bench: how fast an export is taken in, against the least that storing it durably costs on the same disk.
#include <CLI/CLI.hpp>
#include <algorithm>
#include <cstdio>

#include "child.h"
#include "floor.h"
#include "generate.h"
#include "program.h"
#include "workplace.h"

namespace sluss::bench {
namespace {

namespace fs = std::filesystem;

struct Options {
  std::int64_t rows = 1'000'000;
  std::uint64_t seed = 2026;
  Extent extent = Extent::whole;
  fs::path programs, folder;
};

/// Ends the program when a measured part failed: a figure of it would mean nothing.
void require(const Measured& measured, int highest_exit, const std::string& what, const fs::path& log) {
  if (measured.exit_code <= highest_exit) return;
  throw std::runtime_error(what + " ended with exit code " + std::to_string(measured.exit_code) + "; see " +
                           log.string());
}

class Bench {
 public:
  explicit Bench(const Options& options) : options_(options), place_(options.folder, options.extent) {}

  void run() {
    generate();
    const auto floor = run_function([&] { return store_raw_rows(place_.export_file(), place_.floor_database()); });
    require(floor, 0, "the floor", place_.floor_database());
    print("floor", floor);
    const auto first = sync("first-sync", "placeringar-1.csv");
    print("first sync", first);
    std::printf("  %.3f of the floor's rate; %ld invoices\n", floor.seconds / first.seconds, place_.invoices());
    const auto second = sync("second-sync", "placeringar-2.csv");
    print("the same file again", second);
    std::printf("  %.3f of the floor's rate\n", floor.seconds / second.seconds);
  }

 private:
  void generate() {
    bench::generate(options_.programs, {options_.rows, place_.export_file(), place_.config(), place_.log("generate"),
                                        "csv", options_.seed});
    std::printf("%lld rows, %.1f MB, seed %llu, %s\n\n", static_cast<long long>(options_.rows),
                static_cast<double>(fs::file_size(place_.export_file())) / 1e6,
                static_cast<unsigned long long>(options_.seed), options_.folder.c_str());
  }

  /// One `sluss sync` of the export under that name. Exit code 1 is right: protected identities wait for a person.
  [[nodiscard]] Measured sync(const std::string& name, const std::string& file) const {
    place_.offer_export(file);
    const auto log = place_.log(name);
    const auto measured = run_program(
        {(options_.programs / "sluss").string(), "sync", "bench", "-c", place_.config().string(), "--at", "2026-12-16"},
        log);
    require(measured, 1, "sluss sync", log);
    return measured;
  }

  void print(const char* what, const Measured& measured) const {
    std::printf("%-20s %8.2f s %10.0f rows/s %8.1f MiB at most\n", what, measured.seconds,
                static_cast<double>(options_.rows) / measured.seconds, static_cast<double>(measured.peak_kib) / 1024.0);
    std::fflush(stdout);
  }

  Options options_;
  Workplace place_;
};

}  // namespace
}  // namespace sluss::bench

int main(int count, char** arguments) {
  sluss::bench::Options options;
  bool intake = false;
  CLI::App line("Measures sluss sync of a synthetic export against a floor.", "sluss-bench");
  line.add_option("--rows", options.rows, "Rows of the export")
      ->check(CLI::Range(1, 100'000'000))
      ->capture_default_str();
  line.add_option("--seed", options.seed, "The export's seed")->capture_default_str();
  line.add_flag("--intake", intake, "Read, map, check and store only: no billing, no invoices");
  sluss::bench::add_folder(line, options, "bench-work");
  CLI11_PARSE(line, count, arguments);
  if (intake) options.extent = sluss::bench::Extent::intake;
  return sluss::bench::run_bench("sluss-bench", [&] { sluss::bench::Bench(options).run(); });
}
