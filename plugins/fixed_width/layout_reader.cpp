#include <algorithm>
#include <charconv>

#include "layout.h"

namespace sluss::fixed_width {
namespace {

constexpr std::size_t longest_line = 10'000;
constexpr std::size_t most_decimals = 6;

const std::vector<std::string> record_keys = {"kind", "tag", "each", "length", "fields"};
const std::vector<std::string> field_keys = {
    "at",    "as",  "align",   "pad",  "sign",  "decimals", "format",       "optional", "from",  "value",
    "count", "sum", "sign_of", "plus", "minus", "minus_if", "minus_unless", "text",     "table", "by"};

template <class E>
using Words = std::vector<std::pair<std::string, E>>;

const Words<Type> types = {{"text", Type::text},
                           {"integer", Type::integer},
                           {"decimal", Type::decimal},
                           {"ore", Type::ore},
                           {"date", Type::date}};
const Words<Align> aligns = {{"left", Align::left}, {"right", Align::right}};
const Words<Sign> signs = {{"none", Sign::none}, {"leading", Sign::leading}, {"trailing", Sign::trailing}};
const Words<RecordType::Kind> kinds = {
    {"header", RecordType::Kind::header}, {"row", RecordType::Kind::row}, {"trailer", RecordType::Kind::trailer}};

std::optional<std::size_t> number_in(std::string_view text, std::size_t most) {
  std::size_t number = 0;
  const auto parsed = std::from_chars(text.data(), text.data() + text.size(), number);
  if (parsed.ec != std::errc() || parsed.ptr != text.data() + text.size() || number > most) return std::nullopt;
  return number;
}

bool is_date_format(std::string_view format) {
  std::string rest(format);
  for (const auto* part : {"YY", "MM", "DD"}) {
    const auto at = rest.find(part);
    if (at == std::string::npos && std::string_view(part) == "DD") break;
    if (at == std::string::npos) return false;
    rest.replace(at, std::string_view(part) == "YY" && rest.substr(at, 4) == "YYYY" ? 4 : 2, "");
  }
  return std::all_of(rest.begin(), rest.end(), [](char c) { return c == '-' || c == '/' || c == '.'; });
}

/// Reads one layout; what refers to other fields is looked up when all of them are known.
class LayoutReader {
 public:
  explicit LayoutReader(Diagnostics& diagnostics) : diagnostics_(diagnostics) {}

  Layout read(const Node& records, const std::string& total, const Node& total_at) {
    if (!records.is_map() || records.entries.empty())
      diagnostics_.add(records, "expected the kinds of records by name",
                       "for example { row: { fields: { id: 1-8 } } }");
    for (const auto& entry : records.entries) read_record(entry.key, entry.value);
    if (!diagnostics_.ok()) return std::move(layout_);
    for (std::size_t i = 0; i < layout_.records.size(); ++i) finish_record(i, records.entries[i].value);
    check_kinds(records);
    if (!total.empty()) {
      layout_.total = find(total, total_at);
      if (layout_.total && layout_.field(*layout_.total).type != Type::ore)
        diagnostics_.add(total_at, "expected a field that is read as: ore");
    }
    return std::move(layout_);
  }

 private:
  template <class E>
  void read_word(const Node& node, const Words<E>& words, E& target) {
    if (node.kind == Node::Kind::missing) return;
    std::vector<std::string> names;
    for (const auto& [word, value] : words) {
      if (node.is_scalar() && node.text == word) {
        target = value;
        return;
      }
      names.push_back(word);
    }
    diagnostics_.add(node, "expected one of: " + join(names, ", "));
  }

  std::string read_text(const Node& node) {
    if (node.kind == Node::Kind::missing) return {};
    if (!node.is_scalar() || node.text.empty()) diagnostics_.add(node, "expected a text");
    return node.text;
  }

  Place read_place(const Node& node) {
    const auto dash = node.text.find('-');
    const auto first = number_in(std::string_view(node.text).substr(0, dash), longest_line);
    const auto last =
        dash == std::string::npos ? first : number_in(std::string_view(node.text).substr(dash + 1), longest_line);
    if (node.is_scalar() && first && last && *first >= 1 && *first <= *last) return {*first, *last};
    diagnostics_.add(node, "expected the first and the last column, from 1", "for example 11-24");
    return {};
  }

