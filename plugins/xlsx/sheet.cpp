#include "sheet.h"

#include <algorithm>
#include <charconv>

#include "workbook_limits.h"

namespace sluss::xlsx {
namespace {

/// The whole text as a number that is not negative, or -1.
std::int64_t count_of(std::string_view text) {
  std::int64_t value = -1;
  const auto [stop, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  return error == std::errc() && stop == text.data() + text.size() ? value : -1;
}

}  // namespace

bool Row::is_blank() const {
  return std::all_of(cells.begin(), cells.end(), [](const Cell& cell) { return cell.is_blank(); });
}

const Cell* Row::at(int column) const {
  const auto found = std::lower_bound(cells.begin(), cells.end(), column,
                                      [](const Cell& cell, int wanted) { return cell.column < wanted; });
  return found != cells.end() && found->column == column ? &*found : nullptr;
}

Result<SheetReader> SheetReader::open(Archive& archive, const std::string& part, const CellContext& context) {
  SLUSS_TRY_ASSIGN(xml, XmlReader::open(archive, part));
  return SheetReader(std::move(xml), context);
}

Result<bool> SheetReader::next(Row& row) {
  for (;;) {
    SLUSS_TRY_ASSIGN(more, xml_.next());
    if (!more) return false;
    if (!xml_.starts("row")) continue;
    SLUSS_TRY(start_row(row));
    SLUSS_TRY(read_cells(row));
    return true;
  }
}

Result<void> SheetReader::start_row(Row& row) {
  row.number = last_row_ + 1;
  row.hidden = false;
  row.cells.clear();
  xml_.attributes([&](const XmlReader::Attribute& attribute) {
    if (!attribute.space.empty()) return;
    if (attribute.name == "r") row.number = count_of(attribute.value);
    if (attribute.name == "hidden") row.hidden = attribute.value == "1" || attribute.value == "true";
  });
  if (row.number > limits::rows)
    return fail(Fault::data, "a sheet has more than " + std::to_string(limits::rows) + " rows");
  if (row.number <= last_row_)
    return fail(Fault::data, "the workbook is damaged: the row behind row " + std::to_string(last_row_) +
                                 " is out of order; open and save it in Excel");
  last_row_ = row.number;
  last_column_ = 0;
  return {};
}

Result<void> SheetReader::read_cells(Row& row) {
  for (;;) {
    SLUSS_TRY_ASSIGN(more, xml_.next());
    if (!more || xml_.ends("row")) return {};
    if (!xml_.starts("c")) continue;
    SLUSS_TRY(start_cell(row));
    SLUSS_TRY(read_content());
    SLUSS_TRY_ASSIGN(cell, read_cell(stored_, *context_));
    if (!cell.is_blank()) row.cells.push_back(std::move(cell));
  }
}

Result<void> SheetReader::start_cell(const Row& row) {
  stored_.place = {last_column_ + 1, row.number};
  stored_.type = "n";
  stored_.value.clear();
  stored_.style = 0;
  stored_.has_value = stored_.has_formula = false;
  bool placed = true;
  xml_.attributes([&](const XmlReader::Attribute& attribute) {
    if (!attribute.space.empty()) return;
    if (attribute.name == "t") stored_.type = attribute.value;
    if (attribute.name == "s") stored_.style = static_cast<std::size_t>(count_of(attribute.value));
    if (attribute.name != "r") return;
    const auto place = parse_place(attribute.value);
    placed = place.has_value();
    if (place) stored_.place = *place;
  });
  if (stored_.place.column > limits::columns || !placed)
    return fail(Fault::data, "row " + std::to_string(row.number) + " has a cell outside the sheet: more than " +
                                 std::to_string(limits::columns) + " columns, or a broken name");
  if (stored_.place.row != row.number || stored_.place.column <= last_column_)
    return fail(Fault::data, "the workbook is damaged: cell " + name_of(stored_.place) +
                                 " stands out of order in row " + std::to_string(row.number) +
                                 "; open and save it in Excel");
  last_column_ = stored_.place.column;
  return {};
}

Result<void> SheetReader::read_content() {
  bool in_value = false;
  for (;;) {
    SLUSS_TRY_ASSIGN(more, xml_.next());
    if (!more || xml_.ends("c")) return {};
    if (xml_.starts("v")) {
      in_value = stored_.has_value = true;
    } else if (xml_.ends("v")) {
      in_value = false;
    } else if (xml_.starts("f")) {
      stored_.has_formula = true;
    } else if (xml_.starts("is")) {
      SLUSS_TRY_ASSIGN(text, read_text_item(xml_, "is", "the text of cell " + name_of(stored_.place)));
      stored_.value = std::move(text);
      stored_.has_value = true;
    } else if (in_value) {
      SLUSS_TRY(append_text(xml_.text()));
    }
  }
}

Result<void> SheetReader::append_text(std::string_view text) {
  stored_.value += text;
  if (stored_.value.size() <= limits::cell_text_bytes) return {};
  return fail(Fault::data, "the text of cell " + name_of(stored_.place) + " is longer than " +
                               std::to_string(limits::cell_text_bytes / 1024) + " KiB; no cell may be");
}

}  // namespace sluss::xlsx
