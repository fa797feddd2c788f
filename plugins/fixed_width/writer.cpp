#include "writer.h"

#include <algorithm>

#include "cell.h"

namespace sluss::fixed_width {
namespace {

using Kind = RecordType::Kind;

/// A record that is to be written.
struct Planned {
  std::size_t record = 0;
  const Value* message = nullptr;
  const Value* item = nullptr;  ///< of the list it is written for; else the message
  std::size_t place = 0;        ///< of the item, from 1
};

class Writer {
 public:
  Writer(const Layout& layout, std::span<const Message> messages) : layout_(layout), messages_(messages) {
    for (const auto& type : layout.records) sums_.emplace_back(type.fields.size(), 0);
    counts_.resize(layout.records.size(), 0);
  }

  Result<std::string> write() {
    plan_once(Kind::header);
    for (const auto& message : messages_) SLUSS_TRY(plan(message.body));
    plan_once(Kind::trailer);
    for (const auto& planned : planned_) SLUSS_TRY(add_up(planned));
    std::string file;
    for (const auto& planned : planned_) {
      SLUSS_TRY_ASSIGN(line, line_of(planned));
      file += line + layout_.line_break;
    }
    return file;
  }

 private:
  void plan_once(Kind kind) {
    if (const auto* type = layout_.first_of(kind); type != nullptr && !messages_.empty()) {
      const auto* body = &messages_.front().body;
      planned_.push_back({static_cast<std::size_t>(type - layout_.records.data()), body, body, 0});
    }
  }

  Result<void> plan(const Value& message) {
    const auto& types = layout_.records;
    for (std::size_t i = 0; i < types.size(); ++i) {
      if (types[i].kind != Kind::row) continue;
      if (types[i].each.empty()) {
        planned_.push_back({i, &message, &message, 0});
        continue;
      }
      auto end = i + 1;
      while (end < types.size() && types[end].kind == Kind::row && types[end].each == types[i].each) ++end;
      const auto* items = message.at(types[i].each).as_list();
      if (items == nullptr)
        return fail(Fault::data, "record \"" + types[i].name + "\": the message has no list \"" + types[i].each + "\"");
      for (std::size_t item = 0; item < items->size(); ++item) {
        for (auto type = i; type < end; ++type) planned_.push_back({type, &message, &(*items)[item], item + 1});
      }
      i = end - 1;
    }
    return {};
  }

  Result<void> add_up(const Planned& planned) {
    ++counts_[planned.record];
    const auto& fields = layout_.records[planned.record].fields;
    for (std::size_t i = 0; i < fields.size(); ++i) {
      if (!fields[i].is_number() || fields[i].source != Field::Source::path) continue;
      const auto number = number_in(planned, fields[i]);
      if (!number) return wrong(planned, fields[i], number.error());
      auto& sum = sums_[planned.record][i];
      if (__builtin_add_overflow(sum, *number, &sum))
        return wrong(planned, fields[i], "the sum has more than 18 digits");
    }
    return {};
  }

  static const Value& value_at(const Planned& planned, const std::string& path) {
    return path.starts_with('/') ? planned.message->at(std::string_view(path).substr(1)) : planned.item->at(path);
  }

  /// 0 for one that is left out.
  static tl::expected<std::int64_t, std::string> number_in(const Planned& planned, const Field& field) {
    const auto& value = value_at(planned, field.path);
    if (value.is_null() && field.optional) return 0;
    auto number = number_of(field, value);
    const auto has = [&](const std::string& path) { return !value_at(planned, path).is_null(); };
    const bool minus =
        (!field.minus_if.empty() && has(field.minus_if)) || (!field.minus_unless.empty() && !has(field.minus_unless));
    return number && minus ? -*number : number;
  }

  [[nodiscard]] std::int64_t stated_by(const Field& field) const {
    std::int64_t number = 0;
    for (const auto record : field.counted) number += counts_[record];
    for (const auto& place : field.summed) number += sums_[place.record][place.field];
    return number;
  }

