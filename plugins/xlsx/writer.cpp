#include "writer.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <sys/mman.h>
#include <unistd.h>
#include <unordered_map>
#include <vector>
#include <xlsxwriter.h>

#include "cell.h"
#include "container.h"
#include "workbook_limits.h"

namespace sluss::xlsx {
namespace {

constexpr double widest = 60;
constexpr double narrowest = 8;
constexpr std::ptrdiff_t exact_digits = 15;

/// The library stamps a workbook with the present moment unless it is given another one: 2000-01-01.
constexpr time_t created = 946'684'800;

tl::unexpected<Error> no_room(const std::string& why) {
  return fail(Fault::unavailable, "the workbook cannot be written: " + why);
}

std::size_t characters_in(std::string_view text) {
  return static_cast<std::size_t>(
      std::count_if(text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
}

/// The number, when a workbook's floating point brings back exactly these digits.
std::optional<double> exact_number(const std::string& text) {
  const auto digits = std::count_if(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
  double value = 0;
  const auto [stop, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  const bool read = error == std::errc() && stop == text.data() + text.size() && std::isfinite(value);
  return read && digits <= exact_digits ? std::optional(value) : std::nullopt;
}

/// The columns of all bodies, and how wide each must be.
class Layout {
 public:
  Result<void> add(const Message& message) {
    const auto* members = message.body.as_object();
    if (members == nullptr) return fail(Fault::data, "a workbook can only hold messages whose body is an object");
    for (const auto& [name, value] : *members) {
      const auto [at, added] = places_.emplace(name, names_.size());
      if (added) names_.push_back(name), widths_.push_back(characters_in(name));
      auto& width = widths_[at->second];
      width = std::max(width, characters_in(value.text_or_empty()));
    }
    if (names_.size() > static_cast<std::size_t>(limits::columns))
      return fail(Fault::data, "a workbook has no room for more than " + std::to_string(limits::columns) + " columns");
    return {};
  }
  [[nodiscard]] const std::vector<std::string>& names() const { return names_; }
  [[nodiscard]] std::size_t place_of(const std::string& name) const { return places_.at(name); }
  [[nodiscard]] double width_of(std::size_t column) const {
    return std::clamp(static_cast<double>(widths_[column]) + 2, narrowest, widest);
  }

 private:
  std::vector<std::string> names_;
  std::vector<std::size_t> widths_;
  std::unordered_map<std::string, std::size_t> places_;
};

class SheetWriter {
 public:
  SheetWriter(lxw_workbook* book, const Layout& layout)
      : sheet_(workbook_add_worksheet(book, "Data")),
        bold_(workbook_add_format(book)),
        whole_(workbook_add_format(book)),
        layout_(layout) {
    format_set_bold(bold_);
    format_set_num_format(whole_, "0");  // the general format shows twelve digits as 1.99901E+11
  }

  Result<void> write(std::span<const Message> messages) {
    SLUSS_TRY(write_header());
    for (const auto& message : messages) {
      ++row_;
      for (const auto& [name, value] : *message.body.as_object())
        SLUSS_TRY(write_value(static_cast<lxw_col_t>(layout_.place_of(name)), value));
    }
    return {};
  }

 private:
  Result<void> write_header() {
    const auto& names = layout_.names();
    for (std::size_t i = 0; i < names.size(); ++i) {
      const auto column = static_cast<lxw_col_t>(i);
      worksheet_set_column(sheet_, column, column, layout_.width_of(i), nullptr);
      SLUSS_TRY(write_text(column, names[i], bold_));
    }
    worksheet_freeze_panes(sheet_, 1, 0);
    return {};
  }

  Result<void> write_value(lxw_col_t column, const Value& value) {
    if (value.is_null()) return {};
    if (const auto* flag = value.as_bool())
      return check(column, worksheet_write_boolean(sheet_, row_, column, *flag ? 1 : 0, nullptr));
    if (value.as_list() != nullptr || value.as_object() != nullptr)
      return fail(Fault::data, "cell " + place(column) + " (" + layout_.names()[column] +
                                   ") would hold a list or an object; map it to plain members first");
    const auto text = value.text_or_empty();
    const auto number = value.as_text() != nullptr ? std::nullopt : exact_number(text);
    if (!number) return write_text(column, text, nullptr);
    auto* format = value.as_int() != nullptr ? whole_ : nullptr;
    return check(column, worksheet_write_number(sheet_, row_, column, *number, format));
  }

  Result<void> write_text(lxw_col_t column, const std::string& text, lxw_format* format) {
    if (text.find('\0') != std::string::npos)
      return fail(Fault::data, "cell " + place(column) + " would hold a NUL character, which no workbook can");
    return check(column, worksheet_write_string(sheet_, row_, column, escape(text).c_str(), format));
  }

  Result<void> check(lxw_col_t column, lxw_error error) {
    if (error == LXW_NO_ERROR) return {};
    if (error == LXW_ERROR_MAX_STRING_LENGTH_EXCEEDED)
      return fail(Fault::data,
                  "the text for cell " + place(column) + " is longer than the 32,767 characters of a cell");
    return fail(Fault::data, "cell " + place(column) + " cannot be written: " + lxw_strerror(error));
  }

  [[nodiscard]] std::string place(lxw_col_t column) const {
    return name_of(CellPlace{column + 1, row_ + std::int64_t{1}});
  }

  lxw_worksheet* sheet_;
  lxw_format *bold_, *whole_;
  const Layout& layout_;
  lxw_row_t row_ = 0;
};

Result<std::string> read_back(const Descriptor& file) {
  const auto size = ::lseek(file.get(), 0, SEEK_END);
  if (size < 0) return no_room("the finished file cannot be read");
  std::string bytes(static_cast<std::size_t>(size), '\0');
  for (std::size_t done = 0; done < bytes.size();) {
    const auto count = ::pread(file.get(), bytes.data() + done, bytes.size() - done, static_cast<off_t>(done));
    if (count <= 0) return no_room("the finished file cannot be read");
    done += static_cast<std::size_t>(count);
  }
  return bytes;
}

}  // namespace

Result<std::string> write_workbook(std::span<const Message> messages) {
  if (static_cast<std::int64_t>(messages.size()) >= limits::rows)
    return fail(Fault::data, "a workbook has no room for more than " + std::to_string(limits::rows - 1) + " messages");
  Layout layout;
  for (const auto& message : messages) SLUSS_TRY(layout.add(message));
  // The library writes to a file by name alone: this one is in memory, so that no personal data is left on a disk.
  const Descriptor file(::memfd_create("sluss-xlsx", MFD_CLOEXEC));
  if (!file.is_open()) return no_room("no memory");
  auto* book = workbook_new(("/proc/self/fd/" + std::to_string(file.get())).c_str());
  if (book == nullptr) return no_room("no memory");
  lxw_doc_properties properties{};
  properties.created = created;
  workbook_set_properties(book, &properties);
  const auto written = SheetWriter(book, layout).write(messages);
  const auto closed = workbook_close(book);
  if (!written) return fail(written.error());
  if (closed != LXW_NO_ERROR) return no_room(lxw_strerror(closed));
  return read_back(file);
}

}  // namespace sluss::xlsx
