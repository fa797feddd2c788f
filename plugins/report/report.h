// An inquiry, a confirmation or a whole round as tables: what all its forms show.
#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "base/day.h"
#include "base/result.h"
#include "message/message.h"

namespace sluss::report {

using Cell = std::variant<std::string, std::int64_t>;

struct Table {
  std::string name;  ///< of its sheet
  std::vector<std::string> headings;
  std::vector<std::vector<Cell>> rows;  ///< each as long as the headings
};

struct Report {
  std::string title;
  std::vector<std::pair<std::string, Cell>> head;  ///< label and value
  std::vector<Table> tables;                       ///< at least one
  Day day;                                         ///< of this version
};

/// The tables of a message of kind inquiry, confirmation or round, with Swedish words. Texts become one line each.
/// Error: Fault::data when it is of another kind, or its body is none of that kind.
[[nodiscard]] Result<Report> make_report(const Message& message);

}  // namespace sluss::report
