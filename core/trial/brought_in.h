// What would come in now by a way of a pipeline, record by record. Nothing is taken, answered or moved.
#pragma once

#include <cstdint>
#include <memory>
#include <stop_token>
#include <string>
#include <vector>

#include "config/configuration.h"

namespace sluss::trial {

struct BroughtIn {
  std::string way;
  std::shared_ptr<const Columns> columns;  ///< of all tables that were met; null: the format has none
  std::vector<Value> records;
  std::int64_t unreadable = 0;        ///< records of which the format could read nothing
  bool is_all = true;                 ///< false: there are more, that were not looked at
  std::string left_out;               ///< why nothing was looked at; empty: it was
  std::vector<std::string> troubles;  ///< what ended the looking early
};

/// Reads what the inlet's source has now, as a plan does, by the inlet's format alone, and no more than so many
/// records. Error: the source could not be opened, or a stop was asked for.
[[nodiscard]] Result<BroughtIn> bring_in(const config::Inlet& inlet, std::size_t most, const std::stop_token& stop);

}  // namespace sluss::trial
