#include "recount.h"

#include <map>

namespace sluss::fixed_width {
namespace {

using FieldKey = std::pair<std::size_t, std::size_t>;

struct Tally {
  std::map<std::size_t, std::int64_t> records;
  std::map<FieldKey, std::int64_t> numbers;
};

/// From one column to another, whatever number of bytes a character has.
std::string_view columns(std::string_view line, Place place, CodePage page) {
  if (page != CodePage::utf8) return place.first > line.size() ? "" : line.substr(place.first - 1, place.width());
  std::size_t column = 0, from = line.size(), to = line.size();
  for (std::size_t at = 0; at < line.size(); ++at) {
    if ((static_cast<unsigned char>(line[at]) & 0xC0U) == 0x80U) continue;
    ++column;
    if (column == place.first) from = at;
    if (column == place.last + 1) to = at;
  }
  return line.substr(from, to - from);
}

/// The digits alone, and a minus wherever it stands.
std::int64_t number_in(std::string_view cell) {
  std::int64_t number = 0;
  bool minus = false;
  for (const char c : cell) {
    if (c == '-') minus = true;
    if (c >= '0' && c <= '9') number = number * 10 + (c - '0');
  }
  return minus ? -number : number;
}

/// nullopt where the column of its sign has neither sign.
std::optional<std::int64_t> number_of_field(std::string_view line, const RecordType& record, std::size_t index,
                                            CodePage page) {
  const auto number = number_in(columns(line, record.fields[index].at, page));
  for (const auto& field : record.fields) {
    if (field.signed_field != index) continue;
    const auto sign = trim(columns(line, field.at, page));
    if (sign == trim(field.minus)) return -number;
    if (sign != trim(field.plus)) return std::nullopt;
  }
  return number;
}

std::int64_t expected_by(const Field& field, const Tally& tally) {
  std::int64_t number = 0;
  const auto add = [&](const auto& map, const auto& key) {
    if (const auto at = map.find(key); at != map.end()) number += at->second;
  };
  for (const auto record : field.counted) add(tally.records, record);
  for (const auto& place : field.summed) add(tally.numbers, FieldKey{place.record, place.field});
  return number;
}

}  // namespace

Result<Recount> recount(std::string_view bytes, const Layout& layout) {
  Tally tally;
  std::map<FieldKey, std::pair<std::int64_t, std::int64_t>> stated;  // number and line
  std::int64_t line_number = 0;
  while (!bytes.empty()) {
    const auto end = bytes.find(layout.line_break);
    const auto line = bytes.substr(0, end);
    bytes.remove_prefix(end == std::string_view::npos ? bytes.size() : end + layout.line_break.size());
    const auto place = "line " + std::to_string(++line_number) + ": ";
    std::size_t type = 0;
    while (type < layout.records.size() && layout.records[type].tag_at &&
           columns(line, *layout.records[type].tag_at, layout.page) != layout.records[type].tag)
      ++type;
    if (type == layout.records.size()) return fail(Fault::data, place + "it is no record of the layout");
    const auto& record = layout.records[type];
    ++tally.records[type];
    for (std::size_t i = 0; i < record.fields.size(); ++i) {
      if (!record.fields[i].is_number() || record.fields[i].source == Field::Source::constant) continue;
      const auto number = number_of_field(line, record, i, layout.page);
      if (!number) return fail(Fault::data, place + "the sign of \"" + record.fields[i].name + "\" is none");
      tally.numbers[{type, i}] += *number;
      const bool is_stated = !record.fields[i].counted.empty() || !record.fields[i].summed.empty();
      if (is_stated) stated[{type, i}] = {*number, line_number};
    }
  }
  for (const auto& [key, found] : stated) {
    const auto& field = layout.records[key.first].fields[key.second];
    if (expected_by(field, tally) != found.first)
      return fail(Fault::data, "line " + std::to_string(found.second) + ": \"" + field.name +
                                   "\" is not what the file holds, counted again from its bytes");
  }
  Recount result;
  if (!layout.total) return result;
  const auto& place = *layout.total;
  result.rows = tally.records[place.record];
  result.total = tally.numbers[{place.record, place.field}];
  for (auto decimals = layout.field(place).decimals; decimals != 2; decimals < 2 ? ++decimals : --decimals)
    result.total = decimals < 2 ? result.total * 10 : result.total / 10;
  return result;
}

}  // namespace sluss::fixed_width
