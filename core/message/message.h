// The envelope: what is read, kept, sent through the steps, and delivered.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/value.h"

namespace sluss {

/// The columns of a table that was read: names as the header has them, and how people call each place.
struct Columns {
  std::vector<std::string> names;
  /// Per column, how a person finds it: "D" in a sheet; empty where columns have no letter.
  std::vector<std::string> letters;
};

/// Where a message was read, so that a person finds it again.
struct Origin {
  std::string resource;                    ///< file name (without folders), or what else was read
  std::string sheet;                       ///< sheet in a workbook; else empty
  std::int64_t line = 0;                   ///< line in the file or row in the sheet, from 1; 0 when unknown
  std::shared_ptr<const Columns> columns;  ///< null when the format has no columns

  /// "placeringar.csv, line 17" or "blad.xlsx, sheet Placeringar, row 17".
  [[nodiscard]] std::string place() const;
  /// The same for one column: "placeringar.csv, line 17, column Startdatum" or
  /// "blad.xlsx, sheet Placeringar, cell D17 (Startdatum)".
  [[nodiscard]] std::string place_of(std::string_view column) const;
};

/// What happened to the thing a message tells of since it was last read.
enum class Change { added, changed, withdrawn, unchanged };

[[nodiscard]] const char* name_of(Change change);

struct Message {
  std::int64_t id = 0;    ///< given by the store; 0 before it is stored
  std::int64_t item = 0;  ///< the same for all versions of one thing: the id of its first message
  std::string kind;       ///< "order", "placement", "invoice"; empty while it is a raw record
  std::string key;        ///< business identity within its connection: stable from night to night
  Change change = Change::added;
  Value body;
  std::string raw;  ///< the bytes it was read from
  Origin origin;
  std::vector<std::int64_t> parents;  ///< the messages that this one was made from
};

using Messages = std::vector<Message>;

}  // namespace sluss
