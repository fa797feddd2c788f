#include "app/preview_text.h"

#include <algorithm>
#include <ostream>

#include "base/counted.h"
#include "base/fitted.h"
#include "base/text.h"

namespace sluss::app {
namespace {

using engine::Made;
using engine::Preview;
using engine::PreviewColumn;
using engine::PreviewRow;

constexpr std::size_t longest_value = 40, widest_name = 30;
constexpr std::size_t most_values = 10;

/// On one line, and nothing in it that a terminal would obey.
std::string on_one_line(const std::string& text) {
  std::string line;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto byte = static_cast<unsigned char>(text[i]);
    const auto next = i + 1 < text.size() ? static_cast<unsigned char>(text[i + 1]) : 0U;
    const bool is_long_control = byte == 0xC2 && next >= 0x80 && next < 0xA0;
    if (is_long_control) ++i;
    line += byte < 0x20 || byte == 0x7F || is_long_control ? ' ' : text[i];
  }
  return line;
}

std::string shortened(const std::string& text) {
  const auto line = on_one_line(text);
  if (characters_in(line) <= longest_value) return line;
  std::size_t end = 0;
  for (std::size_t characters = 0; end < line.size(); ++end) {
    const bool begins = (static_cast<unsigned char>(line[end]) & 0xC0U) != 0x80U;
    if (begins && characters++ == longest_value - 3) break;
  }
  return line.substr(0, end) + "...";
}

std::string value_of(const std::string& text) { return text.empty() ? "(empty)" : shortened(text); }

std::string of_made(const Made& made) {
  const auto target = "-> " + made.target;
  if (!made.with.empty()) return target + ", with " + on_one_line(made.with);
  return made.value ? target + " = " + shortened(*made.value) : target + ": nothing";
}

std::string of_all(const std::vector<Made>& all) {
  std::vector<std::string> texts;
  for (const auto& made : all) texts.push_back(of_made(made));
  return join(texts, "  ");
}

class Printer {
 public:
  Printer(std::ostream& out, const Preview& preview) : out_(out), preview_(preview) {
    for (const auto& column : preview.columns)
      width_ = std::min(std::max(width_, characters_in(on_one_line(column.name))), widest_name);
  }

  void print() const {
    print_inputs();
    for (const auto& row : preview_.rows) print_row(row);
    print_counts();
    print_causes();
    print_columns();
    print_missing();
    for (const auto& note : preview_.notes) out_ << "\nnote: " << on_one_line(note) << "\n";
    if (preview_.hidden)
      out_ << "\nWhat tells, or may tell, who people are is shown by its shape alone: x for a letter, 9 for a digit. "
              "--names shows it.\n";
  }

 private:
  void print_inputs() const {
    out_ << preview_.inlet << ": each row becomes one " << preview_.kind << "\n";
    for (const auto& input : preview_.inputs) {
      out_ << "  " << on_one_line(input.name) << ": " << counted(input.rows, "row") << "\n";
      if (!input.refused.empty()) out_ << "  REFUSED, all of it: " << on_one_line(input.refused) << "\n";
    }
    if (preview_.more_inputs > 0) out_ << "  and " << preview_.more_inputs << " more\n";
    if (preview_.inputs.empty()) out_ << "  there is nothing to read now; --file PATH reads a file of your own\n";
  }

  void print_row(const PreviewRow& row) const {
    out_ << "\n" << on_one_line(row.place);
    if (row.became == PreviewRow::Became::failed) out_ << "  FAILS";
    if (row.became == PreviewRow::Became::filtered) out_ << "  goes no further";
    out_ << "\n";
    for (const auto& why : row.why) out_ << "  ! " << on_one_line(why) << "\n";
    std::size_t widest = 0;
    for (const auto& cell : row.cells) widest = std::max(widest, characters_in(value_of(cell.value)));
    for (const auto& cell : row.cells) {
      out_ << "  " << padded(on_one_line(cell.column), width_) << "  ";
      if (cell.makes.empty()) out_ << value_of(cell.value) << "\n";
      else out_ << padded(value_of(cell.value), widest) << "  " << of_all(cell.makes) << "\n";
    }
    for (const auto& made : row.besides)
      out_ << "  " << padded("", width_) << "  " << padded("", widest) << "  " << of_made(made) << "\n";
  }

