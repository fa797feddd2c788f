// What a decoder makes of a text, for tests.
#pragma once

#include "csv_codec.h"
#include "support/plugin_parts.h"

namespace sluss::csv {

struct Decoded : test::Decoded {
  /// The values of a record, each in brackets; the fault of one that has it.
  [[nodiscard]] std::string row(std::size_t index) const {
    const auto& record = records.at(index);
    if (record.fault) return record.fault->what;
    std::string all;
    for (const auto& member : *record.message.body.as_object()) all += "[" + *member.second.as_text() + "]";
    return all;
  }
};

inline Decoded decoded(const std::string& text, const Config& config = {}, std::size_t piece = 4096) {
  return {test::decoded(Csv(config), text, piece)};
}

}  // namespace sluss::csv
