#include "recognise.h"

#include <algorithm>

#include "base/encoding.h"
#include "extent.h"
#include "json_codec.h"
#include "plugin/held_text.h"

namespace sluss::json {
namespace {

constexpr std::size_t deepest_way = 20;
constexpr std::size_t most_shown = 3;
constexpr std::size_t lines_looked_at = 1000;

/// A list of objects within the document.
struct List {
  std::string at;
  std::size_t items = 0;
};

bool holds_objects(const Value::List& items) {
  const auto objects =
      std::count_if(items.begin(), items.end(), [](const Value& item) { return item.as_object() != nullptr; });
  return objects > 0 && 2 * static_cast<std::size_t>(objects) > items.size();
}

/// Can `at` lead there?
bool is_step(const std::string& name) { return !name.empty() && name.find('.') == std::string::npos; }

void find_lists(const Value& value, const std::string& at, std::size_t depth, std::vector<List>& found) {
  if (const auto* items = value.as_list(); items != nullptr && holds_objects(*items))
    found.push_back({at, items->size()});
  const auto* members = value.as_object();
  if (members == nullptr || depth == deepest_way) return;
  for (const auto& [name, member] : *members) {
    if (is_step(name)) find_lists(member, at.empty() ? name : at + "." + name, depth + 1, found);
  }
}

Recognised one_object(const Value& document) {
  std::string at;
  const auto* members = document.as_object();
  for (std::size_t depth = 0; depth < deepest_way && members->size() == 1; ++depth) {
    const auto& [name, member] = members->front();
    if (!is_step(name) || member.as_object() == nullptr) break;
    at += (at.empty() ? "" : ".") + name;
    members = member.as_object();
  }
  Recognised found{95, {{"form", "object", "it is one object, and no list of objects stands in it"}}, {}};
  if (!at.empty()) found.options.push_back({"at", to_json(at), "nothing else stands around it"});
  found.open.emplace_back("one object is one record: is a file with several of them a list, or an object a line?");
  return found;
}

std::string count_of(std::size_t items) { return std::to_string(items) + (items == 1 ? " object" : " objects"); }

std::optional<Recognised> of_document(const Value& document) {
  std::vector<List> lists;
  find_lists(document, "", 0, lists);
  if (lists.empty() && document.as_object() != nullptr) return one_object(document);
  if (lists.empty()) {
    const auto* items = document.as_list();
    if (items == nullptr || !items->empty()) return std::nullopt;
    return Recognised{95, {{"form", "array", "it is a list"}}, {"the list is empty: ask for a sample with records"}};
  }
  const auto most =
      std::max_element(lists.begin(), lists.end(), [](const List& a, const List& b) { return a.items < b.items; });
  Recognised found{95, {}, {}};
  const auto where = most->at.empty() ? " in one list" : " in the list at " + excerpt(most->at);
  found.options.push_back({"form", "array", count_of(most->items) + where});
  if (!most->at.empty()) found.options.push_back({"at", to_json(most->at), "the longest list of objects stands there"});
  std::vector<std::string> others;
  for (const auto& list : lists) {
    if (&list != &*most) others.push_back(excerpt(list.at) + " (" + count_of(list.items) + ")");
  }
  if (others.size() > most_shown) others.resize(most_shown), others.emplace_back("...");
  if (!others.empty()) found.open.push_back("other lists stand beside it: " + join(others, ", "));
  return found;
}

struct LineCount {
  std::size_t lines = 0, objects = 0;
  [[nodiscard]] bool are_records() const { return objects > 1 && 2 * objects > lines; }
};

/// Lines that are not blank.
LineCount count_lines(std::string_view text) {
  LineCount count;
  for (const auto line : split(text, '\n')) {
    if (trim(line).empty()) continue;
    if (count.lines == lines_looked_at) break;
    ++count.lines;
    const bool may_be = trim(line).starts_with('{') && line.size() < longest_value;
    const auto value = may_be ? parse_json(trim(line)) : Result<Value>(Value());
    if (value && value->as_object() != nullptr) ++count.objects;
    // Of a document that is no such thing, nothing more need be read.
    else if (count.lines > 20 && count.objects == 0) break;
  }
  return count;
}

std::optional<Recognised> of_lines(std::string_view text) {
  const auto count = count_lines(text);
  if (!count.are_records()) return std::nullopt;
  const bool all = count.objects == count.lines;
  Recognised found{all ? 95 : 85, {}, {}};
  found.options.push_back(
      {"form", "lines",
       std::to_string(count.objects) + " of the first " + std::to_string(count.lines) + " lines are an object each"});
  if (!all)
    found.open.push_back(std::to_string(count.lines - count.objects) +
                         " of the lines cannot be read: is the sample whole?");
  return found;
}

/// Objects begin in no other way, and nothing else begins so.
bool begins_as_objects(std::string_view text) {
  if (text.starts_with('[')) text = trim(text.substr(1));
  return text.starts_with('{') && trim(text.substr(1)).starts_with('"');
}

/// What is JSON, and cannot be read to its end.
std::optional<Recognised> of_damaged(std::string_view text) {
  const bool is_list = text.starts_with('[');
  if (!begins_as_objects(text)) return std::nullopt;
  HeldText input{std::string(text)};
  std::size_t objects = 0;
  const auto read =
      Json(Config{is_list ? Form::array : Form::object, ""}).decode(input, [&](Record&& record) -> Result<void> {
        if (!record.fault) ++objects;
        return {};
      });
  if (read) return std::nullopt;
  return Recognised{85,
                    {{"form", is_list ? "array" : "object",
                      is_list ? count_of(objects) + " in one list" : "it begins as one object"}},
                    {"it cannot be read to its end (" + read.error().what + "): is the sample whole?"}};
}

/// Strings and numbers, names of members too: an object may be keyed by person.
std::string edit_tokens(std::string_view text, const TextEdit& edit) {
  constexpr std::string_view number = "0123456789+-.eE";
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    const auto start = std::min(text.find_first_of("\"0123456789-", at), text.size());
    out += text.substr(at, start - at);
    if (start == text.size()) break;
    if (text[start] != '"') {
      at = std::min(text.find_first_not_of(number, start), text.size());
      out += edit(text.substr(start, at - start));
      continue;
    }
    auto end = start + 1;
    while (end < text.size() && text[end] != '"') end += text[end] == '\\' ? 2 : 1;
    end = std::min(end, text.size());
    out += '"';
    if (end > start + 1) out += edit(text.substr(start + 1, end - start - 1));
    if (end < text.size()) out += '"';
    at = std::min(end + 1, text.size());
  }
  return out;
}

std::string text_of(const Recognised& found, std::string_view name) {
  for (const auto& option : found.options) {
    if (option.name != name) continue;
    const auto quoted = parse_json(option.yaml);
    return quoted ? quoted->text_or_empty() : option.yaml;
  }
  return {};
}

Config config_of(const Recognised& found) {
  const auto form = text_of(found, "form");
  return {form == "array" ? Form::array : form == "lines" ? Form::lines : Form::object, text_of(found, "at")};
}

/// The records alone, in the form they had.
std::string document_of(const Config& config, const std::vector<std::string>& records) {
  if (config.form == Form::lines) return join(records, "\n") + "\n";
  std::string before, after;
  for (const auto name : config.at.empty() ? std::vector<std::string_view>() : split(config.at, '.')) {
    before += "{" + to_json(std::string(name)) + ": ";
    after += "}";
  }
  const bool is_list = config.form == Form::array;
  return before + (is_list ? "[\n" : "") + join(records, ",\n") + (is_list ? "\n]" : "") + after + "\n";
}

std::size_t count_of_records(const std::string& text, const Config& config) {
  HeldText input(text);
  std::size_t records = 0;
  const auto read = Json(config).decode(input, [&](Record&& record) -> Result<void> {
    records += record.fault ? 0 : 1;
    return {};
  });
  return read ? records : 0;
}

}  // namespace

