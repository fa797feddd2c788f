#include "xlsx.h"

#include <array>
#include <filesystem>
#include <stdlib.h>
#include <xlsxwriter.h>

#include "base/file.h"
#include "base/one_at_a_time.h"

namespace sluss::basis {
namespace {

namespace fs = std::filesystem;

constexpr lxw_col_t amount_column = 5;

struct Formats {
  explicit Formats(lxw_workbook* book)
      : title(workbook_add_format(book)),
        bold(workbook_add_format(book)),
        heading(workbook_add_format(book)),
        heading_right(workbook_add_format(book)),
        section(workbook_add_format(book)),
        day(workbook_add_format(book)),
        weeks(workbook_add_format(book)),
        kronor(workbook_add_format(book)),
        subtotal(workbook_add_format(book)),
        total(workbook_add_format(book)) {
    format_set_font_size(title, 14);
    for (auto* format : {title, bold, heading, heading_right, section, subtotal, total}) format_set_bold(format);
    for (auto* format : {heading, heading_right}) {
      format_set_bg_color(format, 0xE7ECF2);
      format_set_bottom(format, LXW_BORDER_THIN);
    }
    format_set_align(heading_right, LXW_ALIGN_RIGHT);
    format_set_num_format(day, "yyyy\\-mm\\-dd");
    format_set_align(day, LXW_ALIGN_LEFT);
    format_set_align(weeks, LXW_ALIGN_RIGHT);
    for (auto* format : {kronor, subtotal, total}) format_set_num_format(format, "#,##0.00\\ \"kr\"");
    format_set_top(subtotal, LXW_BORDER_THIN);
    format_set_top(total, LXW_BORDER_DOUBLE);
  }

  lxw_format *title, *bold, *heading, *heading_right, *section, *day, *weeks, *kronor, *subtotal, *total;
};

/// Fills the sheet from top to bottom.
class SheetWriter {
 public:
  SheetWriter(lxw_workbook* book, const Basis& basis)
      : sheet_(workbook_add_worksheet(book, "Underlag")), formats_(book), basis_(basis) {}

  void write() {
    write_head();
    for (const auto& section : basis_.sections) write_section(section);
    write_sum("Summa", basis_.total, formats_.total);
    ++row_;
    for (const auto& [label, value] : basis_.details) {
      text(0, label, formats_.bold);
      text(1, value);
      ++row_;
    }
    set_up_page();
  }

 private:
  void text(lxw_col_t column, const std::string& value, lxw_format* format = nullptr) {
    worksheet_write_string(sheet_, row_, column, value.c_str(), format);
  }

  void day(lxw_col_t column, Day value) {
    const std::chrono::year_month_day date(value);
    lxw_datetime time{int(date.year()), int(unsigned(date.month())), int(unsigned(date.day())), 0, 0, 0};
    worksheet_write_datetime(sheet_, row_, column, &time, formats_.day);
  }

  /// A workbook knows no other numbers than floating point; öre up to 2^53 / 100 kr come out exactly as two decimals.
  void kronor(Ore value, lxw_format* format) {
    worksheet_write_number(sheet_, row_, amount_column, static_cast<double>(value.value) / 100, format);
  }

  /// A number, so that it can be summed; a Swedish reader sees "3,4".
  void weeks(std::int64_t days) {
    worksheet_write_number(sheet_, row_, 4, static_cast<double>(days) / 5, formats_.weeks);
  }

  void write_head() {
    text(0, title_of(basis_), formats_.title);
    ++row_;
    text(0, "Period", formats_.bold);
    text(1, period_text(basis_));
    ++row_;
    text(0, "Termin", formats_.bold);
    text(1, basis_.term);
    if (!basis_.code.empty()) {
      ++row_;
      text(0, "Svar", formats_.bold);
      text(1, answer_text(basis_));
    }
    row_ += 2;
    heading_row_ = row_;
    const std::array headings{Headings::unit, Headings::student, Headings::first, Headings::last};
    for (std::size_t i = 0; i < headings.size(); ++i) text(static_cast<lxw_col_t>(i), headings[i], formats_.heading);
    text(4, Headings::weeks, formats_.heading_right);
    text(amount_column, Headings::amount, formats_.heading_right);
    ++row_;
  }

