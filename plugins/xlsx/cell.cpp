#include "cell.h"

#include <algorithm>
#include <array>
#include <charconv>

#include "base/text.h"
#include "workbook_limits.h"

namespace sluss::xlsx {
namespace {

constexpr std::array<std::string_view, 8> errors{"#REF!",  "#N/A",  "#VALUE!", "#DIV/0!",
                                                 "#NAME?", "#NUM!", "#NULL!",  "#GETTING_DATA"};

tl::unexpected<Error> dangling(const StoredCell& stored, const char* what) {
  return fail(Fault::data, "the workbook is damaged: cell " + name_of(stored.place) + " refers to a " + what +
                               " that is not there; open and save it in Excel");
}

Cell text_cell(std::string_view text) { return {0, std::string(trim(text)), "", true}; }
Cell value_cell(std::string text) { return {0, std::move(text), "", false}; }
Cell faulty(std::string fault) { return {0, "", std::move(fault), false}; }

Cell value_or(std::optional<std::string> text, const char* fault) {
  return text ? value_cell(std::move(*text)) : faulty(fault);
}

Result<Cell> shared_text(const StoredCell& stored, const CellContext& context) {
  std::size_t index = 0;
  const auto digits = trim(stored.value);
  const auto [stop, error] = std::from_chars(digits.data(), digits.data() + digits.size(), index);
  const bool read = error == std::errc() && stop == digits.data() + digits.size();
  const auto text = read ? context.strings.at(index) : std::nullopt;
  if (!text) return dangling(stored, "shared text");
  return text_cell(*text);
}

Result<Cell> number(const StoredCell& stored, const CellContext& context) {
  const auto* kind = context.styles.kind_of(stored.style);
  if (kind == nullptr) return dangling(stored, "style");
  if (trim(stored.value).empty()) return Cell{};
  switch (*kind) {
    case NumberKind::date:
      return value_or(date_text(stored.value, context.epoch), "it is formatted as a day, but its number is no day");
    case NumberKind::time:
      return value_or(time_text(stored.value, context.epoch), "it is formatted as a time, but its number is no time");
    case NumberKind::number: break;
  }
  return value_or(number_text(stored.value), "it should hold a number, but what is stored is none");
}

Cell error(const StoredCell& stored) {
  const auto found = std::find(errors.begin(), errors.end(), trim(stored.value));
  return faulty("it holds the error " + std::string(found == errors.end() ? "of a formula" : *found) +
                "; correct it in the workbook");
}

Cell boolean(const StoredCell& stored) {
  const auto flag = trim(stored.value);
  if (flag == "1" || flag == "true") return value_cell("true");
  if (flag == "0" || flag == "false") return value_cell("false");
  return faulty("it should hold true or false, but what is stored is neither");
}

/// A formula that gives no text at all has an empty value of type "str": that is a value.
bool lacks_value(const StoredCell& stored) {
  return stored.has_formula && (!stored.has_value || (stored.value.empty() && stored.type != "str"));
}

Result<Cell> interpret(const StoredCell& stored, const CellContext& context) {
  if (lacks_value(stored)) return faulty("formula without a stored value; open and save the file in Excel");
  if (!stored.has_value) return Cell{};
  if (stored.type == "n") return number(stored, context);
  if (stored.type == "s") return shared_text(stored, context);
  if (stored.type == "inlineStr") return text_cell(stored.value);
  if (stored.type == "str") return text_cell(unescape(stored.value));
  if (stored.type == "b") return boolean(stored);
  if (stored.type == "e") return error(stored);
  if (stored.type == "d") return value_or(iso_text(stored.value), "it should hold a day, but what is stored is none");
  return faulty("it has a type that workbooks do not have");
}

}  // namespace

std::string letters_of(int column) {
  std::string letters;
  for (; column > 0; column = (column - 1) / 26)
    letters.insert(letters.begin(), static_cast<char>('A' + (column - 1) % 26));
  return letters;
}

std::string name_of(const CellPlace& place) { return letters_of(place.column) + std::to_string(place.row); }

std::optional<CellPlace> parse_place(std::string_view text) {
  CellPlace place;
  while (!text.empty() && text.front() >= 'A' && text.front() <= 'Z') {
    place.column = place.column * 26 + (text.front() - 'A' + 1);
    if (place.column > limits::columns) return std::nullopt;
    text.remove_prefix(1);
  }
  const auto* end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, place.row);
  if (error != std::errc() || stop != end || place.column == 0) return std::nullopt;
  if (place.row < 1 || place.row > limits::rows) return std::nullopt;
  return place;
}

Result<Cell> read_cell(const StoredCell& stored, const CellContext& context) {
  SLUSS_TRY_ASSIGN(cell, interpret(stored, context));
  cell.column = stored.place.column;
  return std::move(cell);
}

}  // namespace sluss::xlsx
