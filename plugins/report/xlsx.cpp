#include "xlsx.h"

#include <algorithm>
#include <chrono>
#include <sys/mman.h>
#include <unistd.h>
#include <xlsxwriter.h>

#include "base/one_at_a_time.h"
#include "base/text.h"

namespace sluss::report {
namespace {

constexpr double narrowest = 9, widest = 48;

tl::unexpected<Error> no_room(const std::string& why) {
  return fail(Fault::unavailable, "report: the workbook cannot be written: " + why);
}

std::size_t characters_in(const Cell& value) {
  if (const auto* number = std::get_if<std::int64_t>(&value)) return std::to_string(*number).size();
  return sluss::characters_in(std::get<std::string>(value));
}

struct Formats {
  explicit Formats(lxw_workbook* book)
      : title(workbook_add_format(book)), bold(workbook_add_format(book)), heading(workbook_add_format(book)) {
    format_set_font_size(title, 14);
    for (auto* format : {title, bold, heading}) format_set_bold(format);
    format_set_bg_color(heading, 0xE7ECF2);
    format_set_bottom(heading, LXW_BORDER_THIN);
  }
  lxw_format *title, *bold, *heading;
};

class SheetWriter {
 public:
  SheetWriter(lxw_workbook* book, const Formats& formats, const Table& table)
      : sheet_(workbook_add_worksheet(book, table.name.c_str())), formats_(formats), table_(table) {}

  void write_head(const Report& report) {
    write(0, report.title, formats_.title);
    ++row_;
    for (const auto& [label, value] : report.head) {
      write(0, label, formats_.bold);
      write(1, value);
      ++row_;
    }
    ++row_;
  }

  void write_table() {
    for (std::size_t i = 0; i < table_.headings.size(); ++i) write(i, table_.headings[i], formats_.heading);
    const auto heading = row_++;
    for (const auto& row : table_.rows) {
      for (std::size_t i = 0; i < row.size(); ++i) write(i, row[i]);
      ++row_;
    }
    for (std::size_t i = 0; i < table_.headings.size(); ++i) set_width(i);
    worksheet_freeze_panes(sheet_, heading + 1, 0);
    worksheet_set_landscape(sheet_);
    worksheet_set_paper(sheet_, 9);  // A4
    worksheet_fit_to_pages(sheet_, 1, 0);
    worksheet_repeat_rows(sheet_, heading, heading);
  }

  [[nodiscard]] lxw_error error() const { return error_; }

 private:
  void write(std::size_t column, const Cell& value, lxw_format* format = nullptr) {
    const auto at = static_cast<lxw_col_t>(column);
    const auto* number = std::get_if<std::int64_t>(&value);
    const auto error = number != nullptr
                           ? worksheet_write_number(sheet_, row_, at, static_cast<double>(*number), format)
                           : worksheet_write_string(sheet_, row_, at, std::get<std::string>(value).c_str(), format);
    if (error != LXW_NO_ERROR) error_ = error;
  }

  void set_width(std::size_t column) {
    auto width = characters_in(table_.headings[column]);
    for (const auto& row : table_.rows) width = std::max(width, characters_in(row[column]));
    const auto at = static_cast<lxw_col_t>(column);
    worksheet_set_column(sheet_, at, at, std::clamp(static_cast<double>(width) + 2, narrowest, widest), nullptr);
  }

  lxw_worksheet* sheet_;
  const Formats& formats_;
  const Table& table_;
  lxw_row_t row_ = 0;
  lxw_error error_ = LXW_NO_ERROR;
};

lxw_error write_sheets(lxw_workbook* book, const Report& report) {
  const Formats formats(book);
  auto error = LXW_NO_ERROR;
  for (const auto& table : report.tables) {
    SheetWriter sheet(book, formats, table);
    if (&table == &report.tables.front()) sheet.write_head(report);
    sheet.write_table();
    if (sheet.error() != LXW_NO_ERROR) error = sheet.error();
  }
  return error;
}

/// The library puts the finished workbook together.
lxw_error close(lxw_workbook* book) {
  const auto alone = one_at_a_time();  // its calls of gmtime()
  return workbook_close(book);
}

/// A file in memory: the library writes to a name, and nothing is to be left on a disk.
class MemoryFile {
 public:
  MemoryFile() : file_(::memfd_create("sluss-report", MFD_CLOEXEC)) {}
  ~MemoryFile() {
    if (is_open()) ::close(file_);
  }
  MemoryFile(const MemoryFile&) = delete;
  MemoryFile& operator=(const MemoryFile&) = delete;
  [[nodiscard]] bool is_open() const { return file_ >= 0; }
  [[nodiscard]] std::string name() const { return "/proc/self/fd/" + std::to_string(file_); }

  Result<std::string> read() const {
    const auto size = ::lseek(file_, 0, SEEK_END);
    if (size < 0) return no_room("the finished file cannot be read");
    std::string bytes(static_cast<std::size_t>(size), '\0');
    for (std::size_t done = 0; done < bytes.size();) {
      const auto count = ::pread(file_, bytes.data() + done, bytes.size() - done, static_cast<off_t>(done));
      if (count <= 0) return no_room("the finished file cannot be read");
      done += static_cast<std::size_t>(count);
    }
    return bytes;
  }

 private:
  int file_;
};

}  // namespace

Result<std::string> write_xlsx(const Report& report) {
  const MemoryFile file;
  auto* book = file.is_open() ? workbook_new(file.name().c_str()) : nullptr;
  if (book == nullptr) return no_room("out of memory");
  auto title = report.title;
  lxw_doc_properties properties{};
  properties.title = title.data();
  properties.created = std::chrono::system_clock::to_time_t(report.day);
  workbook_set_properties(book, &properties);
  const auto written = write_sheets(book, report);
  if (const auto closed = close(book); closed != LXW_NO_ERROR) return no_room(lxw_strerror(closed));
  if (written != LXW_NO_ERROR)
    return fail(Fault::data, std::string("report: a cell cannot be written: ") + lxw_strerror(written));
  return file.read();
}

}  // namespace sluss::report
