// Messages as a test's YAML writes them, and how two of them differ.
#pragma once

#include <string>
#include <vector>

#include "base/value.h"
#include "plugin/node.h"

namespace sluss::trial {

/// What YAML says, as a body has it. A key with dots stands for members within members, as in a mapping: "unit.name".
/// Digits without quotes are a number, and yes, no, true and false without quotes a yes or no; all else is text.
[[nodiscard]] Value to_value(const Node& node);

/// The same of a record: names stand as they are, also those with dots.
[[nodiscard]] Value to_record(const Node& node);

/// A record as YAML that `to_record` reads as the same again, as an item of a list, indented by so many blanks.
[[nodiscard]] std::string record_to_yaml(const Value& record, std::size_t indent);
/// A body's members as YAML that `to_value` reads as the same again, each line indented by so many blanks.
[[nodiscard]] std::string to_yaml(const Value& members, std::size_t indent);
/// The same for one line: `{ id: P1, unit.name: Hemvården }`, at most so many members.
[[nodiscard]] std::string to_line(const Value& members, std::size_t most);
/// A text as YAML: in quotes where it would be taken for something else.
[[nodiscard]] std::string to_scalar(const std::string& text);

/// One thing that is not as it was expected.
struct Difference {
  Mark mark;         ///< of the expectation; no file where it stands in none
  std::string path;  ///< within the message: "unit.name", "lines[0].days"
  std::string expected, found;
};

/// Compares the members that are written; others may be there. A number and its digits as text are the same, and
/// öre may be written as kronor: "4590.00 kr". A member without a value must not be there.
[[nodiscard]] std::vector<Difference> differences_in(const Node& expected, const Value& found);
/// Compares the whole.
[[nodiscard]] std::vector<Difference> differences_between(const Value& expected, const Value& found);

/// For people: a text in quotes, a list or an object as JSON, cut when it is long.
[[nodiscard]] std::string shown(const Value& value);

}  // namespace sluss::trial