std::optional<Recognised> JsonRecogniser::recognise(const Sample& sample) const {
  const auto text = trim(without_utf8_mark(sample.bytes));
  if (!text.starts_with('{') && !text.starts_with('[')) return std::nullopt;
  if (const auto document = parse_json(text)) return of_document(*document);
  if (auto found = of_lines(text)) return found;
  return of_damaged(text);
}

Result<std::string> JsonRecogniser::rewrite(const Sample& sample, const TextEdit& edit) const {
  const auto found = recognise(sample);
  if (!found) return fail(Fault::data, "it is no JSON that can be read");
  const auto config = config_of(*found);
  HeldText input{std::string(sample.bytes)};
  std::vector<std::string> records;
  // What stands beside the records, and what cannot be read, is left out.
  const auto read = Json(config).decode(input, [&](Record&& record) -> Result<void> {
    if (!record.fault) records.push_back(edit_tokens(record.message.raw, edit));
    return {};
  });
  if (!read && records.empty()) return fail(Fault::data, "it has no record that can be read: " + read.error().what);
  const auto text = document_of(config, records);
  auto rewritten = (sample.bytes.starts_with(utf8_mark) ? std::string(utf8_mark) : std::string()) + text;
  const auto again = recognise({sample.file, rewritten});
  // What was beside the records may have told how to read them.
  const auto is_same = [](const FoundOption& one, const FoundOption& other) {
    return one.name == other.name && one.yaml == other.yaml;
  };
  if (!again || !std::ranges::equal(again->options, found->options, is_same) ||
      count_of_records(text, config) != records.size())
    return fail(Fault::data, "what comes of it cannot be read as JSON in the same way");
  return rewritten;
}

}  // namespace sluss::json
