#include "base/json.h"

#include <algorithm>
#include <limits>
#include <nlohmann/json.hpp>
#include <unordered_set>

namespace sluss {
namespace {

constexpr std::size_t deepest = 100;
constexpr std::size_t few = 20;
constexpr std::size_t usual_size = 1000;  // of a message's body, in bytes

bool needs_escape(char c) { return static_cast<unsigned char>(c) < 0x20 || c == '"' || c == '\\'; }

void write_escaped(std::string& out, char c) {
  constexpr auto digits = "0123456789abcdef";
  switch (c) {
    case '"': out += "\\\""; break;
    case '\\': out += "\\\\"; break;
    case '\n': out += "\\n"; break;
    case '\r': out += "\\r"; break;
    case '\t': out += "\\t"; break;
    default:
      out += "\\u00";
      out += digits[static_cast<unsigned char>(c) >> 4U];
      out += digits[static_cast<unsigned char>(c) & 15U];
  }
}

void write_text(std::string& out, std::string_view text) {
  out += '"';
  for (auto from = text.begin();;) {
    const auto to = std::find_if(from, text.end(), needs_escape);
    out.append(from, to);
    if (to == text.end()) break;
    write_escaped(out, *to);
    from = to + 1;
  }
  out += '"';
}

/// Writes a value; `indent` < 0 means compact.
class Writer {
 public:
  explicit Writer(int indent) : indent_(indent) { out.reserve(usual_size); }

  void write(const Value& value) {
    if (const auto* flag = value.as_bool()) out += *flag ? "true" : "false";
    else if (const auto* integer = value.as_int()) out += std::to_string(*integer);
    else if (const auto* number = value.as_number()) out += number->text;
    else if (const auto* text = value.as_text()) write_text(out, *text);
    else if (const auto* items = value.as_list()) write_list(*items);
    else if (const auto* members = value.as_object()) write_object(*members);
    else out += "null";
  }

  std::string out;

 private:
  void write_list(const Value::List& items) {
    open('[', items.empty());
    for (const auto& item : items) {
      next(&item == &items.front());
      write(item);
    }
    close(']', items.empty());
  }

  void write_object(const Value::Object& members) {
    open('{', members.empty());
    for (const auto& member : members) {
      next(&member == &members.front());
      write_text(out, member.first);
      out += indent_ < 0 ? ":" : ": ";
      write(member.second);
    }
    close('}', members.empty());
  }

  void open(char bracket, bool empty) {
    out += bracket;
    if (!empty) ++level_;
  }
  void next(bool first) {
    if (!first) out += ',';
    new_line();
  }
  void close(char bracket, bool empty) {
    if (!empty) {
      --level_;
      new_line();
    }
    out += bracket;
  }
  void new_line() {
    if (indent_ < 0) return;
    out += '\n';
    out.append(static_cast<std::size_t>(indent_) * static_cast<std::size_t>(level_), ' ');
  }

  int indent_;
  int level_ = 0;
};

/// Builds a Value from the events of nlohmann's reader, which hands over numbers with their digits.
class Builder : public nlohmann::json_sax<nlohmann::json> {
 public:
  Value root;
  std::string complaint;

  bool null() override { return put(Value()); }
  bool boolean(bool flag) override { return put(Value(flag)); }
  bool number_integer(std::int64_t number) override { return put(Value(number)); }
  bool number_unsigned(std::uint64_t number) override {
    if (number > static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max()))
      return put(Value(Number{std::to_string(number)}));
    return put(Value(static_cast<std::int64_t>(number)));
  }
  bool number_float(double /*value*/, const std::string& digits) override { return put(Value(Number{digits})); }
  bool string(std::string& text) override { return put(Value(std::move(text))); }
  bool binary(nlohmann::json::binary_t& /*bytes*/) override { return false; }

