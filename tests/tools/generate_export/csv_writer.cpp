#include <fstream>
#include <string_view>

#include "export.h"

namespace sluss::generate {
namespace {

/// Latin-1 letters are two bytes in UTF-8 (C2 or C3 and one more) and one in Windows-1252; no others are made here.
std::string in_windows_1252(std::string_view text) {
  std::string bytes;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto byte = static_cast<unsigned char>(text[i]);
    if (byte < 0x80) bytes += text[i];
    else if (i + 1 < text.size())
      bytes += static_cast<char>(((byte & 0x03U) << 6U) | (static_cast<unsigned char>(text[++i]) & 0x3FU));
  }
  return bytes;
}

std::string written(const std::string& text) {
  if (text.find_first_of(";\"\r\n") == std::string::npos) return text;
  std::string quoted = "\"";
  for (const char c : text) quoted += c == '"' ? std::string("\"\"") : std::string(1, c);
  return quoted + '"';
}

class CsvWriter final : public Writer {
 public:
  CsvWriter(const std::string& path, Encoding encoding)
      : file_(path, std::ios::binary | std::ios::trunc), path_(path), encoding_(encoding) {
    if (encoding_ == Encoding::utf8) file_ << "\xEF\xBB\xBF";
  }

  [[nodiscard]] bool is_open() const { return file_.is_open(); }

  void write(const Cells& cells) override {
    std::string line;
    for (std::size_t i = 0; i < cells.size(); ++i) line += (i == 0 ? "" : ";") + written(cells[i].text);
    line += "\r\n";
    file_ << (encoding_ == Encoding::utf8 ? line : in_windows_1252(line));
  }

  Result<void> finish() override {
    file_.close();
    if (!file_) return fail(sluss::Fault::unavailable, path_ + " could not be written: is the disk full?");
    return {};
  }

 private:
  std::ofstream file_;
  std::string path_;
  Encoding encoding_;
};

}  // namespace

std::unique_ptr<Writer> make_csv_writer(const std::string& path, Encoding encoding) {
  auto writer = std::make_unique<CsvWriter>(path, encoding);
  if (!writer->is_open()) return nullptr;
  return writer;
}

}  // namespace sluss::generate
