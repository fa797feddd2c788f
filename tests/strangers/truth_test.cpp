// The exports hold what expected.json says: read as a person would who knows the systems (truth/*.yaml). All made up.
#include <gtest/gtest.h>

#include "base/file.h"
#include "config/yaml_reader.h"
#include "domain/placement.h"
#include "modules.h"
#include "plugin/held_text.h"
#include "support/plugin_parts.h"

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

/// Its placements as bodies, in their order.
class Reading {
 public:
  explicit Reading(const Export& what) {
    Diagnostics faults;
    const auto file = here / "truth" / what.reading;
    const auto yaml = config::read_yaml(file_bytes(file).value(), std::make_shared<std::string>(file.string()), faults);
    if (!yaml || !faults.ok()) throw std::runtime_error("the YAML cannot be read");
    const auto& format = (*yaml)["format"].entries.front();
    if (yaml->has("skip")) steps_.push_back(made(registry().processors(), "skip", (*yaml)["skip"]));
    steps_.push_back(made(registry().processors(), "map", (*yaml)["map"]));
    HeldText input(file_bytes(here / "exports" / what.file));
    const auto read = made(registry().codecs(), format.key, format.value)->decode(input, [&](Record&& record) {
      return take(std::move(record));
    });
    if (!read) throw std::runtime_error(read.error().what);
  }

  std::vector<Value> bodies;
  std::vector<std::string> reasons;  ///< of what went no further

 private:
  Result<void> take(Record&& record) {
    if (record.fault) return fail(*record.fault);
    const auto& columns = record.message.origin.columns;
    if (columns != nullptr && columns != columns_) {
      columns_ = columns;
      for (const auto& step : steps_) SLUSS_TRY(step->begin(*columns, context_));
    }
    Item item{std::move(record.message), {}};
    for (const auto& step : steps_) {
      if (item.decision.kind == Decision::Kind::pass) SLUSS_TRY(step->process({&item, 1}, context_));
    }
    if (item.decision.kind == Decision::Kind::pass) bodies.push_back(std::move(item.message.body));
    else reasons.push_back(item.decision.reason);
    return {};
  }

  std::vector<std::unique_ptr<Processor>> steps_;
  std::shared_ptr<const Columns> columns_;
  test::StepContext context_;
};

/// All that it says, by its id: a workbook is in another order.
std::map<std::string, std::string> placements(const std::vector<Value>& bodies) {
  std::map<std::string, std::string> all;
  for (const auto& body : bodies) {
    const auto read = domain::read_placement(body);
    if (!read) {
      ADD_FAILURE() << body["id"].text_or_empty() << ": " << read.error().front().field;
      continue;
    }
    const auto& p = *read;
    const auto added =
        all.emplace(p.id, join({domain::name_of(p.status), p.institution, p.programme, p.course, p.student.personnummer,
                                p.student.name, p.student.protected_identity ? "protected" : "", p.unit.hsa_id,
                                p.unit.name, to_iso(p.start), to_iso(p.end), std::to_string(p.day_count.value_or(-1))},
                               "|"));
    EXPECT_TRUE(added.second) << p.id;
  }
  return all;
}

TEST(Truth, AllExportsHoldTheSamePlacements) {
  const auto expected = parse_json(file_bytes(here / "expected.json").value());
  ASSERT_TRUE(expected) << expected.error().what;
  const auto truth = placements(*expected->as_list());
  ASSERT_EQ(truth.size(), 40U);
  for (const auto& what : {Export{"english.csv", "english.yaml", 0}, Export{"finnish.csv", "finnish.yaml", 0},
                           Export{"bookings.xml", "bookings.yaml", 0}, Export{"overview.xlsx", "overview.yaml", 8},
                           Export{"plsys.txt", "plsys.yaml", 0}}) {
    SCOPED_TRACE(what.file);
    const Reading reading(what);
    EXPECT_EQ(placements(reading.bodies), truth);
    EXPECT_EQ(reading.reasons.size(), what.skipped) << join(reading.reasons, "\n");
  }
}

TEST(Truth, TotalsAreLeftOutWithTheirReason) {
  const Reading reading({"overview.xlsx", "overview.yaml", 8});
  for (const auto& reason : reading.reasons) EXPECT_EQ(reason.substr(0, 27), "left out: Placering is like") << reason;
}

}  // namespace
}  // namespace sluss
