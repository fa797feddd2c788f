#include "header.h"

#include <algorithm>
#include <map>
#include <set>

#include "base/text.h"
#include "workbook_limits.h"

namespace sluss::xlsx {
namespace {

/// A row that looks like a header.
struct Candidate {
  std::int64_t row = 0;  ///< 0: none was found
  std::size_t names = 0;
  bool has_data = false;
};

/// How many columns a row would name as a header: its different texts, or 0 when it holds something else, or only one.
std::size_t names_in(const Row& row) {
  std::set<std::string_view> names;
  for (const auto& cell : row.cells) {
    if (cell.is_blank()) continue;
    if (!cell.is_text) return 0;
    names.insert(cell.text);
  }
  return names.size() < 2 ? 0 : names.size();
}

/// The first row that looks like one, or a later one that names twice as many: above a table may stand "Responsible: |
/// NN".
Result<Candidate> look_in(Archive& archive, const SheetInfo& sheet, const CellContext& context,
                          const TableOptions& options) {
  Candidate candidate;
  SLUSS_TRY_ASSIGN(rows, SheetReader::open(archive, sheet.part, context));
  for (Row row;;) {
    SLUSS_TRY_ASSIGN(more, rows.next(row));
    if (!more) return candidate;
    if (row.is_blank() || (row.hidden && options.hidden_rows == HiddenRows::skip)) continue;
    const auto names = row.number > limits::header_rows ? 0 : names_in(row);
    if (names > 0 && names >= 2 * candidate.names) candidate = {row.number, names, false};
    else candidate.has_data = candidate.row != 0;
    if (row.number > limits::header_rows) return candidate;
  }
}

std::string quoted_names(const Workbook& book) {
  std::vector<std::string> names;
  for (const auto& sheet : book.sheets) names.push_back("\"" + sheet.name + "\"");
  return join(names, ", ");
}

/// The sheets that come into question.
Result<std::vector<SheetInfo>> eligible(const Workbook& book, const TableOptions& options) {
  std::vector<SheetInfo> sheets;
  for (const auto& sheet : book.sheets) {
    const bool wanted = options.sheet.empty() ? sheet.visible : fold_case(sheet.name) == fold_case(options.sheet);
    if (wanted) sheets.push_back(sheet);
  }
  if (!sheets.empty()) return sheets;
  if (options.sheet.empty()) return fail(Fault::data, "all sheets of the workbook are hidden; name one with \"sheet\"");
  return fail(Fault::data, "the workbook has no sheet \"" + options.sheet + "\"; it has " + quoted_names(book));
}

tl::unexpected<Error> no_header(const std::vector<SheetInfo>& sheets) {
  const auto where = sheets.size() == 1 ? "sheet " + sheets.front().name + " has" : std::string("no sheet has");
  return fail(Fault::data, where + (sheets.size() == 1 ? " no" : " a") + " header row: within the first " +
                               std::to_string(limits::header_rows) +
                               " rows, a row of at least two different texts was expected; "
                               "say where it stands with \"header\"");
}

std::string one_line(std::string_view name) {
  std::string text;
  for (const char c : name) {
    const bool blank = c == ' ' || (c >= '\t' && c <= '\r');
    if (!blank) text += c;
    else if (!text.ends_with(' ')) text += ' ';
  }
  return text;
}

}  // namespace

Result<HeaderPlace> find_header(Archive& archive, const Workbook& book, const CellContext& context,
                                const TableOptions& options) {
  SLUSS_TRY_ASSIGN(sheets, eligible(book, options));
  if (options.header.first != 0) return HeaderPlace{sheets.front(), options.header};
  std::optional<HeaderPlace> empty_table;
  for (const auto& sheet : sheets) {
    SLUSS_TRY_ASSIGN(candidate, look_in(archive, sheet, context, options));
    if (candidate.has_data) return HeaderPlace{sheet, {candidate.row, candidate.row}};
    if (candidate.row != 0 && !empty_table) empty_table = HeaderPlace{sheet, {candidate.row, candidate.row}};
  }
  if (empty_table) return *empty_table;
  return no_header(sheets);
}

Row joined(const Row& above, const Row& below, const std::vector<Merge>& merges) {
  const auto last_of = [&](const Cell& cell) {
    const auto at = std::find_if(merges.begin(), merges.end(), [&](const Merge& merge) {
      return merge.first_row == above.number && merge.column == cell.column && merge.last_column > merge.column;
    });
    if (at != merges.end()) return at->last_column;
    const auto* beneath = below.at(cell.column);
    return beneath == nullptr || beneath->text == cell.text ? cell.column : limits::columns;
  };
  Row row;
  row.number = below.number;
  auto upper = above.cells.begin();
  auto lower = below.cells.begin();
  const Cell* over = nullptr;
  int over_until = 0;
  while (upper != above.cells.end() || lower != below.cells.end()) {
    const bool is_above = upper != above.cells.end() && (lower == below.cells.end() || upper->column <= lower->column);
    const bool is_below = lower != below.cells.end() && (!is_above || lower->column == upper->column);
    if (is_above) over = &*upper, over_until = last_of(*upper);
    auto cell = is_below ? *lower : *upper;
    const bool belongs = over != nullptr && cell.column <= over_until && over->text != cell.text;
    if (is_above && !upper->fault.empty()) cell.fault = upper->fault;
    if (is_below && belongs) cell.text = over->text + " " + cell.text;
    row.cells.push_back(std::move(cell));
    if (is_above) ++upper;
    if (is_below) ++lower;
  }
  return row;
}

Result<Header> read_header(const Row& row, const std::string& sheet) {
  Header header;
  Columns columns;
  std::map<std::string, int> places;
  for (const auto& cell : row.cells) {
    if (cell.is_blank()) continue;
    const auto name = name_of({cell.column, row.number});
    if (!cell.fault.empty())
      return fail(Fault::data, "sheet " + sheet + ", cell " + name + " in the header: " + cell.fault);
    const auto [at, added] = places.emplace(one_line(cell.text), cell.column);
    // The name itself is not shown: a row taken for a header by mistake holds personal data.
    if (!added)
      return fail(Fault::data, "sheet " + sheet + ": the cells " + name_of({at->second, row.number}) + " and " + name +
                                   " of the header hold the same name; each column needs a name of its own");
    header.places.push_back(cell.column);
    columns.names.push_back(at->first);
    columns.letters.push_back(letters_of(cell.column));
  }
  if (columns.names.empty())
    return fail(Fault::data, "sheet " + sheet + ": row " + std::to_string(row.number) + " has no column names");
  header.columns = std::make_shared<Columns>(std::move(columns));
  return header;
}

}  // namespace sluss::xlsx
