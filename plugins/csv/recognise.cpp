#include "recognise.h"

#include <algorithm>

#include "base/code_page.h"
#include "base/encoding.h"
#include "base/text.h"
#include "dialect.h"

namespace sluss::csv {
namespace {

constexpr std::size_t looked_at = std::size_t{256} << 10U;

bool is_wide(std::string_view bytes) {
  const auto head = bytes.substr(0, looked_at);
  return head.starts_with("\xFF\xFE") || head.starts_with("\xFE\xFF") || head.find('\0') != std::string_view::npos;
}

bool is_windows(std::string_view bytes) { return !is_wide(bytes) && !is_utf8(bytes); }

FoundOption encoding_of(std::string_view bytes) {
  if (is_wide(bytes)) return {"encoding", "utf-16", "every second byte is NUL, or a byte order mark says so"};
  if (bytes.starts_with(utf8_mark)) return {"encoding", "utf-8", "a byte order mark says so"};
  if (is_windows(bytes)) return {"encoding", "windows-1252", "it has letters that are no UTF-8"};
  const bool plain = std::none_of(bytes.begin(), bytes.end(), [](char c) { return (c & 0x80) != 0; });
  if (plain) return {"encoding", "auto", "it has no letters beyond a to z that would tell"};
  return {"encoding", "utf-8", "its letters beyond a to z are UTF-8"};
}

/// Nothing when the bytes are no text.
std::optional<std::string> text_of_sample(std::string_view bytes) {
  std::string text;
  Transcoder transcoder(Encoding::automatic);
  if (!transcoder.convert(bytes, true, text) || text.find('\0') != std::string::npos) return std::nullopt;
  return text;
}

/// Titles above the header tell of whoever made the export: of them only the shape is left.
std::string without_titles(std::string_view text) {
  const auto rows = sample_rows(text, find_delimiter(text, true), true);
  const auto header = find_header(rows);
  const auto titles = header && *header != nullptr ? (*header)->offset : 0;
  return shape_of(text.substr(0, titles)) + std::string(text.substr(titles));
}

std::string shown(char delimiter) {
  if (delimiter == '\t') return "tab";
  return "\"" + std::string(1, delimiter) + "\"";
}

}  // namespace

std::optional<Recognised> CsvRecogniser::recognise(const Sample& sample) const {
  const auto text = text_of_sample(sample.bytes);
  if (!text) return std::nullopt;
  const char delimiter = find_delimiter(*text, true);
  const auto rows = sample_rows(*text, delimiter, true);
  const auto header = find_header(rows);
  if (!header || *header == nullptr || (*header)->cells.size() < 2 || !check_names((*header)->cells))
    return std::nullopt;
  const auto width = (*header)->cells.size();
  const auto alike =
      std::count_if(rows.begin(), rows.end(), [&](const auto& row) { return row.cells.size() == width; });
  // A text with a comma in some of its lines is no table.
  if (2 * static_cast<std::size_t>(alike) <= rows.size()) return std::nullopt;
  Recognised found{80, {encoding_of(sample.bytes)}, {}};
  found.options.push_back({"delimiter", shown(delimiter),
                           "splits " + std::to_string(alike) + " of the first " + std::to_string(rows.size()) +
                               " lines into " + std::to_string(width) + " cells"});
  found.options.push_back({"header", std::to_string((*header)->line),
                           "the first line with as many cells as most have, none of them empty"});
  return found;
}

Result<std::string> CsvRecogniser::rewrite(const Sample& sample, const TextEdit& edit) const {
  if (is_wide(sample.bytes))
    return fail(Fault::data, "samples in UTF-16 are not rewritten; save it as UTF-8 and begin again");
  auto text = text_of_sample(sample.bytes);
  if (!text) return fail(Fault::data, "its bytes fit no encoding");
  const auto edited = edit(without_titles(*text));
  if (!is_windows(sample.bytes)) return (sample.bytes.starts_with(utf8_mark) ? std::string(utf8_mark) : "") + edited;
  auto bytes = to_code_page(edited, CodePage::windows1252);
  if (!bytes) return fail(Fault::data, "a character does not exist in Windows-1252");
  return std::move(*bytes);
}

}  // namespace sluss::csv
