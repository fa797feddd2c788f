// sluss-bench-poison: how much longer a night takes for its other rows when some of them break a step.
#include <CLI/CLI.hpp>
#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <fstream>

#include "child.h"
#include "generate.h"
#include "program.h"
#include "workplace.h"

namespace sluss::bench {
namespace {

namespace fs = std::filesystem;

struct Options {
  std::int64_t rows = 20'000, poisoned = 10;
  fs::path programs, folder;
};

/// A night, run again for as long as it ends the process.
struct Night {
  double seconds = 0;
  int deaths = 0;
};

class Bench {
 public:
  explicit Bench(const Options& options) : options_(options) {
    fs::remove_all(options_.folder);
    fs::create_directories(plugins());
    const auto modules = options_.programs.parent_path() / "plugins";
    for (const auto& module : fs::directory_iterator(modules))
      fs::create_symlink(module.path(), plugins() / module.path().filename());
    fs::create_symlink(SLUSS_BREAKER, plugins() / "breaker.so");
  }

  void run() {
    std::printf("%lld rows, of which %lld break a step, %s\n\n", static_cast<long long>(options_.rows),
                static_cast<long long>(options_.poisoned), options_.folder.c_str());
    const auto well = nights("well", "");
    for (const auto* how : {"throw", "abort"}) {
      const auto broken = nights(how, how);
      std::printf("  %.2f of the night without; the night after it %.2f\n",
                  broken.front().seconds / well.front().seconds, broken.back().seconds / well.back().seconds);
    }
  }

 private:
  [[nodiscard]] fs::path plugins() const { return options_.folder / "plugins"; }

  /// A first night in a house of its own, and the one after it, whose export holds the same rows.
  [[nodiscard]] std::vector<Night> nights(const std::string& name, const std::string& how) const {
    const Workplace place(options_.folder / name, Extent::breaking);
    generate(place);
    ::setenv("SLUSS_BREAK", how.c_str(), 1);
    std::vector<Night> nights;
    for (const auto* file : {"placeringar-1.csv", "placeringar-2.csv"}) {
      place.offer_export(file);
      nights.push_back(night(place));
      std::printf("%-6s %-18s %8.2f s, %d times ended and begun again\n", name.c_str(), file, nights.back().seconds,
                  nights.back().deaths);
      std::fflush(stdout);
    }
    return nights;
  }

  /// The rows that break a step lie evenly among the others. A step that is well does nothing to them.
  void generate(const Workplace& place) const {
    const auto whole = place.export_file().string() + ".whole";
    bench::generate(options_.programs, {options_.rows, whole, place.config(), place.log("generate")});
    std::ifstream in(whole);
    std::ofstream out(place.export_file());
    const auto distance = options_.rows / (options_.poisoned + 1);
    std::string line;
    for (std::int64_t row = 0; std::getline(in, line); ++row)  // row 0 is the header
      out << (row > 0 && row % distance == 0 && row / distance <= options_.poisoned ? "POISON" : "") << line << '\n';
  }

  [[nodiscard]] Night night(const Workplace& place) const {
    Night night;
    const auto log = place.log("sync");
    for (;; ++night.deaths) {
      const auto measured =
          run_program({(options_.programs / "sluss").string(), "sync", "bench", "-c", place.config().string(),
                       "--plugins", plugins().string(), "--at", "2026-12-16"},
                      log);
      night.seconds += measured.seconds;
      if (measured.exit_code <= 1) return night;
      if (measured.exit_code < 128 || night.deaths > 10 * options_.poisoned)
        throw std::runtime_error("sluss sync ended with exit code " + std::to_string(measured.exit_code) + "; see " +
                                 log.string());
    }
  }

  Options options_;
};

}  // namespace
}  // namespace sluss::bench

int main(int count, char** arguments) {
  sluss::bench::Options options;
  CLI::App line("Measures a night some of whose rows break a step against one without.", "sluss-bench-poison");
  line.add_option("--rows", options.rows, "Rows of the export")
      ->check(CLI::Range(1, 100'000'000))
      ->capture_default_str();
  line.add_option("--poisoned", options.poisoned, "How many of them break a step")
      ->check(CLI::Range(1, 1000))
      ->capture_default_str();
  sluss::bench::add_folder(line, options, "bench-poison");
  CLI11_PARSE(line, count, arguments);
  return sluss::bench::run_bench("sluss-bench-poison", [&] { sluss::bench::Bench(options).run(); });
}
