// A stranger's export as a codec and steps read it, in a form that two readings can be compared in.
#pragma once

#include <gtest/gtest.h>
#include <map>
#include <memory>
#include <stdexcept>
#include <string>
#include <vector>

#include "base/file.h"
#include "base/json.h"
#include "domain/placement.h"
#include "plugin/held_text.h"
#include "support/plugin_parts.h"

namespace sluss {

/// Throws when the file cannot be read at all.
class ExportReading {
 public:
  ExportReading(Codec& codec, std::vector<std::unique_ptr<Processor>> steps, const std::filesystem::path& file)
      : steps_(std::move(steps)) {
    HeldText input(file_bytes(file).value());
    const auto read = codec.decode(input, [&](Record&& record) { return take(std::move(record)); });
    if (!read) throw std::runtime_error(read.error().what);
  }

  std::vector<Value> bodies;         ///< in their order
  std::vector<std::string> reasons;  ///< of what went no further

 private:
  Result<void> take(Record&& record) {
    if (record.fault) {
      reasons.push_back(record.fault->what);
      return {};
    }
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

/// All that each placement says, by its id: exports are in different orders.
inline std::map<std::string, std::string> placements(const std::vector<Value>& bodies) {
  std::map<std::string, std::string> all;
  for (const auto& body : bodies) {
    const auto read = domain::read_placement(body);
    if (!read) {
      ADD_FAILURE() << body["id"].text_or_empty() << ": " << read.error().front().field << " expected "
                    << read.error().front().expected;
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

/// What the exports hold: 40 placements.
inline std::map<std::string, std::string> truth() {
  const auto expected = parse_json(file_bytes(SLUSS_SOURCE "/tests/strangers/expected.json").value());
  return placements(*expected.value().as_list());
}

}  // namespace sluss
