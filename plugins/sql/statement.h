// The statements that are sent, as texts. Names are quoted, and values never stand in them. Pure.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "database.h"

namespace sluss::sql {

/// A name as it stands in a statement, whatever it holds.
[[nodiscard]] std::string identifier(std::string_view name);
/// A table's name; dots part it from its schema's.
[[nodiscard]] std::string table_name(std::string_view name);

/// The operator's query as a part of another one.
[[nodiscard]] std::string as_table(const std::string& query);

struct Step {
  Overlap kind = Overlap::number;
  std::int64_t by = 0;  ///< seconds, or a number
};
/// "1000", "10m", "2h": nullopt when it is neither.
[[nodiscard]] std::optional<Step> read_step(std::string_view text);

/// "($1, $2), ($3, $4)": the places of so many rows' values.
[[nodiscard]] std::string places(std::size_t columns, std::size_t rows);

/// INSERT of so many rows, each of which takes the place of the one with the same key.
[[nodiscard]] std::string upsert(const std::string& table, const std::vector<std::string>& columns,
                                 const std::vector<std::string>& key, std::size_t rows = 1);

/// One row as the line of the format json that tells it; NULL is absent. A row in trouble is a line that is no JSON:
/// it is parked there.
[[nodiscard]] std::string line_of(const std::vector<std::string>& names, const Row& row, std::int64_t number);

}  // namespace sluss::sql