  bool start_object(std::size_t /*size*/) override { return begin(Value::object()); }
  bool end_object() override { return end(); }
  bool start_array(std::size_t /*size*/) override { return begin(Value::list()); }
  bool end_array() override { return end(); }

  bool key(std::string& name) override {
    if (!open_.back().add(name)) {
      complaint = "a name stands twice in one object";
      return false;
    }
    name_ = std::move(name);
    return true;
  }

  bool parse_error(std::size_t /*position*/, const std::string& /*token*/,
                   const nlohmann::detail::exception& error) override {
    constexpr int number_out_of_range = 406;
    if (error.id == number_out_of_range) complaint = "a number is too large";
    return false;
  }

 private:
  /// An object or list that has not ended. Beyond a handful of members, an object's names are looked up in a set.
  struct Open {
    Value* value;
    std::unordered_set<std::string> names;

    bool add(const std::string& name) {
      const auto& members = *value->as_object();
      if (members.size() < few)
        return std::none_of(members.begin(), members.end(), [&](const auto& member) { return member.first == name; });
      if (names.empty())
        std::for_each(members.begin(), members.end(), [&](const auto& member) { names.insert(member.first); });
      return names.insert(name).second;
    }
  };

  Value* place(Value value) {
    if (open_.empty()) return &(root = std::move(value));
    auto& parent = *open_.back().value;
    if (auto* items = parent.as_list()) return &items->emplace_back(std::move(value));
    return &parent.as_object()->emplace_back(std::move(name_), std::move(value)).second;
  }
  bool put(Value value) { return place(std::move(value)) != nullptr; }
  bool begin(Value value) {
    if (open_.size() >= deepest) {
      complaint = "it is nested more than 100 levels deep";
      return false;
    }
    open_.push_back({place(std::move(value)), {}});
    return true;
  }
  bool end() {
    open_.pop_back();
    return true;
  }

  // Pointers stay valid: only the innermost open value grows, and its own address does not move then.
  std::vector<Open> open_;
  std::string name_;
};

/// Counts how much of the text the reader has taken, to say where it stopped.
struct CountingIterator {
  using difference_type = std::ptrdiff_t;
  using value_type = char;
  using pointer = const char*;
  using reference = const char&;
  using iterator_category = std::input_iterator_tag;

  const char* at = nullptr;
  const char** reached = nullptr;

  const char& operator*() const { return *at; }
  CountingIterator& operator++() {
    ++at;
    if (reached != nullptr && at > *reached) *reached = at;
    return *this;
  }
  friend bool operator==(const CountingIterator& a, const CountingIterator& b) { return a.at == b.at; }
  friend bool operator!=(const CountingIterator& a, const CountingIterator& b) { return !(a == b); }
};

std::string place_in(std::string_view text, std::size_t position) {
  std::size_t line = 1;
  std::size_t column = 1;
  for (const char c : text.substr(0, position)) {
    column = c == '\n' ? 1 : column + 1;
    line += c == '\n' ? 1 : 0;
  }
  return "line " + std::to_string(line) + ", column " + std::to_string(column);
}

}  // namespace

std::string to_json(const Value& value) {
  Writer writer(-1);
  writer.write(value);
  return std::move(writer.out);
}

std::string to_pretty_json(const Value& value) {
  Writer writer(2);
  writer.write(value);
  return std::move(writer.out);
}

Result<Value> parse_json(std::string_view text) {
  Builder builder;
  const char* reached = text.data();
  const CountingIterator begin{text.data(), &reached};
  const CountingIterator end{text.data() + text.size(), nullptr};
  if (nlohmann::json::sax_parse(begin, end, &builder)) return std::move(builder.root);
  const auto position = static_cast<std::size_t>(reached - text.data());
  const auto why = builder.complaint.empty() ? "the text is not valid JSON" : builder.complaint;
  return fail(Fault::data, why + " (" + place_in(text, position > 0 ? position - 1 : 0) + ")");
}

}  // namespace sluss
