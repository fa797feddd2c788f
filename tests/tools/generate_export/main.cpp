// sluss-generate: synthetic exports of placements, the same for the same options. No person in them exists.
#include <CLI/CLI.hpp>
#include <filesystem>
#include <fstream>
#include <iostream>

#include "export.h"
#include "faults.h"

namespace sluss::generate {
namespace {

enum class Format { csv, xlsx };

struct Options {
  std::int64_t rows = 724;
  std::uint64_t seed = 2026;
  std::string term = "HT2026";
  int units = 40;
  int institutions = 4;
  std::int64_t bad = 20;
  Format format = Format::csv;
  Encoding encoding = Encoding::utf8;
  std::string out, config;
};

/// The row's cells; a ragged row has one too few or too many.
Cells cells_of(const Row& row, std::optional<Fault> fault, Format format) {
  auto cells = format == Format::csv ? export_cells(row) : sheet_cells(row);
  if (fault == Fault::too_few_cells) cells.pop_back();
  if (fault == Fault::too_many_cells) cells.push_back({"överflödig", {}});
  return cells;
}

Cells header_of(Format format) {
  Cells cells;
  for (auto& name : format == Format::csv ? export_header() : sheet_header()) cells.push_back({std::move(name), {}});
  return cells;
}

Result<void> write_export(const Options& options, const World& world, const domain::Term& term) {
  const auto writer = options.format == Format::csv ? make_csv_writer(options.out, options.encoding)
                                                    : make_sheet_writer(options.out, to_text(term));
  if (writer == nullptr) return fail(sluss::Fault::unavailable, options.out + " cannot be made");
  const Placements placements(world, term, options.seed);
  const FaultPlan plan(options.rows, options.bad);
  writer->write(header_of(options.format));
  for (std::int64_t number = 0; number < options.rows; ++number) {
    const auto fault = plan.at(number);
    const auto row = fault ? faulty(*fault, number, placements, plan, world) : placements.at(number);
    writer->write(cells_of(row, fault, options.format));
  }
  return writer->finish();
}

Result<void> write_text(const std::filesystem::path& path, const std::string& text) {
  std::error_code exists;
  std::filesystem::create_directories(path.parent_path(), exists);
  std::ofstream file(path, std::ios::binary | std::ios::trunc);
  file << text;
  file.close();
  if (!file) return fail(sluss::Fault::unavailable, path.string() + " could not be written");
  return {};
}

Result<void> write_config(const std::filesystem::path& folder, const World& world) {
  SLUSS_TRY(write_text(folder / "agreements" / "parties.yaml", parties_yaml(world)));
  SLUSS_TRY(write_text(folder / "agreements" / "agreements.yaml", agreements_yaml(world)));
  return write_text(folder / "prices" / "sample-prices.yaml", prices_yaml(world));
}

Result<void> generate(const Options& options) {
  const auto term = domain::parse_term(options.term);
  if (!term) return fail(sluss::Fault::config, "--term " + options.term + ": expected a term such as HT2026");
  const auto world = make_world(options.institutions, options.units);
  if (!options.config.empty()) SLUSS_TRY(write_config(options.config, world));
  if (!options.out.empty()) SLUSS_TRY(write_export(options, world, *term));
  return {};
}

void add_options(CLI::App& line, Options& options) {
  line.add_option("--rows", options.rows, "Rows, bad ones and all")
      ->check(CLI::Range(1, 100'000'000))
      ->capture_default_str();
  line.add_option("--bad", options.bad, "How many of them are out of the ordinary")
      ->check(CLI::NonNegativeNumber)
      ->capture_default_str();
  line.add_option("--seed", options.seed, "The same seed gives the same file")->capture_default_str();
  line.add_option("--term", options.term, "The term")->capture_default_str();
  line.add_option("--units", options.units, "Care units")->check(CLI::Range(5, 9000))->capture_default_str();
  line.add_option("--institutions", options.institutions, "Institutions")
      ->check(CLI::Range(2, 99))
      ->capture_default_str();
  line.add_option("--format", options.format, "csv: an export; xlsx: a sheet kept by hand")
      ->transform(CLI::CheckedTransformer(std::map<std::string, Format>{{"csv", Format::csv}, {"xlsx", Format::xlsx}}));
  line.add_option("--encoding", options.encoding, "Of a csv: utf-8 or windows-1252")
      ->transform(CLI::CheckedTransformer(
          std::map<std::string, Encoding>{{"utf-8", Encoding::utf8}, {"windows-1252", Encoding::windows_1252}}));
  line.add_option("--out", options.out, "The export's file")->type_name("FILE");
  line.add_option("--config", options.config,
                  "Also write parties, agreements and prices into this configuration folder")
      ->type_name("DIR");
  line.footer("Example:\n  sluss-generate --rows 724 --bad 20 --out placeringar-HT2026.csv");
}

}  // namespace
}  // namespace sluss::generate

int main(int count, char** arguments) {
  sluss::generate::Options options;
  CLI::App line("Synthetic exports of placements. No person, unit or institution in them exists.", "sluss-generate");
  add_options(line, options);
  CLI11_PARSE(line, count, arguments);
  const auto done = sluss::generate::generate(options);
  if (done) return 0;
  std::cerr << "sluss-generate: " << done.error().what << "\n";
  return 1;
}
