// A CSV file for people and their spreadsheets: UTF-8 with BOM, semicolons, CRLF.
#pragma once

#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

namespace sluss::app {

/// Written under another name until it is closed: half a file is never taken for a whole one. A text that a spreadsheet
/// would take for a formula gets an apostrophe in front. Throws Stop when it cannot be written.
class CsvFile {
 public:
  explicit CsvFile(std::filesystem::path file);
  void row(const std::vector<std::string>& cells);
  void close();

 private:
  std::filesystem::path file_, part_;
  std::ofstream out_;
};

}  // namespace sluss::app
