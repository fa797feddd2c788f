// What a decoder makes of a text, for tests.
#pragma once

#include "base/json.h"
#include "support/plugin_parts.h"
#include "xml_codec.h"

namespace sluss::xml {

struct Decoded : test::Decoded {
  /// The body of a record as JSON; the fault of one that has it.
  [[nodiscard]] std::string body(std::size_t index) const {
    const auto& record = records.at(index);
    return record.fault ? record.fault->what : to_json(record.message.body);
  }
};

inline Config rows_at(const std::string& row, const std::vector<std::pair<std::string, Node>>& namespaces = {}) {
  return {row, test::table(namespaces)};
}

inline Decoded decoded(const std::string& text, const Config& config = rows_at("export/placement"),
                       std::size_t piece = 4096) {
  return {test::decoded(Xml(config), text, piece)};
}

}  // namespace sluss::xml
