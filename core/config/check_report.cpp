#include "config/check_report.h"

#include "base/text.h"

namespace sluss::config {
namespace {

std::string count_of(std::size_t number, const std::string& what) {
  return std::to_string(number) + " " + what + (number == 1 ? "" : "s");
}

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
  return all == 0 ? "no file read" : count_of(all, "file") + " read: " + join(places, ", ");
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
    return count_of(diagnostics.size(), "fault") + (warnings == 0 ? "" : ", " + count_of(warnings, "warning")) + "; " +
           read_files(configuration) + ".\n";
  const auto& book = configuration.agreements;
  return "The configuration is right: " + std::to_string(configuration.pipelines.size()) + " pipelines, " +
         std::to_string(configuration.inlets.size()) + " ways in, " + std::to_string(configuration.outlets.size()) +
         " ways out, " + std::to_string(book.agreements.size()) + " agreements, " + std::to_string(book.units.size()) +
         " units, " + std::to_string(book.prices.size()) + " prices.\n" +
         (warnings == 0 ? "" : count_of(warnings, "warning") + ": it may be run, but see to what is told above.\n") +
         read_files(configuration) + ".\n";
}

}  // namespace sluss::config