  void write_section(const Section& section) {
    text(0, section.institution, formats_.section);
    if (!section.credits.empty() || section.invoices.empty()) text(1, documents_text(section), formats_.section);
    ++row_;
    for (const auto& row : section.rows) write_row(row);
    write_sum("Delsumma", section.subtotal, formats_.subtotal);
    ++row_;
  }

  void write_row(const Row& row) {
    text(0, row.unit);
    text(1, row.student);
    day(2, row.first);
    day(3, row.last);
    weeks(row.days);
    kronor(row.amount, formats_.kronor);
    ++row_;
  }

  void write_sum(const char* label, Ore sum, lxw_format* format) {
    for (lxw_col_t column = 1; column < amount_column; ++column) worksheet_write_blank(sheet_, row_, column, format);
    text(0, label, format);
    kronor(sum, format);
    ++row_;
  }

  void set_up_page() {
    const std::array widths{34.0, 36.0, 12.0, 12.0, 13.0, 18.0};
    for (std::size_t i = 0; i < widths.size(); ++i)
      worksheet_set_column(sheet_, static_cast<lxw_col_t>(i), static_cast<lxw_col_t>(i), widths[i], nullptr);
    worksheet_freeze_panes(sheet_, heading_row_ + 1, 0);
    worksheet_set_landscape(sheet_);
    worksheet_set_paper(sheet_, 9);  // A4
    worksheet_fit_to_pages(sheet_, 1, 0);
    worksheet_repeat_rows(sheet_, heading_row_, heading_row_);
    worksheet_set_footer(sheet_, ("&L" + title_of(basis_) + "&RSida &P (&N)").c_str());
  }

  lxw_worksheet* sheet_;
  Formats formats_;
  const Basis& basis_;
  lxw_row_t row_ = 0, heading_row_ = 0;
};

void set_properties(lxw_workbook* book, const Basis& basis) {
  const auto text = title_of(basis);
  lxw_doc_properties properties{};
  properties.title = const_cast<char*>(text.c_str());  // NOLINT(cppcoreguidelines-pro-type-const-cast): only read
  properties.created = std::chrono::system_clock::to_time_t(basis.issued);
  workbook_set_properties(book, &properties);
}

/// The library puts the finished workbook together.
lxw_error close(lxw_workbook* book) {
  const auto alone = one_at_a_time();  // its calls of gmtime()
  return workbook_close(book);
}

/// A folder that only this process's user can read; gone with its content at the end.
class PrivateFolder {
 public:
  PrivateFolder() {
    std::error_code error;
    auto pattern = (fs::temp_directory_path(error) / "sluss-basis-XXXXXX").string();
    if (!error && mkdtemp(pattern.data())) path_ = pattern;
  }
  ~PrivateFolder() {
    std::error_code error;
    if (!path_.empty()) fs::remove_all(path_, error);
  }
  PrivateFolder(const PrivateFolder&) = delete;
  PrivateFolder& operator=(const PrivateFolder&) = delete;
  [[nodiscard]] const fs::path& path() const { return path_; }

 private:
  fs::path path_;
};

tl::unexpected<Error> no_room(const std::string& why) {
  return fail(Fault::unavailable, "basis: the workbook cannot be written to the folder for temporary files: " + why);
}

}  // namespace

Result<std::string> write_xlsx(const Basis& basis) {
  const PrivateFolder folder;
  if (folder.path().empty()) return no_room("it is missing or not writable (TMPDIR)");
  const auto file = (folder.path() / "basis.xlsx").string();
  auto tmpdir = folder.path().string();
  lxw_workbook_options options{};
  options.tmpdir = tmpdir.data();
  auto* book = workbook_new_opt(file.c_str(), &options);
  if (!book) return no_room("out of memory");
  set_properties(book, basis);
  SheetWriter(book, basis).write();
  if (const auto error = close(book); error != LXW_NO_ERROR) return no_room(lxw_strerror(error));
  return file_bytes(file);
}

}  // namespace sluss::basis
