#include "rewrite.h"

#include <algorithm>
#include <fstream>
#include <functional>
#include <stdexcept>
#include <utility>
#include <vector>

#include "base/json.h"
#include "base/text.h"

namespace sluss::bench {
namespace {

namespace fs = std::filesystem;
using Row = std::vector<std::string>;

/// XML has no names with blanks.
std::string one_word(std::string name) {
  std::replace(name.begin(), name.end(), ' ', '_');
  return name;
}

/// The cells of a line. The generator quotes nothing; a file where that is otherwise would be measured wrongly.
Row cells_of(const std::string& line) {
  if (line.find('"') != std::string::npos) throw std::runtime_error("a cell is quoted: " + line);
  Row cells;
  for (const auto cell : split(line, ';')) cells.emplace_back(cell);
  return cells;
}

std::vector<std::size_t> widths_of(const fs::path& csv) {
  std::vector<std::size_t> widths;
  each_row(csv, [&](const Row&, const Row& cells) {
    widths.resize(std::max(widths.size(), cells.size()), 1);
    for (std::size_t i = 0; i < cells.size(); ++i) widths[i] = std::max(widths[i], characters_in(cells[i]));
  });
  return widths;
}

std::string json_of(const Row& names, const Row& cells) {
  auto row = Value::object();
  for (std::size_t i = 0; i < cells.size(); ++i) row[names.at(i)] = cells[i];
  return to_json(row);
}

std::string xml_of(const Row& names, const Row& cells) {
  std::string text = "<placering>";
  for (std::size_t i = 0; i < cells.size(); ++i) {
    if (cells[i].find_first_of("<&") != std::string::npos) throw std::runtime_error("a cell needs escaping");
    text.append("<").append(names.at(i)).append(">").append(cells[i]).append("</").append(names[i]).append(">");
  }
  return text + "</placering>\n";
}

std::string padded(const Row& cells, const std::vector<std::size_t>& widths) {
  std::string line;
  for (std::size_t i = 0; i < cells.size(); ++i)
    line.append(cells[i]).append(widths.at(i) - characters_in(cells[i]), ' ');
  return line + "\n";
}

}  // namespace

void each_row(const fs::path& csv, const std::function<void(const Row& names, const Row& cells)>& visit) {
  std::ifstream in(csv);
  std::string line;
  Row names;
  while (std::getline(in, line)) {
    if (!line.empty() && line.back() == '\r') line.pop_back();
    if (!names.empty()) {
      visit(names, cells_of(line));
      continue;
    }
    if (line.starts_with("\xEF\xBB\xBF")) line.erase(0, 3);
    for (auto& name : cells_of(line)) names.push_back(one_word(name));
  }
}

void rewrite(const fs::path& csv, Form form, const fs::path& to) {
  if (form == Form::csv) {
    fs::copy_file(csv, to, fs::copy_options::overwrite_existing);
    return;
  }
  std::ofstream out(to, std::ios::binary);
  const auto widths = form == Form::fixed_width ? widths_of(csv) : std::vector<std::size_t>();
  bool first = true;
  if (form == Form::json_array) out << "[";
  if (form == Form::xml) out << "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<export>\n";
  each_row(csv, [&](const Row& names, const Row& cells) {
    switch (form) {
      case Form::json_array: out << (first ? "\n" : ",\n") << json_of(names, cells); break;
      case Form::json_lines: out << json_of(names, cells) << "\n"; break;
      case Form::xml: out << xml_of(names, cells); break;
      default: out << padded(cells, widths);
    }
    first = false;
  });
  if (form == Form::json_array) out << "\n]\n";
  if (form == Form::xml) out << "</export>\n";
  if (!out.flush()) throw std::runtime_error(to.string() + " cannot be written");
}

std::string format_of(const fs::path& csv, Form form) {
  switch (form) {
    case Form::csv: return "csv: {}";
    case Form::json_array: return "json: { form: array }";
    case Form::json_lines: return "json: { form: lines }";
    case Form::xml: return "xml: { row: export/placering }";
    case Form::fixed_width: break;
  }
  const auto widths = widths_of(csv);
  std::string fields;
  std::size_t at = 1;
  bool first = true;
  each_row(csv, [&](const Row& names, const Row&) {
    if (!std::exchange(first, false)) return;
    for (std::size_t i = 0; i < names.size(); ++i) {
      fields += (fields.empty() ? "" : ", ") + names[i] + ": { at: " + std::to_string(at) + "-" +
                std::to_string(at + widths.at(i) - 1) + ", optional: yes }";
      at += widths[i];
    }
  });
  return "fixed_width: { records: { placering: { fields: { " + fields + " } } } }";
}

std::string connector_for(std::string klipp, const std::string& format) {
  const auto put = [&](const std::string& from, const std::string& to) {
    const auto at = klipp.find(from);
    if (at == std::string::npos) throw std::runtime_error("the connector klipp has no \"" + from + "\" any more");
    klipp.replace(at, from.size(), to);
  };
  put("csv: {}", format);
  put("placeringar*.${extension}", "placeringar*");
  if (format == "csv: {}") return klipp;
  for (const std::string name : {"Antal dagar", "Skyddad identitet"}) put(name, one_word(name));
  return klipp;
}

}  // namespace sluss::bench
