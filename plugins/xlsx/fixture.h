// Workbooks that are made by hand for tests, part by part, and what reading them gives. All data is made up.
#pragma once

#include <algorithm>
#include <gtest/gtest.h>
#include <optional>
#include <string>
#include <utility>
#include <vector>
#include <zip.h>

#include "container.h"
#include "support/plugin_parts.h"
#include "table.h"

namespace sluss::xlsx {

using Parts = std::vector<std::pair<std::string, std::string>>;

/// The parts as one zip archive; with a password all of them are encrypted.
inline std::string zip_of(const Parts& parts, const char* password = nullptr) {
  auto* buffer = zip_source_buffer_create(nullptr, 0, 0, nullptr);
  zip_source_keep(buffer);
  auto* zip = zip_open_from_source(buffer, ZIP_TRUNCATE, nullptr);
  for (const auto& [name, content] : parts) {
    auto* source = zip_source_buffer(zip, content.data(), content.size(), 0);
    const auto index = zip_file_add(zip, name.c_str(), source, ZIP_FL_ENC_UTF_8);
    if (password != nullptr)
      zip_file_set_encryption(zip, static_cast<zip_uint64_t>(index), ZIP_EM_TRAD_PKWARE, password);
  }
  EXPECT_EQ(zip_close(zip), 0);
  zip_source_open(buffer);
  zip_stat_t stat{};
  zip_source_stat(buffer, &stat);
  std::string bytes(stat.size, '\0');
  zip_source_read(buffer, bytes.data(), bytes.size());
  zip_source_close(buffer);
  zip_source_free(buffer);
  return bytes;
}

constexpr const char* main_space = "\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"";

/// What a workbook made by hand holds beneath its outer elements. One sheet, "Blad 1".
struct Handmade {
  std::string rows;            ///< <row> elements
  std::string after_rows;      ///< what follows <sheetData>
  std::string strings;         ///< <si> elements
  std::string number_formats;  ///< <numFmt> elements
  std::string styles = R"(<xf numFmtId="0"/>)";
  std::string properties;  ///< attributes of <workbookPr>
};

inline Parts parts_of(const Handmade& made) {
  const std::string head = R"(<?xml version="1.0" encoding="UTF-8" standalone="yes"?>)";
  const std::string packages = "\"http://schemas.openxmlformats.org/package/2006/relationships\"";
  const std::string office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
  const auto open = [&](const char* name) { return head + "<" + name + " xmlns=" + main_space; };
  const auto link = [&](const char* id, const char* type, const char* target) {
    return std::string("<Relationship Id=\"") + id + "\" Type=\"" + office + "/" + type + "\" Target=\"" + target +
           "\"/>";
  };
  return {
      {"_rels/.rels", head + "<Relationships xmlns=" + packages + ">" +
                          link("rId1", "officeDocument", "xl/workbook.xml") + "</Relationships>"},
      {"xl/workbook.xml", open("workbook") + " xmlns:r=\"" + office + "\"><workbookPr " + made.properties +
                              "/><sheets><sheet name=\"Blad 1\" sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>"},
      {"xl/_rels/workbook.xml.rels", head + "<Relationships xmlns=" + packages + ">" +
                                         link("rId1", "worksheet", "worksheets/sheet1.xml") +
                                         link("rId2", "sharedStrings", "sharedStrings.xml") +
                                         link("rId3", "styles", "/xl/styles.xml") + "</Relationships>"},
      {"xl/worksheets/sheet1.xml",
       open("worksheet") + "><sheetData>" + made.rows + "</sheetData>" + made.after_rows + "</worksheet>"},
      {"xl/sharedStrings.xml", open("sst") + ">" + made.strings + "</sst>"},
      {"xl/styles.xml", open("styleSheet") + "><numFmts>" + made.number_formats + "</numFmts><cellXfs>" + made.styles +
                            "</cellXfs></styleSheet>"},
  };
}

inline std::string& part(Parts& parts, std::string_view name) {
  return std::find_if(parts.begin(), parts.end(), [&](const auto& p) { return p.first == name; })->second;
}

inline std::string workbook_of(const Handmade& made) { return zip_of(parts_of(made)); }

/// A cell with its text in it.
inline std::string text_cell(const std::string& place, const std::string& text) {
  return "<c r=\"" + place + "\" t=\"inlineStr\"><is><t>" + text + "</t></is></c>";
}

/// A header row, and one row beneath it with cells of these attributes and contents, as {R"( t="b")", "<v>1</v>"}.
inline std::string table_of(const std::vector<std::pair<std::string, std::string>>& cells) {
  std::string header = text_cell("A1", "Nr") + text_cell("B1", "Ort");
  std::string row;
  for (std::size_t i = 0; i < cells.size(); ++i) {
    const auto letter = std::string(1, static_cast<char>('A' + i));
    if (i >= 2) header += text_cell(letter + "1", "Kolumn " + letter);
    row += "<c r=\"" + letter + "2\"" + cells[i].first + ">" + cells[i].second + "</c>";
  }
  return "<row r=\"1\">" + header + "</row><row r=\"2\">" + row + "</row>";
}

struct Outcome {
  std::vector<Record> records;
  std::optional<Error> refused;

  /// What one cell of a record says, or why it was not read.
  [[nodiscard]] std::string text(std::size_t record, std::string_view column) const {
    if (refused) return "refused: " + refused->what;
    if (record >= records.size()) return "no such record";
    if (records[record].fault) return "fault: " + records[record].fault->what;
    return records[record].message.body[column].text_or_empty();
  }
  /// Why the workbook was refused; empty when it was not. Only Fault::data is right.
  [[nodiscard]] std::string refusal() const {
    if (!refused) return "";
    return (refused->fault == Fault::data ? "" : std::string(name_of(refused->fault)) + ": ") + refused->what;
  }
};

inline Outcome read(const std::string& bytes, const TableOptions& options = {}) {
  Outcome outcome;
  const auto result = [&]() -> Result<void> {
    test::TextInput input(bytes);
    SLUSS_TRY_ASSIGN(file, open_seekable(input));
    SLUSS_TRY_ASSIGN(archive, Archive::open(std::move(file)));
    return read_table(*archive, options, [&](Record&& record) -> Result<void> {
      outcome.records.push_back(std::move(record));
      return {};
    });
  }();
  if (!result) outcome.refused = result.error();
  return outcome;
}

}  // namespace sluss::xlsx