  void read_record(const std::string& name, const Node& node) {
    auto& record = layout_.records.emplace_back();
    record.name = name;
    diagnostics_.only_keys(node, record_keys);
    read_word(node["kind"], kinds, record.kind);
    record.each = read_text(node["each"]);
    if (node.has("tag")) {
      diagnostics_.only_keys(node["tag"], {"at", "is"});
      record.tag_at = read_place(node["tag"]["at"]);
      record.tag = read_text(node["tag"]["is"]);
      if (record.tag.size() != record.tag_at->width())
        diagnostics_.add(node["tag"], "expected a tag that fills its columns", "for example { at: 1-2, is: \"20\" }");
    }
    const auto& fields = node["fields"];
    if (!fields.is_map() || fields.entries.empty())
      diagnostics_.add(fields.kind == Node::Kind::missing ? node : fields, "expected the record's fields by name",
                       "for example { id: 1-8 }");
    for (const auto& [field, key_mark, value] : fields.entries) record.fields.push_back(read_field(field, value));
    read_length(node["length"], record);
  }

  void read_length(const Node& node, RecordType& record) {
    if (record.tag_at) record.length = record.tag_at->last;
    for (const auto& field : record.fields) record.length = std::max(record.length, field.at.last);
    if (node.kind == Node::Kind::missing) return;
    const auto length = number_in(node.text, longest_line);
    if (!node.is_scalar() || !length || *length < record.length)
      diagnostics_.add(node, "expected the number of characters of a line, at least " + std::to_string(record.length));
    else record.length = *length;
  }

  Field read_field(const std::string& name, const Node& node) {
    Field field;
    field.name = name;
    if (!node.is_map()) {
      field.at = read_place(node);
      return field;
    }
    diagnostics_.only_keys(node, field_keys);
    field.at = read_place(node["at"]);
    read_word(node["as"], types, field.type);
    if (field.is_number()) {
      field.align = Align::right;
      field.pad = '0';
    }
    if (field.type == Type::ore) field.decimals = 2;
    read_word(node["align"], aligns, field.align);
    read_word(node["sign"], signs, field.sign);
    const Words<bool> yes_or_no = {{"yes", true}, {"no", false}};
    read_word(node["optional"], yes_or_no, field.optional);
    read_pad(node["pad"], field);
    read_decimals(node["decimals"], field);
    if (node.has("format")) field.format = read_text(node["format"]);
    if (field.type == Type::date && (!is_date_format(field.format) || field.format.size() != field.at.width()))
      diagnostics_.add(node, "expected a format of YYYY or YY, MM and DD or none that is as wide as the field",
                       "for example YYYYMMDD");
    read_source(node, field);
    return field;
  }

  void read_pad(const Node& node, Field& field) {
    const bool fits = node.is_scalar() && node.text.size() == 1 && static_cast<unsigned char>(node.text[0]) < 0x80;
    if (fits) field.pad = node.text[0];
    else if (node.kind != Node::Kind::missing)
      diagnostics_.add(node, "expected one character", "for example \" \" or \"0\"");
    if (!field.is_number()) return;
    if (field.pad != '0' && field.pad != ' ') diagnostics_.add(node, "a number is filled with \"0\" or \" \"");
    if (field.pad == '0' && field.align == Align::left)
      diagnostics_.add(node, "\"" + field.name + "\": zeros behind a number would change it; write pad: \" \"");
  }

  void read_decimals(const Node& node, Field& field) {
    if (node.kind == Node::Kind::missing) return;
    const auto decimals = number_in(node.text, most_decimals);
    if (!node.is_scalar() || !decimals || !field.is_number() || field.type == Type::integer)
      diagnostics_.add(node, "expected the decimals, 0 to 6, of a field as: decimal or ore");
    else field.decimals = *decimals;
  }

