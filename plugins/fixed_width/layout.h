// A layout: which records a file is made of, and what stands in which columns of each. It is data, read from YAML.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/code_page.h"
#include "base/text_template.h"
#include "plugin/sdk.h"

namespace sluss::fixed_width {

/// From 1, both included; counted in characters.
struct Place {
  std::size_t first = 1, last = 1;
  [[nodiscard]] std::size_t width() const { return last - first + 1; }
};

enum class Type { text, integer, decimal, ore, date };
enum class Align { left, right };
enum class Sign { none, leading, trailing };

/// A field of a record, by the places of both in the layout.
struct FieldPlace {
  std::size_t record = 0, field = 0;
};

struct Field {
  std::string name;
  Place at;
  Type type = Type::text;
  Align align = Align::left;
  char pad = ' ';
  Sign sign = Sign::none;
  std::size_t decimals = 0;  ///< digits of a number behind the point that does not stand there
  std::string format = "YYYYMMDD";
  bool optional = false;

  /// Where its value comes from when it is written. A count or a sum is checked when it is read.
  enum class Source { nothing, path, constant, text, table, count, sum, sign };
  Source source = Source::nothing;
  std::string path;                          ///< in the item; of the message when it begins with a slash
  TextTemplate text;                         ///< filled from the item
  std::map<std::string, std::string> table;  ///< what stands there for each value at the path
  std::string for_all;                       ///< the same for every value, where there is no table
  std::string constant;                      ///< also what must stand there when it is read
  std::string minus_if;                      ///< the number is written below zero when the message has this member
  std::string minus_unless;                  ///< the number is written below zero when the message lacks this member
  std::vector<std::size_t> counted;          ///< records
  std::vector<FieldPlace> summed;            ///< of the same decimals as this
  std::optional<std::size_t> signed_field;   ///< of the same record, whose sign stands here
  std::string plus, minus;                   ///< how

  [[nodiscard]] bool is_number() const { return type == Type::integer || type == Type::decimal || type == Type::ore; }
};

struct RecordType {
  enum class Kind { header, row, trailer };
  std::string name;
  Kind kind = Kind::row;
  std::optional<Place> tag_at;
  std::string tag;
  std::string each;        ///< written once for each item of this list of the message; empty: once
  std::size_t length = 0;  ///< characters of a line
  std::vector<Field> fields;
};

struct Layout {
  CodePage page = CodePage::utf8;
  std::string line_break = "\r\n";  ///< when writing
  std::vector<RecordType> records;
  std::optional<FieldPlace> total;

  [[nodiscard]] const Field& field(FieldPlace place) const { return records[place.record].fields[place.field]; }
  /// Some field holds a count or a sum, or the file has a last record: nothing is believed before it was seen.
  [[nodiscard]] bool is_checked_at_end() const;
  [[nodiscard]] const RecordType* first_of(RecordType::Kind kind) const;
};

/// What stands under `records:` and `total:`. Faults go to the diagnostics.
[[nodiscard]] Layout read_layout(const Node& records, const std::string& total, const Node& total_at,
                                 Diagnostics& diagnostics);

}  // namespace sluss::fixed_width
