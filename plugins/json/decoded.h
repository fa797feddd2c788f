// What a decoder makes of a text, for tests.
#pragma once

#include "base/json.h"
#include "json_codec.h"
#include "support/plugin_parts.h"

namespace sluss::json {

struct Decoded : test::Decoded {
  /// The body of a record as JSON; the fault of one that has it.
  [[nodiscard]] std::string body(std::size_t index) const {
    const auto& record = records.at(index);
    return record.fault ? record.fault->what : to_json(record.message.body);
  }
};

inline Decoded decoded(const std::string& text, const Config& config = {}, std::size_t piece = 4096) {
  return {test::decoded(Json(config), text, piece)};
}

}  // namespace sluss::json
