#include "runner.h"

#include <cstdio>
#include <fstream>
#include <sstream>
#include <stdexcept>

#include "generate.h"

namespace sluss::bench {

namespace fs = std::filesystem;

std::string text_of(const fs::path& file) {
  std::ostringstream text;
  text << std::ifstream(file).rdbuf();
  return text.str();
}

void write_connector(const Workplace& place, const std::string& name, const std::string& text) {
  fs::create_directories(place.connectors() / name);
  std::ofstream(place.connectors() / name / "connector.yaml") << text;
}

void print_rate(const char* name, std::int64_t rows, const Measured& measured, double& reference) {
  if (reference == 0) reference = measured.seconds;
  std::printf("  %-20s %8.2f s %10.0f placements/s  %.2f of the first's rate %8.1f MiB at most\n", name,
              measured.seconds, static_cast<double>(rows) / measured.seconds, reference / measured.seconds,
              static_cast<double>(measured.peak_kib) / 1024.0);
  std::fflush(stdout);
}

Runner::Runner(std::int64_t rows, fs::path programs, fs::path folder)
    : rows_(rows), programs_(std::move(programs)), folder_(std::move(folder)) {
  fs::remove_all(folder_);
  fs::create_directories(folder_);
}

void Runner::generate(const fs::path& to, const std::string& format) const {
  bench::generate(programs_, {rows_, to, folder_ / "config", folder_ / "generate.log", format});
}

Workplace Runner::house(const std::string& name, Extent extent) const {
  Workplace place(folder_ / name, extent);
  fs::copy(folder_ / "config", place.config(), fs::copy_options::recursive | fs::copy_options::skip_existing);
  return place;
}

/// Exit code 1 is right: protected identities wait for a person.
Measured Runner::sync(const Workplace& place) const {
  const auto log = place.log("sync");
  const auto measured = run_program(
      {(programs_ / "sluss").string(), "sync", "bench", "-c", place.config().string(), "--at", "2026-12-16"}, log);
  if (measured.exit_code > 1)
    throw std::runtime_error("sluss sync ended with exit code " + std::to_string(measured.exit_code) + "; see " +
                             log.string());
  // What was refused is read faster.
  const std::string all_new = "new           " + std::to_string(rows_) + "\n";
  if (text_of(log).find(all_new) == std::string::npos)
    throw std::runtime_error("not all placements were taken in; see " + log.string());
  return measured;
}

}  // namespace sluss::bench
