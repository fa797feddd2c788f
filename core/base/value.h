// A Value is what a message's body is made of: JSON's shapes, but numbers keep their exact digits.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace sluss {

/// A number that is not a 64-bit integer, kept as the text it was written with ("3.40", "1e400").
/// It never passes through a double.
struct Number {
  std::string text;
  friend bool operator==(const Number&, const Number&) = default;
};

class Value {
 public:
  using List = std::vector<Value>;
  /// Members keep the order they were set in. Names are unique.
  using Object = std::vector<std::pair<std::string, Value>>;

  Value() = default;
  Value(std::nullptr_t) {}                                    // NOLINT(google-explicit-constructor)
  Value(bool flag) : data_(flag) {}                           // NOLINT(google-explicit-constructor)
  Value(int number) : data_(std::int64_t{number}) {}          // NOLINT(google-explicit-constructor)
  Value(std::int64_t number) : data_(number) {}               // NOLINT(google-explicit-constructor)
  Value(Number number) : data_(std::move(number)) {}          // NOLINT(google-explicit-constructor)
  Value(std::string text) : data_(std::move(text)) {}         // NOLINT(google-explicit-constructor)
  Value(std::string_view text) : data_(std::string(text)) {}  // NOLINT(google-explicit-constructor)
  Value(const char* text) : data_(std::string(text)) {}       // NOLINT(google-explicit-constructor)
  Value(List items) : data_(std::move(items)) {}              // NOLINT(google-explicit-constructor)
  Value(Object members) : data_(std::move(members)) {}        // NOLINT(google-explicit-constructor)
  [[nodiscard]] static Value object() { return Value(Object{}); }
  [[nodiscard]] static Value list() { return Value(List{}); }

  [[nodiscard]] bool is_null() const { return std::holds_alternative<std::monostate>(data_); }
  [[nodiscard]] const bool* as_bool() const { return std::get_if<bool>(&data_); }
  [[nodiscard]] const std::int64_t* as_int() const { return std::get_if<std::int64_t>(&data_); }
  [[nodiscard]] const Number* as_number() const { return std::get_if<Number>(&data_); }
  [[nodiscard]] const std::string* as_text() const { return std::get_if<std::string>(&data_); }
  [[nodiscard]] const List* as_list() const { return std::get_if<List>(&data_); }
  [[nodiscard]] const Object* as_object() const { return std::get_if<Object>(&data_); }
  [[nodiscard]] List* as_list() { return std::get_if<List>(&data_); }
  [[nodiscard]] Object* as_object() { return std::get_if<Object>(&data_); }

  /// The member of that name, or null: of an object without it, and of what is no object.
  [[nodiscard]] const Value& operator[](std::string_view name) const;
  /// The member of that name; a null becomes an object, and a missing member is added. Only for null or an object.
  Value& operator[](std::string_view name);
  /// What stands at a dotted path ("student.name"), or null.
  [[nodiscard]] const Value& at(std::string_view path) const;
  /// The place at a dotted path, made where it is missing. What stands in the way is replaced by an object.
  Value& make(std::string_view path);

  /// The text, or an integer or a number as its digits; "" for anything else.
  [[nodiscard]] std::string text_or_empty() const;

  friend bool operator==(const Value&, const Value&) = default;

 private:
  std::variant<std::monostate, bool, std::int64_t, Number, std::string, List, Object> data_;
};

}  // namespace sluss
