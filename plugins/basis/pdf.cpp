#include "pdf.h"

#include <algorithm>
#include <array>

#include "canvas.h"
#include "wrap.h"

namespace sluss::basis {
namespace {

constexpr double left = 48, right = page_width - 48, top = 56, bottom = page_height - 64;
constexpr double line_height = 12, padding = 4;

constexpr Style heading{17, Weight::bold}, normal{9}, bold{9, Weight::bold}, muted{9, Weight::normal, 0.4},
    small{8, Weight::normal, 0.4}, section_style{11, Weight::bold}, total_style{11, Weight::bold};

enum class Align { at_left, at_right };

struct Column {
  const char* heading;
  double left, width;
  Align align;
};

constexpr std::array<Column, 6> columns{{{Headings::unit, left, 112, Align::at_left},
                                         {Headings::student, 168, 136, Align::at_left},
                                         {Headings::first, 310, 62, Align::at_left},
                                         {Headings::last, 376, 60, Align::at_left},
                                         {Headings::weeks, 434, 42, Align::at_right},
                                         {Headings::amount, 478, right - 478, Align::at_right}}};

/// A unit's name stands in full at the top; a student's has no other place.
constexpr std::size_t most_unit_lines = 3, most_student_lines = 8, most_other_lines = 4;

class PdfWriter {
 public:
  PdfWriter(Canvas& canvas, const Basis& basis) : canvas_(canvas), basis_(basis) {}

  void write() {
    canvas_.add_page();
    write_head();
    for (const auto& section : basis_.sections) write_section(section);
    write_total();
    write_details();
    write_footers();
  }

 private:
  using Cell = std::vector<std::string>;

  [[nodiscard]] Cell wrapped(const std::string& text, double width, const Style& style,
                             std::size_t most = most_other_lines) {
    return wrap(text, width, most, [&](const std::string& part) { return canvas_.width(part, style); });
  }

  /// One text over several lines; moves below it.
  void paragraph(double x, const std::string& text, double width, const Style& style) {
    for (const auto& line : wrapped(text, width, style)) {
      y_ += style.size * 1.35;
      canvas_.text(x, y_, line, style);
    }
  }

  void labelled(const std::string& label, const std::string& text) {
    const auto lines = wrapped(text, right - left - 124, normal);
    if (y_ + line_height * static_cast<double>(lines.size()) > bottom) next_page();
    canvas_.text(left, y_ + line_height, label, muted);
    for (const auto& line : lines) canvas_.text(left + 124, y_ += line_height, line, normal);
    y_ += 3;
  }

  void write_head() {
    y_ = top;
    canvas_.text(left, y_, title_of(basis_), heading);
    y_ += 14;
    labelled("Verksamhet", basis_.unit);
    labelled("Period", period_text(basis_));
    labelled("Termin", basis_.term);
    if (basis_.code.empty()) labelled("Datum", to_iso(basis_.issued));
    else labelled("Svar", answer_text(basis_));
    y_ += 10;
  }

  void next_page() {
    canvas_.add_page();
    y_ = top;
  }

  void write_section(const Section& section) {
    if (y_ + 90 > bottom) next_page();
    y_ += 6;
    paragraph(left, section.institution, right - left, section_style);
    paragraph(left, documents_text(section), right - left, section.credits.empty() ? small : bold);
    y_ += 5;
    write_headings();
    for (const auto& row : section.rows) write_row(section, row);
    write_subtotal(section);
  }

  void write_headings() {
    const double height = 2 * line_height + 8;
    canvas_.fill(left - padding, y_, right - left + 2 * padding, height, 0.92);
    for (const auto& column : columns) {
      const auto lines = wrapped(column.heading, column.width, bold);
      draw_cell(column, lines, y_ + height - 9 - line_height * static_cast<double>(lines.size() - 1), bold);
    }
    y_ += height;
  }

  void draw_cell(const Column& column, const Cell& lines, double y, const Style& style) {
    for (const auto& line : lines) {
      if (column.align == Align::at_right) canvas_.text_right(column.left + column.width, y, line, style);
      else canvas_.text(column.left, y, line, style);
      y += line_height;
    }
  }

  void write_row(const Section& section, const Row& row) {
    const std::array<Cell, columns.size()> cells{wrapped(row.unit, columns[0].width, normal, most_unit_lines),
                                                 wrapped(row.student, columns[1].width, normal, most_student_lines),
                                                 Cell{to_iso(row.first)},
                                                 Cell{to_iso(row.last)},
                                                 Cell{weeks_text(row.days)},
                                                 Cell{to_kronor(row.amount)}};
    const auto lines = std::max(cells[0].size(), cells[1].size());
    const double height = line_height * static_cast<double>(lines) + padding;
    if (y_ + height > bottom) continue_section(section);
    for (std::size_t i = 0; i < cells.size(); ++i) draw_cell(columns[i], cells[i], y_ + line_height, normal);
    y_ += height;
    canvas_.line(left - padding, right + padding, y_, 0.4, 0.8);
  }

  void continue_section(const Section& section) {
    next_page();
    paragraph(left, section.institution + " (forts.)", right - left, bold);
    y_ += 5;
    write_headings();
  }

  void write_subtotal(const Section& section) {
    if (y_ + 20 > bottom) continue_section(section);
    y_ += line_height + 2;
    canvas_.text(left, y_, "Delsumma", bold);
    canvas_.text_right(right, y_, to_kronor(section.subtotal), bold);
    y_ += 10;
  }

  void write_total() {
    if (y_ + 30 > bottom) next_page();
    y_ += 6;
    canvas_.line(left - padding, right + padding, y_, 1, 0);
    y_ += 17;
    canvas_.text(left, y_, "Summa", total_style);
    canvas_.text_right(right, y_, to_kronor(basis_.total), total_style);
    y_ += 7;
    canvas_.line(left - padding, right + padding, y_, 1, 0);
  }

  void write_details() {
    const double height = 40 + 16 * static_cast<double>(basis_.details.size());
    if (y_ + height > bottom) next_page();
    y_ += 16;
    paragraph(left, "Betalning och kontakt", right - left, section_style);
    y_ += 4;
    for (const auto& [label, text] : basis_.details) labelled(label, text);
  }

  void write_footers() {
    const auto pages = std::to_string(canvas_.pages());
    for (std::size_t page = 0; page < canvas_.pages(); ++page) {
      canvas_.go_to_page(page);
      const double y = page_height - 34;
      canvas_.line(left - padding, right + padding, y - 13, 0.4, 0.7);
      const auto number = "Sida " + std::to_string(page + 1) + " (" + pages + ")";
      const auto text = title_of(basis_) + " · " + basis_.unit + " · " + basis_.term;
      const auto measure = [&](const std::string& part) { return canvas_.width(part, small); };
      canvas_.text(left, y, wrap(text, right - left - 80, 1, measure).front(), small);
      canvas_.text_right(right, y, number, small);
    }
  }

  Canvas& canvas_;
  const Basis& basis_;
  double y_ = top;  ///< how far the page is filled
};

}  // namespace

Result<std::string> write_pdf(const Basis& basis, const std::filesystem::path& fonts) {
  SLUSS_TRY_ASSIGN(canvas, Canvas::make(fonts, title_of(basis), basis.issued));
  PdfWriter(*canvas, basis).write();
  return canvas->bytes();
}

}  // namespace sluss::basis
