// sluss-bench-formats: the same placements read in each format, and the same invoices written in each.
#include <CLI/CLI.hpp>
#include <algorithm>
#include <cstdio>
#include <fstream>
#include <sstream>

#include "child.h"
#include "generate.h"
#include "program.h"
#include "rewrite.h"
#include "workplace.h"

namespace sluss::bench {
namespace {

namespace fs = std::filesystem;

struct Options {
  std::int64_t rows = 100'000;
  fs::path programs, folder;
};

/// What is written at `format:` for people and systems; the first is what the others are compared with.
constexpr std::pair<const char*, const char*> written[] = {
    {"ubl", "ubl: {}"},
    {"basis as csv", "basis: { as: csv }"},
    {"basis as xlsx", "basis: { as: xlsx }"},
    {"basis as pdf", "basis: { as: pdf }"},
    {"sie", "sie: { company: Exempelby kommun, receivable: 1510, revenue: 3041 }"},
    {"fixed_width",
     "fixed_width: { total: line.amount, records: { line: { each: lines, tag: { at: 1, is: R }, fields: { number: { "
     "at: 2-12, from: /number "
     "}, "
     "days: { at: 13-15, as: integer, from: days }, amount: { at: 16-30, as: ore, sign: trailing, from: amount_ore, "
     "minus_if: /credits } } }, end: { kind: trailer, tag: { at: 1, is: S }, fields: { sum: { at: 2-20, as: ore, sign: "
     "trailing, sum: line.amount } } } } }"},
};

constexpr std::pair<const char*, Form> read[] = {
    {"csv", Form::csv}, {"json, a list", Form::json_array}, {"json, a row a line", Form::json_lines},
    {"xml", Form::xml}, {"fixed_width", Form::fixed_width},
};

std::string text_of(const fs::path& file) {
  std::ostringstream text;
  text << std::ifstream(file).rdbuf();
  return text.str();
}

class Bench {
 public:
  explicit Bench(const Options& options)
      : options_(options), export_(options.folder / "export.csv"), sheet_(options.folder / "sheet.xlsx") {
    fs::remove_all(options_.folder);
    fs::create_directories(options_.folder);
    generate(export_, "csv");
    generate(sheet_, "xlsx");
  }

  void run() {
    std::printf("%lld placements\n\nread, checked and stored:\n", static_cast<long long>(options_.rows));
    for (const auto& [name, form] : read) print(name, intake(form));
    print("xlsx", sheet());
    reference_ = 0;
    std::printf("\nread, billed, and their invoices written:\n");
    for (const auto& [name, format] : written) print(name, billed(format));
  }

 private:
  void generate(const fs::path& to, const std::string& format) const {
    bench::generate(options_.programs,
                    {options_.rows, to, options_.folder / "config", options_.folder / "generate.log", format});
  }

  [[nodiscard]] std::string program(const char* name) const { return (options_.programs / name).string(); }

  /// A house with the parties and prices of what was generated.
  [[nodiscard]] Workplace house(const std::string& name, Extent extent) const {
    Workplace place(options_.folder / name, extent);
    fs::copy(options_.folder / "config", place.config(), fs::copy_options::recursive | fs::copy_options::skip_existing);
    return place;
  }

  static void write_connector(const Workplace& place, const std::string& name, const std::string& text) {
    std::ofstream(place.connectors() / name / "connector.yaml") << text;
  }

  [[nodiscard]] Measured intake(Form form) const {
    const auto place = house("read", Extent::intake);
    rewrite(export_, form, place.export_file());
    write_connector(place, "klipp",
                    connector_for(text_of(place.connectors() / "klipp/connector.yaml"), format_of(export_, form)));
    place.offer_export("placeringar.export");
    return sync(place);
  }

  [[nodiscard]] Measured sheet() const {
    const auto place = house("read", Extent::intake);
    write_connector(
        place, "klipp",
        text_of(place.connectors() / "placement-sheet/connector.yaml").replace(0, 26, "connector: klipp\n"));
    fs::copy_file(sheet_, place.export_file());
    place.offer_export("placeringar.xlsx");
    return sync(place);
  }

  [[nodiscard]] Measured billed(const std::string& format) const {
    const auto place = house("written", Extent::whole);
    auto connector = text_of(place.connectors() / "peppol-outbox/connector.yaml");
    connector.replace(connector.find("ubl: {}"), 7, format);
    write_connector(place, "peppol-outbox", connector);
    fs::copy_file(export_, place.export_file());
    place.offer_export("placeringar.csv");
    const auto measured = sync(place);
    if (fs::directory_iterator(place.outbox()) == fs::directory_iterator())
      throw std::runtime_error("nothing was written as " + format + "; see " + place.log("sync").string());
    return measured;
  }

  /// Exit code 1 is right: protected identities wait for a person.
  [[nodiscard]] Measured sync(const Workplace& place) const {
    const auto log = place.log("sync");
    const auto measured =
        run_program({program("sluss"), "sync", "bench", "-c", place.config().string(), "--at", "2026-12-16"}, log);
    if (measured.exit_code > 1)
      throw std::runtime_error("sluss sync ended with exit code " + std::to_string(measured.exit_code) + "; see " +
                               log.string());
    // What was refused is read faster.
    const std::string all_new = "new           " + std::to_string(options_.rows) + "\n";
    if (text_of(log).find(all_new) == std::string::npos)
      throw std::runtime_error("not all placements were taken in; see " + log.string());
    return measured;
  }

  void print(const char* name, const Measured& measured) {
    if (reference_ == 0) reference_ = measured.seconds;
    std::printf("  %-20s %8.2f s %10.0f placements/s  %.2f of the first's rate %8.1f MiB at most\n", name,
                measured.seconds, static_cast<double>(options_.rows) / measured.seconds, reference_ / measured.seconds,
                static_cast<double>(measured.peak_kib) / 1024.0);
    std::fflush(stdout);
  }

  Options options_;
  fs::path export_, sheet_;
  double reference_ = 0;
};

}  // namespace
}  // namespace sluss::bench

int main(int count, char** arguments) {
  sluss::bench::Options options;
  options.programs = sluss::bench::programs_of_this_build();
  options.folder = options.programs.parent_path() / "bench-formats";
  CLI::App line("Measures each format with the same placements.", "sluss-bench-formats");
  line.add_option("--rows", options.rows, "Placements")->check(CLI::Range(1, 100'000'000))->capture_default_str();
  line.add_option("--folder", options.folder, "Where to work; on the disk that counts. Emptied first")
      ->type_name("DIR");
  CLI11_PARSE(line, count, arguments);
  return sluss::bench::run_bench("sluss-bench-formats", [&] { sluss::bench::Bench(options).run(); });
}
