#include "table.h"

#include <algorithm>

#include "header.h"
#include "merges.h"
#include "sheet.h"
#include "styles.h"
#include "workbook.h"
#include "workbook_limits.h"

namespace sluss::xlsx {

Result<CellContext> read_context(Archive& archive, const Workbook& book) {
  CellContext context;
  context.epoch = book.epoch;
  if (!book.styles.empty()) {
    SLUSS_TRY_ASSIGN(styles, Styles::read(archive, book.styles));
    context.styles = std::move(styles);
  }
  if (!book.shared_strings.empty()) {
    SLUSS_TRY_ASSIGN(strings, SharedStrings::read(archive, book.shared_strings));
    context.strings = std::move(strings);
  }
  return context;
}

namespace {

/// Makes records of a table's rows.
class RecordMaker {
 public:
  RecordMaker(std::string sheet, Header header) : sheet_(std::move(sheet)), header_(std::move(header)) {}

  [[nodiscard]] Record make(const Row& row) const {
    Record record;
    record.message.origin.sheet = sheet_;
    record.message.origin.line = row.number;
    record.message.origin.columns = header_.columns;
    record.message.body = body_of(row);
    record.message.raw = raw_of(row);
    if (auto faults = faults_of(row); !faults.empty()) record.fault = Error{Fault::data, std::move(faults)};
    return record;
  }

  /// How many cells the row is as wide as.
  [[nodiscard]] std::int64_t width_of(const Row& row) const {
    return std::max(row.cells.back().column, header_.places.back());
  }

 private:
  [[nodiscard]] Value body_of(const Row& row) const {
    Value::Object members;
    members.reserve(header_.places.size());
    auto cell = row.cells.begin();
    std::vector<const Cell*> unnamed;
    for (std::size_t i = 0; i < header_.places.size(); ++i) {
      for (; cell != row.cells.end() && cell->column < header_.places[i]; ++cell) unnamed.push_back(&*cell);
      const bool here = cell != row.cells.end() && cell->column == header_.places[i];
      members.emplace_back(header_.columns->names[i], here ? cell->text : std::string());
      if (here) ++cell;
    }
    for (; cell != row.cells.end(); ++cell) unnamed.push_back(&*cell);
    Value body(std::move(members));
    for (const auto* extra : unnamed) body["column " + letters_of(extra->column)] = extra->text;
    return body;
  }

  /// The texts from column A on, with a tab between columns.
  [[nodiscard]] static std::string raw_of(const Row& row) {
    std::string raw;
    int column = 1;
    for (const auto& cell : row.cells) {
      raw.append(static_cast<std::size_t>(cell.column - column), '\t');
      column = cell.column;
      const auto start = raw.size();
      raw += cell.text;
      std::replace_if(
          raw.begin() + static_cast<std::ptrdiff_t>(start), raw.end(),
          [](char c) { return c == '\t' || c == '\n' || c == '\r'; }, ' ');
    }
    return raw;
  }

  [[nodiscard]] std::string faults_of(const Row& row) const {
    std::string faults;
    for (const auto& cell : row.cells) {
      if (cell.fault.empty()) continue;
      faults += faults.empty() ? "sheet " + sheet_ + ", " : "; ";
      faults += "cell " + name_of({cell.column, row.number}) + title_of(cell.column) + ": " + cell.fault;
    }
    return faults;
  }

  [[nodiscard]] std::string title_of(int column) const {
    const auto at = std::lower_bound(header_.places.begin(), header_.places.end(), column);
    if (at == header_.places.end() || *at != column) return "";
    return " (" + header_.columns->names[static_cast<std::size_t>(at - header_.places.begin())] + ")";
  }

  std::string sheet_;
  Header header_;
};

/// Goes to the header row. The row is blank when the sheet does not have it.
Result<void> go_to(SheetReader& rows, MergeFill& merges, std::int64_t number, Row& row) {
  for (;;) {
    SLUSS_TRY_ASSIGN(more, rows.next(row));
    if (more) merges.apply(row);
    if (more && row.number < number) continue;
    if (!more || row.number > number) row.cells.clear();
    row.number = number;
    merges.forget();
    return {};
  }
}

Result<void> emit_rows(SheetReader& rows, MergeFill& merges, const RecordMaker& maker, HiddenRows hidden_rows,
                       const Emit& emit) {
  std::int64_t cells = 0;
  for (Row row;;) {
    SLUSS_TRY_ASSIGN(more, rows.next(row));
    if (!more) return {};
    const bool blank = row.is_blank();
    merges.apply(row);
    if (blank || (row.hidden && hidden_rows == HiddenRows::skip)) continue;
    cells += maker.width_of(row);
    if (cells > limits::cells)
      return fail(Fault::data, "the sheet has more than " + std::to_string(limits::cells) +
                                   " cells, counted as rows times columns; divide it into several files");
    SLUSS_TRY(emit(maker.make(row)));
  }
}

}  // namespace

Result<void> read_table(Archive& archive, const TableOptions& options, const Emit& emit) {
  SLUSS_TRY_ASSIGN(book, read_workbook(archive));
  SLUSS_TRY_ASSIGN(context, read_context(archive, book));
  SLUSS_TRY_ASSIGN(place, find_header(archive, book, context, options));
  SLUSS_TRY_ASSIGN(areas, read_merges(archive, place.sheet.part, place.rows.first));
  MergeFill merges(areas);
  SLUSS_TRY_ASSIGN(rows, SheetReader::open(archive, place.sheet.part, context));
  Row row;
  SLUSS_TRY(go_to(rows, merges, place.rows.first, row));
  if (place.rows.are_two()) {
    const auto above = row;
    SLUSS_TRY(go_to(rows, merges, place.rows.last, row));
    if (above.is_blank() || row.is_blank()) row = above.is_blank() ? above : row;
    else row = joined(above, row, areas);
  }
  SLUSS_TRY_ASSIGN(header, read_header(row, place.sheet.name));
  const RecordMaker maker(place.sheet.name, std::move(header));
  return emit_rows(rows, merges, maker, options.hidden_rows, emit);
}

}  // namespace sluss::xlsx
