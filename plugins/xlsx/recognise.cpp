#include "recognise.h"

#include <algorithm>
#include <set>

#include "header.h"
#include "plugin/held_text.h"
#include "table.h"
#include "workbook_limits.h"

namespace sluss::xlsx {
namespace {

constexpr std::size_t most_shown = 5;

bool is_container(std::string_view bytes) {
  return bytes.starts_with("PK\x03\x04") || bytes.starts_with("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1");
}

/// The sheet's first rows that are not blank.
Result<std::vector<Row>> first_rows(Archive& archive, const SheetInfo& sheet, const CellContext& context) {
  std::vector<Row> found;
  SLUSS_TRY_ASSIGN(rows, SheetReader::open(archive, sheet.part, context));
  for (Row row;;) {
    SLUSS_TRY_ASSIGN(more, rows.next(row));
    if (!more || row.number > limits::header_rows + 2) return found;
    if (!row.is_blank()) found.push_back(row);
  }
}

bool are_all_texts(const Row& row) {
  return std::all_of(row.cells.begin(), row.cells.end(), [](const Cell& cell) { return cell.is_text; });
}

std::size_t different(const Row& row) {
  std::set<std::string_view> names;
  for (const auto& cell : row.cells) names.insert(cell.text);
  return names.size();
}

/// Is the row above part of the header? Its names must be merged over several names beneath, or tell apart those that
/// stand twice; and where none of it is merged over a column, nothing may stand beneath: else that is a row of data.
bool are_one_header(const Row& above, const Row& below, const std::vector<Merge>& merges) {
  const bool fit = above.number + 1 == below.number && are_all_texts(above) && are_all_texts(below);
  if (!fit || different(above) < 2) return false;
  const auto names = joined(above, below, merges);
  if (different(names) != names.cells.size()) return false;
  if (different(below) != below.cells.size() && above.cells.size() < below.cells.size()) return true;
  std::size_t over_several = 0, alone = 0;
  for (const auto& cell : above.cells) {
    const auto at = std::find_if(merges.begin(), merges.end(), [&](const Merge& merge) {
      return merge.first_row == above.number && merge.column == cell.column && merge.last_column > merge.column;
    });
    const auto last = at == merges.end() ? cell.column : at->last_column;
    const auto beneath = std::count_if(below.cells.begin(), below.cells.end(), [&](const Cell& name) {
      return name.column >= cell.column && name.column <= last;
    });
    over_several += beneath > 1 ? 1 : 0;
    alone += beneath == 0 ? 1 : 0;
  }
  return over_several == above.cells.size() || (over_several > 0 && alone > 0);
}

/// The header that was found, or it and the row above or beneath it.
Result<HeaderRows> both_rows(Archive& archive, const HeaderPlace& place, const CellContext& context) {
  SLUSS_TRY_ASSIGN(rows, first_rows(archive, place.sheet, context));
  for (std::size_t i = 1; i < rows.size(); ++i) {
    if (rows[i - 1].number != place.rows.first && rows[i].number != place.rows.first) continue;
    SLUSS_TRY_ASSIGN(merges, read_merges(archive, place.sheet.part, rows[i - 1].number));
    if (are_one_header(rows[i - 1], rows[i], merges)) return HeaderRows{rows[i - 1].number, rows[i].number};
  }
  return place.rows;
}

std::vector<std::string> other_sheets(const Workbook& book, const std::string& read) {
  std::vector<std::string> others;
  for (const auto& sheet : book.sheets) {
    if (sheet.name != read) others.push_back(excerpt(sheet.name) + (sheet.visible ? "" : " (hidden)"));
  }
  if (others.size() > most_shown) others.resize(most_shown), others.emplace_back("...");
  return others;
}

Result<Recognised> look_at(const Sample& sample) {
  HeldText input{std::string(sample.bytes)};
  SLUSS_TRY_ASSIGN(file, open_seekable(input));
  SLUSS_TRY_ASSIGN(archive, Archive::open(std::move(file)));
  SLUSS_TRY_ASSIGN(book, read_workbook(*archive));
  SLUSS_TRY_ASSIGN(context, read_context(*archive, book));
  SLUSS_TRY_ASSIGN(place, find_header(*archive, book, context, {}));
  SLUSS_TRY_ASSIGN(rows, both_rows(*archive, place, context));
  Recognised found{100, {}, {}};
  // The only sheet may be called otherwise next term.
  if (book.sheets.size() > 1)
    found.options.push_back(
        {"sheet", to_json(place.sheet.name), "the first visible sheet with a header row and rows beneath it"});
  found.options.push_back(
      {"header", to_json(std::to_string(rows.first) + (rows.are_two() ? "-" + std::to_string(rows.last) : "")),
       rows.are_two() ? "the names above stand over several of those beneath"
                      : "the first row of different texts, or one that names twice as many columns"});
  if (const auto others = other_sheets(book, place.sheet.name); !others.empty())
    found.open.push_back("other sheets are not read: " + join(others, ", "));
  return found;
}

}  // namespace

std::optional<Recognised> XlsxRecogniser::recognise(const Sample& sample) const {
  if (!is_container(sample.bytes)) return std::nullopt;
  auto found = look_at(sample);
  if (!found) return Recognised{100, {}, {found.error().what}};
  return std::move(*found);
}

}  // namespace sluss::xlsx