  void read_source(const Node& node, Field& field) {
    int sources = 0;
    const auto take = [&](const char* key, Field::Source source) {
      if (!node.has(key)) return;
      ++sources;
      field.source = source;
    };
    take("from", Field::Source::path);
    take("value", Field::Source::constant);
    take("text", Field::Source::text);
    take("table", Field::Source::table);
    take("count", Field::Source::count);
    take("sum", Field::Source::sum);
    take("sign_of", Field::Source::sign);
    if (sources > 1) diagnostics_.add(node, "expected one of from, value, text, table, count, sum, sign_of");
    field.path = read_text(node["from"]);
    field.minus_if = read_text(node["minus_if"]);
    field.minus_unless = read_text(node["minus_unless"]);
    field.constant = read_text(node["value"]);
    field.plus = read_text(node["plus"]);
    field.minus = read_text(node["minus"]);
    if (field.source == Field::Source::constant && field.constant.size() > field.at.width())
      diagnostics_.add(node["value"], "it is wider than the field");
    if (field.source == Field::Source::count && field.type != Type::integer)
      diagnostics_.add(node, "a count is read as: integer");
    if (field.source == Field::Source::sum && !field.is_number())
      diagnostics_.add(node, "a sum is read as: integer, decimal or ore");
    for (const auto* key : {"minus_if", "minus_unless"}) {
      if (node.has(key) && (!field.is_number() || field.source != Field::Source::path))
        diagnostics_.add(node[key], "it goes with a number and from");
    }
    if (node.has("minus_if") && node.has("minus_unless"))
      diagnostics_.add(node["minus_unless"], "expected one of minus_if and minus_unless");
    if (node.has("text")) read_template(node["text"], field);
    if (node.has("table")) read_table(node, field);
  }

  void read_template(const Node& node, Field& field) {
    if (field.type != Type::text) diagnostics_.add(node, "it goes with a field as: text");
    auto parsed = TextTemplate::parse(read_text(node));
    if (parsed) field.text = std::move(*parsed);
    else diagnostics_.add(node, parsed.error(), "for example \"{first} - {last}\"");
  }

  void read_table(const Node& node, Field& field) {
    const auto& table = node["table"];
    if (field.type != Type::text) diagnostics_.add(table, "it goes with a field as: text");
    const auto entry = [&](const Node& value) {
      auto text = read_text(value);
      if (characters_in(text) > field.at.width())
        diagnostics_.add(value, "it is wider than the field \"" + field.name + "\", which has room for " +
                                    std::to_string(field.at.width()));
      return text;
    };
    if (!table.is_map()) {
      field.for_all = entry(table);
      return;
    }
    field.path = read_text(node["by"]);
    if (field.path.empty())
      diagnostics_.add(node, "a table needs to know by what it is searched", "for example by: /seller.unit");
    for (const auto& [key, mark, value] : table.entries) field.table[key] = entry(value);
  }

  void finish_record(std::size_t index, const Node& node) {
    auto& record = layout_.records[index];
    for (std::size_t i = 0; i < record.fields.size(); ++i)
      finish_field(record, record.fields[i], node["fields"].entries[i].value);
    check_overlaps(record, node);
  }

  void finish_field(RecordType& record, Field& field, const Node& node) {
    for (const auto& name : names_in(node["count"])) {
      const auto at = record_named(name);
      if (at < layout_.records.size()) field.counted.push_back(at);
      else diagnostics_.add(node["count"], "no record is called \"" + name + "\"");
    }
    for (const auto& name : names_in(node["sum"])) {
      const auto place = find(name, node["sum"]);
      if (!place) continue;
      if (!layout_.field(*place).is_number() || layout_.field(*place).decimals != field.decimals)
        diagnostics_.add(node["sum"], "expected numbers of as many decimals as their sum");
      field.summed.push_back(*place);
    }
    if (field.source == Field::Source::sign) finish_sign(record, field, node);
  }

