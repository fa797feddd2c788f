#include "app/csv_file.h"

#include "app/workplace.h"
#include "base/encoding.h"
#include "base/text.h"

namespace sluss::app {
namespace {

/// Amounts are no texts: a minus before digits alone stays.
bool is_integer(const std::string& text) {
  const std::size_t digits = text.starts_with('-') ? 1 : 0;
  return text.size() > digits && text.find_first_not_of("0123456789", digits) == std::string::npos;
}

std::string cell(const std::string& text) {
  const bool formula = !text.empty() && std::string_view("=+-@\t\r").find(text.front()) != std::string_view::npos;
  auto safe = formula && !is_integer(text) ? "'" + text : text;
  if (safe.find_first_of(";\"\r\n") == std::string::npos) return safe;
  std::string quoted = "\"";
  for (const char c : safe) quoted += c == '"' ? std::string("\"\"") : std::string(1, c);
  return quoted + '"';
}

}  // namespace

CsvFile::CsvFile(std::filesystem::path file) : file_(std::move(file)), part_(file_) {
  part_ += ".part";
  out_.open(part_, std::ios::binary | std::ios::trunc);
  out_ << utf8_mark;
}

void CsvFile::row(const std::vector<std::string>& cells) {
  std::vector<std::string> safe;
  safe.reserve(cells.size());
  for (const auto& text : cells) safe.push_back(cell(text));
  out_ << join(safe, ";") << "\r\n";
}

void CsvFile::close() {
  out_.close();
  std::error_code failed;
  if (out_) std::filesystem::rename(part_, file_, failed);
  if (!out_ || failed)
    throw Stop{Exit::unreachable, file_.string() + " could not be written; is the folder there, and is there room?"};
}

}  // namespace sluss::app