  [[nodiscard]] tl::expected<std::string, std::string> cell_of(const Planned& planned, std::size_t index) const {
    const auto& field = layout_.records[planned.record].fields[index];
    const std::string blank(field.at.width(), ' ');
    switch (field.source) {
      case Field::Source::nothing: return blank;
      case Field::Source::constant: return write_text(field, field.constant);
      case Field::Source::text: return fill(planned, field);
      case Field::Source::table: return look_up(planned, field);
      case Field::Source::count:
      case Field::Source::sum: return write_shown(planned, index, stated_by(field));
      case Field::Source::sign: return sign_in(planned, field);
      case Field::Source::path: break;
    }
    const auto& value = value_at(planned, field.path);
    if (value.is_null()) {
      if (field.optional) return blank;
      return tl::unexpected<std::string>("the message has nothing at \"" + field.path + "\"");
    }
    if (!field.is_number()) return write_cell(field, value, layout_.page);
    const auto number = number_in(planned, field);
    if (!number) return tl::unexpected<std::string>(number.error());
    return write_shown(planned, index, *number);
  }

  /// Without its sign when that stands in another column.
  [[nodiscard]] tl::expected<std::string, std::string> write_shown(const Planned& planned, std::size_t index,
                                                                   std::int64_t number) const {
    const bool bare = number < 0 && has_sign_elsewhere(planned.record, index);
    return write_number(layout_.records[planned.record].fields[index], bare ? -number : number);
  }

  [[nodiscard]] tl::expected<std::string, std::string> write_text(const Field& field, const std::string& text) const {
    Field as_text = field;
    as_text.type = Type::text;
    return write_cell(as_text, Value(text), layout_.page);
  }

  [[nodiscard]] tl::expected<std::string, std::string> fill(const Planned& planned, const Field& field) const {
    const auto text = field.text.fill(*planned.item);
    if (!text) return tl::unexpected<std::string>(text.error().what);
    return write_text(field, *text);
  }

  [[nodiscard]] tl::expected<std::string, std::string> look_up(const Planned& planned, const Field& field) const {
    if (!field.for_all.empty()) return write_text(field, field.for_all);
    const auto found = field.table.find(value_at(planned, field.path).text_or_empty());
    if (found != field.table.end()) return write_text(field, found->second);
    return tl::unexpected<std::string>("its table has nothing for what the message has at \"" + field.path + "\"");
  }

  [[nodiscard]] tl::expected<std::string, std::string> sign_in(const Planned& planned, const Field& field) const {
    const auto& number = layout_.records[planned.record].fields[*field.signed_field];
    const auto value = number.source == Field::Source::path ? number_in(planned, number) : stated_by(number);
    if (!value) return tl::unexpected<std::string>(value.error());
    return write_cell(field, Value(*value < 0 ? field.minus : field.plus), layout_.page);
  }

  [[nodiscard]] bool has_sign_elsewhere(std::size_t record, std::size_t index) const {
    const auto& fields = layout_.records[record].fields;
    return std::any_of(fields.begin(), fields.end(), [&](const Field& field) { return field.signed_field == index; });
  }

  Result<std::string> line_of(const Planned& planned) {
    const auto& type = layout_.records[planned.record];
    std::vector<std::pair<Place, std::string>> cells;
    if (type.tag_at) cells.emplace_back(*type.tag_at, type.tag);
    for (std::size_t i = 0; i < type.fields.size(); ++i) {
      auto cell = cell_of(planned, i);
      if (!cell) return wrong(planned, type.fields[i], cell.error());
      cells.emplace_back(type.fields[i].at, std::move(*cell));
    }
    std::sort(cells.begin(), cells.end(), [](const auto& a, const auto& b) { return a.first.first < b.first.first; });
    std::string line;
    std::size_t column = 1;
    for (const auto& [place, text] : cells) {
      line += std::string(place.first - column, ' ') + text;
      column = place.last + 1;
    }
    line += std::string(type.length + 1 - column, ' ');
    auto bytes = to_code_page(line, layout_.page);
    if (!bytes) return fail(Fault::internal, "record \"" + type.name + "\": a character that was not checked");
    return std::move(*bytes);
  }

  [[nodiscard]] tl::unexpected<Error> wrong(const Planned& planned, const Field& field, const std::string& what) const {
    const auto item = planned.place == 0 ? "" : " of item " + std::to_string(planned.place);
    return fail(Fault::data, "record \"" + layout_.records[planned.record].name + "\", field \"" + field.name + "\"" +
                                 item + ": " + what);
  }

  const Layout& layout_;
  std::span<const Message> messages_;
  std::vector<Planned> planned_;
  std::vector<std::int64_t> counts_;
  std::vector<std::vector<std::int64_t>> sums_;
};

}  // namespace

Result<std::string> write_file(const Layout& layout, std::span<const Message> messages) {
  return Writer(layout, messages).write();
}

}  // namespace sluss::fixed_width