  void finish_sign(RecordType& record, Field& field, const Node& node) {
    const auto at = std::find_if(record.fields.begin(), record.fields.end(),
                                 [&](const Field& other) { return other.name == node["sign_of"].text; });
    if (at == record.fields.end() || !at->is_number() || at->sign != Sign::none)
      diagnostics_.add(node["sign_of"], "expected a number of the same record that has no sign of its own");
    else field.signed_field = static_cast<std::size_t>(at - record.fields.begin());
    if (field.plus.empty() || field.minus.empty() || field.plus == field.minus ||
        std::max(field.plus.size(), field.minus.size()) > field.at.width())
      diagnostics_.add(node, "expected plus and minus: what stands for each",
                       "for example { at: 25, sign_of: amount, plus: \"+\", minus: \"-\" }");
  }

  void check_overlaps(const RecordType& record, const Node& node) {
    std::vector<std::pair<Place, std::string>> places;
    if (record.tag_at) places.emplace_back(*record.tag_at, "tag");
    for (const auto& field : record.fields) places.emplace_back(field.at, field.name);
    std::sort(places.begin(), places.end(), [](const auto& a, const auto& b) { return a.first.first < b.first.first; });
    for (std::size_t i = 1; i < places.size(); ++i) {
      if (places[i].first.first <= places[i - 1].first.last)
        diagnostics_.add(node, places[i - 1].second + " and " + places[i].second + " have columns in common");
    }
  }

  void check_kinds(const Node& records) {
    for (const auto kind : {RecordType::Kind::header, RecordType::Kind::trailer}) {
      const auto count = std::count_if(layout_.records.begin(), layout_.records.end(),
                                       [&](const auto& record) { return record.kind == kind; });
      if (count > 1) diagnostics_.add(records, "expected one header and one trailer at most");
    }
    if (layout_.first_of(RecordType::Kind::row) == nullptr)
      diagnostics_.add(records, "expected a record of the kind row");
    for (const auto& record : layout_.records) {
      if (layout_.records.size() > 1 && !record.tag_at)
        diagnostics_.add(records, "\"" + record.name + "\" has no tag; where there are several records, each needs one",
                         "for example tag: { at: 1-2, is: \"20\" }");
    }
  }

  static std::vector<std::string> names_in(const Node& node) {
    std::vector<std::string> names;
    if (node.is_scalar()) names.push_back(node.text);
    for (const auto& item : node.items) names.push_back(item.text);
    return names;
  }

  [[nodiscard]] std::size_t record_named(std::string_view name) const {
    const auto at = std::find_if(layout_.records.begin(), layout_.records.end(),
                                 [&](const auto& record) { return record.name == name; });
    return static_cast<std::size_t>(at - layout_.records.begin());
  }

  std::optional<FieldPlace> find(std::string_view name, const Node& node) {
    const auto dot = std::min(name.find('.'), name.size());
    const auto record = record_named(name.substr(0, dot));
    if (record < layout_.records.size() && dot < name.size()) {
      const auto& fields = layout_.records[record].fields;
      for (std::size_t i = 0; i < fields.size(); ++i) {
        if (fields[i].name == name.substr(dot + 1)) return FieldPlace{record, i};
      }
    }
    diagnostics_.add(node, "no field is called \"" + std::string(name) + "\"", "for example row.amount");
    return std::nullopt;
  }

  Diagnostics& diagnostics_;
  Layout layout_;
};

}  // namespace

bool Layout::is_checked_at_end() const {
  const auto is_control = [](const Field& field) {
    return field.source == Field::Source::count || field.source == Field::Source::sum;
  };
  return first_of(RecordType::Kind::trailer) != nullptr ||
         std::any_of(records.begin(), records.end(), [&](const RecordType& record) {
           return std::any_of(record.fields.begin(), record.fields.end(), is_control);
         });
}

const RecordType* Layout::first_of(RecordType::Kind kind) const {
  const auto at = std::find_if(records.begin(), records.end(), [&](const auto& record) { return record.kind == kind; });
  return at == records.end() ? nullptr : &*at;
}

Layout read_layout(const Node& records, const std::string& total, const Node& total_at, Diagnostics& diagnostics) {
  return LayoutReader(diagnostics).read(records, total, total_at);
}

}  // namespace sluss::fixed_width
