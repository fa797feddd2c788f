#include "reader.h"

#include <algorithm>

namespace sluss::fixed_width {
namespace {

constexpr std::size_t most_held = 64U << 20U;
constexpr auto incomplete = "; the file is damaged or incomplete";

using Kind = RecordType::Kind;

bool is_stated(const Field& field) {
  return field.source == Field::Source::count || field.source == Field::Source::sum;
}

std::shared_ptr<const Columns> columns_of(const Layout& layout, bool many_kinds) {
  Columns columns;
  if (many_kinds) columns.names.emplace_back("record");
  for (const auto& record : layout.records) {
    if (record.kind != Kind::row) continue;
    for (const auto& field : record.fields) {
      const bool is_new = std::find(columns.names.begin(), columns.names.end(), field.name) == columns.names.end();
      if (is_new && field.source != Field::Source::sign && field.source != Field::Source::constant)
        columns.names.push_back(field.name);
    }
  }
  return std::make_shared<const Columns>(std::move(columns));
}

std::string length_fault(const Line& line, const RecordType& type) {
  return "the line has " + std::to_string(line.length()) + " characters; expected " + std::to_string(type.length) +
         " for \"" + type.name + "\"";
}

}  // namespace

Reader::Reader(Input& input, const Layout& layout, const Emit& emit)
    : lines_(input),
      layout_(layout),
      emit_(emit),
      holds_back_(layout.is_checked_at_end()),
      many_kinds_(std::count_if(layout.records.begin(), layout.records.end(),
                                [](const RecordType& type) { return type.kind == Kind::row; }) > 1),
      columns_(columns_of(layout, many_kinds_)),
      counts_(layout.records.size(), 0) {
  for (const auto& type : layout.records) sums_.emplace_back(type.fields.size(), 0);
}

Result<void> Reader::run() {
  for (;;) {
    SLUSS_TRY_ASSIGN(bytes, lines_.next());
    if (!bytes) break;
    last_line_ = lines_.number();
    if (!trim(*bytes).empty()) SLUSS_TRY(take(*bytes));
  }
  SLUSS_TRY(check_end());
  for (auto& record : held_) SLUSS_TRY(emit_(std::move(record)));
  return {};
}

Result<void> Reader::take(std::string_view bytes) {
  const auto line = Line::read(bytes, layout_.page, last_line_);
  if (!line)
    return park(bytes, last_line_,
                "column " + std::to_string(line.error()) + ": a byte that is not " + name_of(layout_.page));
  if (line->text().find('\0') != std::string::npos) return refuse(last_line_, "a NUL character; expected text");
  const auto type = type_of(*line);
  if (type) return take(*line, *type);
  const bool first = !has_begun_ && layout_.first_of(Kind::header) != nullptr;
  if (first) return refuse(last_line_, "the file does not begin with its header, " + known_tags());
  return park(line->text(), last_line_, "the kind of record is not known: " + known_tags());
}

Result<void> Reader::take(const Line& line, std::size_t index) {
  const auto& type = layout_.records[index];
  SLUSS_TRY(check_order(line.number(), type));
  auto content = line.length() == type.length ? content_of(line, index) : Content{};
  if (line.length() != type.length) {
    content.faults.push_back(length_fault(line, type));
    for (std::size_t i = 0; i < type.fields.size(); ++i) content.has_lost_a_number |= is_summed(index, i);
  }
  const auto fault = join(content.faults, "; ");
  if (!fault.empty() && type.kind != Kind::row) return refuse(line.number(), fault);
  if (content.has_lost_a_number)
    return refuse(line.number(), fault + "; a sum of the file cannot be checked without it");
  SLUSS_TRY(count(line.number(), index, content));
  if (type.kind != Kind::row) return {};
  if (!fault.empty()) return park(line.text(), line.number(), fault);
  Record record;
  record.message.raw = line.text();
  record.message.origin.line = line.number();
  record.message.origin.columns = columns_;
  if (many_kinds_) content.members.insert(content.members.begin(), {"record", Value(type.name)});
  record.message.body = Value(std::move(content.members));
  return hand_on(std::move(record));
}

Result<void> Reader::check_order(std::int64_t line, const RecordType& type) {
  if (has_ended_) return refuse(line, std::string("a record follows after the last one") + incomplete);
  const bool begins = type.kind == Kind::header;
  if (begins && has_begun_) return refuse(line, "a second header; expected one, in the first line");
  if (!begins && !has_begun_ && layout_.first_of(Kind::header) != nullptr)
    return refuse(line, "the file does not begin with its header, " + known_tags());
  has_begun_ = true;
  has_ended_ = type.kind == Kind::trailer;
  return {};
}

std::optional<std::size_t> Reader::type_of(const Line& line) const {
  for (std::size_t i = 0; i < layout_.records.size(); ++i) {
    const auto& type = layout_.records[i];
    if (!type.tag_at || line.at(*type.tag_at) == type.tag) return i;
  }
  return std::nullopt;
}

Reader::Content Reader::content_of(const Line& line, std::size_t index) const {
  const auto& type = layout_.records[index];
  Content content;
  content.numbers.resize(type.fields.size(), 0);
  content.members.reserve(type.fields.size());
  for (std::size_t i = 0; i < type.fields.size(); ++i) read_field(line, index, i, content);
  read_signs(line, index, content);
  return content;
}

void Reader::read_field(const Line& line, std::size_t type, std::size_t index, Content& content) const {
  const auto& field = layout_.records[type].fields[index];
  if (field.source == Field::Source::sign) return;
  if (field.source == Field::Source::constant) {
    if (trim(line.at(field.at)) != trim(field.constant))
      content.faults.push_back(place_of(field) + ": expected \"" + field.constant + "\"");
    return;
  }
  auto cell = read_cell(field, line.at(field.at));
  if (!cell) {
    content.faults.push_back(place_of(field) + ": " + cell.error());
    content.has_lost_a_number |= is_summed(type, index);
    return;
  }
  content.numbers[index] = cell->number;
  if (!cell->value.is_null()) content.members.emplace_back(field.name, std::move(cell->value));
}

void Reader::read_signs(const Line& line, std::size_t index, Content& content) const {
  const auto& type = layout_.records[index];
  for (const auto& field : type.fields) {
    if (!field.signed_field) continue;
    const auto text = trim(line.at(field.at));
    const auto& number = type.fields[*field.signed_field];
    const bool minus = text == trim(field.minus);
    if (!minus && text != trim(field.plus)) {
      content.faults.push_back(place_of(field) + ": expected \"" + field.plus + "\" or \"" + field.minus + "\"");
      content.has_lost_a_number |= is_summed(index, *field.signed_field);
      continue;
    }
    if (!minus) continue;
    auto& value = content.numbers[*field.signed_field];
    value = -value;
    for (auto& [name, member] : content.members) {
      if (name == number.name) member = value_of(number, value).value_or(Value());
    }
  }
}

bool Reader::is_summed(std::size_t type, std::size_t index) const {
  for (const auto& record : layout_.records) {
    for (const auto& field : record.fields) {
      for (const auto& place : field.summed) {
        if (place.record == type && place.field == index) return true;
      }
    }
  }
  return false;
}

Result<void> Reader::count(std::int64_t line, std::size_t index, const Content& content) {
  ++counts_[index];
  const auto& fields = layout_.records[index].fields;
  for (std::size_t i = 0; i < content.numbers.size(); ++i) {
    if (is_stated(fields[i])) stated_.push_back({line, &fields[i], content.numbers[i]});
    if (is_summed(index, i) && __builtin_add_overflow(sums_[index][i], content.numbers[i], &sums_[index][i]))
      return refuse(line, place_of(fields[i]) + ": the sum of the file has more than 18 digits");
  }
  return {};
}

Result<void> Reader::park(std::string_view raw, std::int64_t line, const std::string& what) {
  if (has_ended_) return refuse(line, std::string("a record follows after the last one") + incomplete);
  Record record;
  record.message.raw = raw;
  record.message.origin.line = line;
  record.message.origin.columns = columns_;
  record.fault = Error{Fault::data, what};
  return hand_on(std::move(record));
}

Result<void> Reader::hand_on(Record&& record) {
  if (!holds_back_) return emit_(std::move(record));
  held_bytes_ += record.message.raw.size();
  if (held_bytes_ > most_held)
    return refuse(record.message.origin.line,
                  "the file is larger than 64 MiB, and its rows wait for its counts and sums");
  held_.push_back(std::move(record));
  return {};
}

Result<void> Reader::check_end() {
  if (const auto* last = layout_.first_of(Kind::trailer); last != nullptr && !has_ended_)
    return refuse(std::max<std::int64_t>(last_line_, 1),
                  "the file ends without its last record, \"" + last->name + "\"; is it still being written?");
  for (const auto& stated : stated_) SLUSS_TRY(check(stated));
  return {};
}

Result<void> Reader::check(const Stated& stated) const {
  const bool is_count = stated.field->source == Field::Source::count;
  std::int64_t found = 0;
  for (const auto record : stated.field->counted) found += counts_[record];
  for (const auto& place : stated.field->summed) {
    if (__builtin_add_overflow(found, sums_[place.record][place.field], &found))
      return refuse(stated.line, place_of(*stated.field) + ": the sum has more than 18 digits");
  }
  if (found == stated.number) return {};
  const auto shown = [&](std::int64_t number) {
    const auto value = value_of(*stated.field, number);
    return value ? value->text_or_empty() : std::to_string(number);
  };
  return refuse(stated.line, place_of(*stated.field) + ": the " + (is_count ? "count" : "sum") + " is stated as " +
                                 shown(stated.number) + ", and the file has " + shown(found) + incomplete);
}

std::string Reader::known_tags() const {
  std::vector<std::string> tags;
  for (const auto& type : layout_.records) {
    if (type.tag_at) tags.push_back("\"" + type.tag + "\" in " + text_of(*type.tag_at));
  }
  return "expected " + join(tags, " or ");
}

}  // namespace sluss::fixed_width
