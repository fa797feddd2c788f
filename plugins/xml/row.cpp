#include "row.h"

#include <algorithm>

namespace sluss::xml {
namespace {

Value* find(Value::Object& members, std::string_view name) {
  const auto at =
      std::find_if(members.begin(), members.end(), [&](const auto& member) { return member.first == name; });
  return at == members.end() ? nullptr : &at->second;
}

std::size_t count_of(const Value* value) {
  if (value == nullptr) return 0;
  const auto* items = value->as_list();
  return items == nullptr ? 1 : items->size();
}

/// The value becomes the item of that index: the first stands alone, several are a list.
void attach(Value::Object& members, const std::string& name, std::size_t index, Value value) {
  auto* there = find(members, name);
  if (there == nullptr && index == 0) {
    members.emplace_back(name, std::move(value));
    return;
  }
  if (there == nullptr) there = &members.emplace_back(name, Value::list()).second;
  if (there->as_list() == nullptr) *there = Value(Value::List{std::move(*there)});
  there->as_list()->resize(index);
  there->as_list()->push_back(std::move(value));
}

std::string escaped(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '&') out += "&amp;";
    else if (c == '<') out += "&lt;";
    else if (c == '"') out += "&quot;";
    else out += c;
  }
  return out;
}

}  // namespace

void Row::start(std::string_view name, const std::vector<Attribute>& attributes) {
  if (nameless_ > 0 || name.empty()) {
    ++nameless_;
    return;
  }
  members_ += 1 + attributes.size();
  write("<" + std::string(name));
  for (const auto& attribute : attributes) write(" " + attribute.name + "=\"" + escaped(attribute.value) + "\"");
  write(">");
  auto& element = open_.emplace_back();
  element.name = name;
  element.attributes = attributes;
  forget_what_is_too_large();
}

void Row::text(std::string_view text) {
  if (nameless_ > 0) return;
  write(escaped(text));
  forget_what_is_too_large();
  if (!is_too_large()) open_.back().text += text;
}

void Row::end() {
  if (nameless_ > 0) {
    --nameless_;
    return;
  }
  auto element = std::move(open_.back());
  open_.pop_back();
  write("</" + element.name + ">");
  if (is_too_large()) return;
  Value value;
  if (open_.empty()) {
    for (auto& attribute : element.attributes)
      attach(element.members, "@" + attribute.name, 0, std::move(attribute.value));
  }
  const bool has_members = !element.members.empty() || open_.empty();
  if (has_members && !trim(element.text).empty()) attach(element.members, "#text", 0, std::string(trim(element.text)));
  if (has_members) value = Value(std::move(element.members));
  else value = Value(std::move(element.text));
  if (open_.empty()) {
    body_ = std::move(value);
    return;
  }
  auto& members = open_.back().members;
  const auto index = count_of(find(members, element.name));
  attach(members, element.name, index, std::move(value));
  for (auto& attribute : element.attributes)
    attach(members, element.name + "@" + attribute.name, index, std::move(attribute.value));
}

/// What is over a limit is remembered no further than to find its end.
void Row::forget_what_is_too_large() {
  if (members_ > most_members && fault_.empty()) fault_ = "the row has more than 2000 elements and attributes";
  if (!is_too_large()) return;
  for (auto& element : open_) element = {std::move(element.name), {}, {}, {}};
}

void Row::write(std::string_view text) {
  if (raw_.size() + text.size() > longest_row) fault_ = "the row is larger than 1 MiB";
  else raw_ += text;
}

Record Row::finish() {
  Record record;
  record.message.origin.line = line_;
  record.message.raw = std::move(raw_);
  if (is_too_large()) record.fault = Error{Fault::data, fault_};
  else record.message.body = std::move(body_);
  return record;
}

}  // namespace sluss::xml
