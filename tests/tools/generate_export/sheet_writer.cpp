#include <xlsxwriter.h>

#include "export.h"

namespace sluss::generate {
namespace {

constexpr lxw_row_t title_rows = 3;
constexpr lxw_col_t merged_column = 1;  // Skola

/// The moment that stands in the file as its creation: always the same, so that the same rows give the same bytes.
constexpr time_t created = 1'798'761'600;

lxw_col_t column(std::size_t number) { return static_cast<lxw_col_t>(number); }

class SheetWriter final : public Writer {
 public:
  SheetWriter(const std::string& path, const std::string& term) : book_(workbook_new(path.c_str())), path_(path) {
    if (book_ == nullptr) return;
    lxw_doc_properties properties{};
    properties.created = created;
    workbook_set_properties(book_, &properties);
    date_ = workbook_add_format(book_);
    format_set_num_format(date_, "yyyy-mm-dd");
    bold_ = workbook_add_format(book_);
    format_set_bold(bold_);
    sheet_ = workbook_add_worksheet(book_, "Placeringar");
    write_title(term);
  }
  ~SheetWriter() override {
    if (book_ != nullptr) (void)workbook_close(book_);
  }
  SheetWriter(const SheetWriter&) = delete;
  SheetWriter& operator=(const SheetWriter&) = delete;

  [[nodiscard]] bool is_open() const { return book_ != nullptr; }

  void write(const Cells& cells) override {
    for (std::size_t i = 0; i < cells.size(); ++i) write(column(i), cells[i]);
    if (row_ == title_rows || cells[merged_column].text != merged_text_) begin_merge(cells[merged_column].text);
    ++row_;
  }

  Result<void> finish() override {
    begin_merge("");
    const auto outcome = workbook_close(book_);
    book_ = nullptr;
    if (outcome != LXW_NO_ERROR) return fail(sluss::Fault::unavailable, path_ + ": " + lxw_strerror(outcome));
    return {};
  }

 private:
  /// People write an institution once and merge its cell over the rows below.
  void begin_merge(const std::string& text) {
    if (merged_from_ > title_rows && row_ - merged_from_ > 1)
      worksheet_merge_range(sheet_, merged_from_, merged_column, row_ - 1, merged_column, merged_text_.c_str(),
                            nullptr);
    merged_from_ = row_;
    merged_text_ = text;
  }

  void write_title(const std::string& term) {
    worksheet_merge_range(sheet_, 0, 0, 0, 5, ("Placeringar " + term).c_str(), bold_);
    worksheet_merge_range(sheet_, 1, 0, 1, 5, "Påhittade uppgifter: ingen person eller verksamhet finns", nullptr);
  }

  void write(lxw_col_t at, const Cell& cell) {
    if (cell.day) {
      const std::chrono::year_month_day date(*cell.day);
      lxw_datetime moment{static_cast<int>(date.year()),
                          static_cast<int>(static_cast<unsigned>(date.month())),
                          static_cast<int>(static_cast<unsigned>(date.day())),
                          0,
                          0,
                          0};
      worksheet_write_datetime(sheet_, row_, at, &moment, date_);
    } else if (!cell.text.empty()) {
      worksheet_write_string(sheet_, row_, at, cell.text.c_str(), row_ == title_rows ? bold_ : nullptr);
    }
  }

  lxw_workbook* book_;
  lxw_worksheet* sheet_ = nullptr;
  lxw_format* date_ = nullptr;
  lxw_format* bold_ = nullptr;
  lxw_row_t row_ = title_rows;
  lxw_row_t merged_from_ = title_rows;
  std::string merged_text_;
  std::string path_;
};

}  // namespace

std::unique_ptr<Writer> make_sheet_writer(const std::string& path, const std::string& term) {
  auto writer = std::make_unique<SheetWriter>(path, term);
  if (!writer->is_open()) return nullptr;
  return writer;
}

}  // namespace sluss::generate
