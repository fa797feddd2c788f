#include "merges.h"

#include <algorithm>

#include "workbook_limits.h"
#include "xml.h"

namespace sluss::xlsx {
namespace {

Result<Merge> parse_merge(const std::string& area) {
  const auto colon = area.find(':');
  const auto first = parse_place(std::string_view(area).substr(0, colon));
  const auto last = colon == std::string::npos ? first : parse_place(std::string_view(area).substr(colon + 1));
  if (!first || !last || last->row < first->row)
    return fail(Fault::data, "the workbook is damaged: an area of merged cells is none; open and save it in Excel");
  return Merge{first->column, first->row, last->row, last->column};
}

}  // namespace

Result<std::vector<Merge>> read_merges(Archive& archive, const std::string& part, std::int64_t header_row) {
  std::vector<Merge> merges;
  // Most sheets have none: looking for the word is far quicker than reading the XML.
  SLUSS_TRY_ASSIGN(has_merges, archive.contains(part, "mergeCell"));
  if (!has_merges) return merges;
  SLUSS_TRY_ASSIGN(xml, XmlReader::open(archive, part));
  for (;;) {
    SLUSS_TRY_ASSIGN(more, xml.next());
    if (!more) break;
    if (!xml.starts("mergeCell")) continue;
    SLUSS_TRY_ASSIGN(merge, parse_merge(xml.attribute("ref").value_or("")));
    if (merge.last_row > merge.first_row || merge.first_row == header_row) merges.push_back(merge);
    if (merges.size() > limits::merges)
      return fail(Fault::data, "a sheet has more than " + std::to_string(limits::merges) + " areas of merged cells");
  }
  std::stable_sort(merges.begin(), merges.end(),
                   [](const Merge& a, const Merge& b) { return a.first_row < b.first_row; });
  return merges;
}

void MergeFill::begin(const Row& row) {
  for (; next_ < merges_.size() && merges_[next_].first_row <= row.number; ++next_) {
    const auto& merge = merges_[next_];
    const auto* cell = merge.first_row == row.number ? row.at(merge.column) : nullptr;
    if (cell != nullptr) active_[merge.column] = {merge.last_row, *cell};
    else active_.erase(merge.column);
  }
}

void MergeFill::apply(Row& row) {
  begin(row);
  std::erase_if(active_, [&](const auto& entry) { return entry.second.last_row < row.number; });
  if (active_.empty()) return;
  std::vector<Cell> cells;
  auto cell = row.cells.begin();
  for (const auto& [column, active] : active_) {
    while (cell != row.cells.end() && cell->column < column) cells.push_back(std::move(*cell++));
    if (cell != row.cells.end() && cell->column == column) ++cell;
    cells.push_back(active.cell);
  }
  cells.insert(cells.end(), std::move_iterator(cell), std::move_iterator(row.cells.end()));
  row.cells = std::move(cells);
}

}  // namespace sluss::xlsx
