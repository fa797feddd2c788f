// sluss-bench-formats: the same placements read in each format, and the same invoices written in each.
#include <CLI/CLI.hpp>
#include <algorithm>
#include <cstdio>
#include <stdexcept>

#include "program.h"
#include "rewrite.h"
#include "runner.h"

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

class Bench {
 public:
  explicit Bench(const Options& options)
      : options_(options),
        runner_(options.rows, options.programs, options.folder),
        export_(options.folder / "export.csv"),
        sheet_(options.folder / "sheet.xlsx") {
    runner_.generate(export_, "csv");
    runner_.generate(sheet_, "xlsx");
  }

  void run() {
    std::printf("%lld placements\n\nread, checked and stored:\n", static_cast<long long>(options_.rows));
    for (const auto& [name, form] : read) print_rate(name, options_.rows, intake(form), reference_);
    print_rate("xlsx", options_.rows, sheet(), reference_);
    reference_ = 0;
    std::printf("\nread, billed, and their invoices written:\n");
    for (const auto& [name, format] : written) print_rate(name, options_.rows, billed(format), reference_);
  }

 private:
  [[nodiscard]] Measured intake(Form form) const {
    const auto place = runner_.house("read", Extent::intake);
    rewrite(export_, form, place.export_file());
    write_connector(place, "klipp",
                    connector_for(text_of(place.connectors() / "klipp/connector.yaml"), format_of(export_, form)));
    place.offer_export("placeringar.export");
    return runner_.sync(place);
  }

  [[nodiscard]] Measured sheet() const {
    const auto place = runner_.house("read", Extent::intake);
    write_connector(
        place, "klipp",
        text_of(place.connectors() / "placement-sheet/connector.yaml").replace(0, 26, "connector: klipp\n"));
    fs::copy_file(sheet_, place.export_file());
    place.offer_export("placeringar.xlsx");
    return runner_.sync(place);
  }

  [[nodiscard]] Measured billed(const std::string& format) const {
    const auto place = runner_.house("written", Extent::whole);
    auto connector = text_of(place.connectors() / "peppol-outbox/connector.yaml");
    connector.replace(connector.find("ubl: {}"), 7, format);
    write_connector(place, "peppol-outbox", connector);
    fs::copy_file(export_, place.export_file());
    place.offer_export("placeringar.csv");
    const auto measured = runner_.sync(place);
    if (fs::directory_iterator(place.outbox()) == fs::directory_iterator())
      throw std::runtime_error("nothing was written as " + format + "; see " + place.log("sync").string());
    return measured;
  }

  Options options_;
  Runner runner_;
  fs::path export_, sheet_;
  double reference_ = 0;
};

}  // namespace
}  // namespace sluss::bench

int main(int count, char** arguments) {
  sluss::bench::Options options;
  CLI::App line("Measures each format with the same placements.", "sluss-bench-formats");
  line.add_option("--rows", options.rows, "Placements")->check(CLI::Range(1, 100'000'000))->capture_default_str();
  sluss::bench::add_folder(line, options, "bench-formats");
  CLI11_PARSE(line, count, arguments);
  return sluss::bench::run_bench("sluss-bench-formats", [&] { sluss::bench::Bench(options).run(); });
}
