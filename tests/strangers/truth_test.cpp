// The exports hold what expected.json says: read as a person would who knows the systems (truth/*.yaml). All made up.
#include <gtest/gtest.h>

#include "config/yaml_reader.h"
#include "export_reading.h"
#include "modules.h"

namespace sluss {
namespace {

const std::filesystem::path here = SLUSS_SOURCE "/tests/strangers";

template <class Role>
std::unique_ptr<Role> made(const Registry::Plugins<Role>& plugins, const std::string& name, const Node& options) {
  Diagnostics faults;
  const test::NoSecrets secrets;
  ParseContext context{faults, secrets, {}};
  const auto maker = plugins.at(name).parse(options, context);
  if (!maker) throw std::runtime_error(name + ": " + faults.all().front().text());
  return (*maker)();
}

struct Export {
  const char* file;
  const char* reading;
  std::size_t skipped;
};

ExportReading read(const Export& what) {
  Diagnostics faults;
  const auto file = here / "truth" / what.reading;
  const auto yaml = config::read_yaml(file_bytes(file).value(), std::make_shared<std::string>(file.string()), faults);
  if (!yaml || !faults.ok()) throw std::runtime_error("the YAML cannot be read");
  const auto& format = (*yaml)["format"].entries.front();
  std::vector<std::unique_ptr<Processor>> steps;
  if (yaml->has("skip")) steps.push_back(made(registry().processors(), "skip", (*yaml)["skip"]));
  steps.push_back(made(registry().processors(), "map", (*yaml)["map"]));
  return ExportReading(*made(registry().codecs(), format.key, format.value), std::move(steps),
                       here / "exports" / what.file);
}

TEST(Truth, AllExportsHoldTheSamePlacements) {
  const auto expected = truth();
  ASSERT_EQ(expected.size(), 40U);
  for (const auto& what : {Export{"english.csv", "english.yaml", 0}, Export{"finnish.csv", "finnish.yaml", 0},
                           Export{"bookings.xml", "bookings.yaml", 0}, Export{"overview.xlsx", "overview.yaml", 8},
                           Export{"plsys.txt", "plsys.yaml", 0}}) {
    SCOPED_TRACE(what.file);
    const auto reading = read(what);
    EXPECT_EQ(placements(reading.bodies), expected);
    EXPECT_EQ(reading.reasons.size(), what.skipped) << join(reading.reasons, "\n");
  }
}

TEST(Truth, TotalsAreLeftOutWithTheirReason) {
  const auto reading = read({"overview.xlsx", "overview.yaml", 8});
  for (const auto& reason : reading.reasons) EXPECT_EQ(reason.substr(0, 27), "left out: Placering is like") << reason;
}

}  // namespace
}  // namespace sluss
