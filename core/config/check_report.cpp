#include "config/check_report.h"

#include "base/counted.h"
#include "base/text.h"

namespace sluss::config {
namespace {

/// So that a file that is passed over is noticed: "12 files read: sluss.yaml, pipelines (4), none in prices".
std::string read_files(const Configuration& configuration) {
  std::size_t all = 0;
  std::vector<std::string> places;
  for (const auto& [place, files] : configuration.files) {
    all += files;
    // Connections stand in either.
    if (files == 0 && place == "connections") continue;
    if (files == 0) places.push_back("none in " + place);
    else places.push_back(place.ends_with(".yaml") ? place : place + " (" + std::to_string(files) + ")");
  }
  return all == 0 ? "no file read" : counted(all, "file") + " read: " + join(places, ", ");
}

}  // namespace

void print_found(const Diagnostics& diagnostics, std::ostream& out, Colour colour) {
  FaultPrinter printer(out, colour);
  for (const auto& diagnostic : diagnostics.all()) printer.print(diagnostic);
  for (const auto& diagnostic : diagnostics.warnings()) printer.print(diagnostic);
}

std::string summary_of(const Configuration& configuration, const Diagnostics& diagnostics) {
  const auto warnings = diagnostics.warnings().size();
  if (!diagnostics.ok())
    return counted(diagnostics.size(), "fault") + (warnings == 0 ? "" : ", " + counted(warnings, "warning")) + "; " +
           read_files(configuration) + ".\n";
  const auto& book = configuration.agreements;
  return "The configuration is right: " + counted(configuration.pipelines.size(), "pipeline") + ", " +
         counted(configuration.inlets.size(), "way in", "ways in") + ", " +
         counted(configuration.outlets.size(), "way out", "ways out") + ", " +
         counted(book.agreements.size(), "agreement") + ", " + counted(book.units.size(), "unit") + ", " +
         counted(book.prices.size(), "price") + ".\n" +
         (warnings == 0 ? "" : counted(warnings, "warning") + ": it may be run, but see to what is told above.\n") +
         read_files(configuration) + ".\n";
}

}  // namespace sluss::config