  void print_counts() const {
    if (preview_.inputs.empty()) return;
    out_ << "\n" << counted(preview_.read, "row") << ": " << preview_.made << " become messages";
    if (preview_.filtered > 0) out_ << ", " << preview_.filtered << " go no further";
    out_ << ", " << preview_.failed << " fail\n";
  }

  void print_causes() const {
    for (const auto& cause : preview_.causes) {
      const bool fails = cause.became == PreviewRow::Became::failed;
      out_ << "  " << counted(cause.rows, "row") << (fails ? ": " : ", no further: ");
      if (!cause.columns.empty()) out_ << on_one_line(cause.columns) << " ";
      out_ << on_one_line(cause.what) << "\n      first: " << on_one_line(cause.first) << "\n";
      if (!cause.values.empty()) out_ << "      " << of_values(cause.values, cause.values.size()) << "\n";
    }
    if (preview_.other_causes > 0) out_ << "  " << counted(preview_.other_causes, "row") << ": other causes\n";
  }

  static std::string of_values(const std::vector<engine::ValueCount>& values, std::size_t most) {
    std::vector<std::string> texts;
    for (std::size_t i = 0; i < std::min(values.size(), most); ++i)
      texts.push_back("'" + shortened(values[i].shown) + "' " + std::to_string(values[i].rows));
    return join(texts, ", ");
  }

  void print_columns() const {
    if (preview_.columns.empty()) return;
    out_ << "\nColumns, and how many rows have what in them";
    if (preview_.unreadable > 0) out_ << ", without " << counted(preview_.unreadable, "row") << " that cannot be read";
    out_ << ":\n";
    for (const auto& column : preview_.columns) print_column(column);
    if (preview_.too_many_columns)
      out_ << "  more than " << engine::ColumnCounts::most_columns << " columns; the rest are not counted\n";
    if (!preview_.readers_known) out_ << "  The connector's steps do not tell which columns they read.\n";
  }

  void print_column(const PreviewColumn& column) const {
    out_ << "  " << padded(on_one_line(column.name), width_) << "  filled " << column.filled << ", empty "
         << column.empty << "; " << different(column);
    if (!column.targets.empty()) out_ << "  -> " << join(column.targets, ", ");
    else if (preview_.readers_known) out_ << "  NOBODY READS THIS COLUMN";
    out_ << "\n";
    if (column.values.empty()) return;
    out_ << "      " << of_values(column.values, most_values);
    if (column.values.size() > most_values) {
      std::int64_t rows = column.others;
      for (auto i = most_values; i < column.values.size(); ++i) rows += column.values[i].rows;
      out_ << ", and others in " << counted(rows, "row");
    } else if (column.others > 0) {
      out_ << ", and others in " << counted(column.others, "row");
    }
    out_ << "\n";
  }

  static std::string different(const PreviewColumn& column) {
    if (column.others > 0) return "more than " + std::to_string(column.distinct) + " different values";
    return counted(static_cast<std::int64_t>(column.distinct), "different value");
  }

  void print_missing() const {
    if (preview_.missing.empty()) return;
    out_ << "\nTargets whose columns are not there:\n";
    for (const auto& missing : preview_.missing) {
      out_ << "  " << missing.target << ": \"" << join(missing.columns, "\", \"") << "\""
           << (missing.optional ? " (may be missing)" : " (NEEDED)");
      if (!missing.meant.empty()) out_ << "; did you mean \"" << on_one_line(missing.meant) << "\"?";
      out_ << "\n";
    }
  }

  std::ostream& out_;
  const Preview& preview_;
  std::size_t width_ = 0;
};

}  // namespace

void print_preview(std::ostream& out, const Preview& preview) { Printer(out, preview).print(); }

}  // namespace sluss::app
