#include "value_jv.h"

#include <charconv>
#include <cmath>
#include <string>
#include <string_view>

namespace sluss::jq {
namespace {

/// 2^53 itself may be the rounding of 2^53 + 1.
constexpr std::int64_t largest_exact = (std::int64_t{1} << 53) - 1;
constexpr int deepest = 100;

std::string shortest(double number) {
  char text[32];
  const auto end = std::to_chars(text, text + sizeof text, number).ptr;
  return {text, end};
}

/// Without zeros at the end of decimals: "3.40" and "3.4" are one number.
std::string_view significant(std::string_view text) {
  if (text.find('.') == std::string_view::npos || text.find_first_of("eE") != std::string_view::npos) return text;
  while (text.ends_with('0')) text.remove_suffix(1);
  if (text.ends_with('.')) text.remove_suffix(1);
  return text;
}

tl::unexpected<Error> inexact(std::string_view member) {
  return fail(Fault::data, "jq cannot hold the number in " + std::string(member) + " exactly; map it to a text");
}

/// Converts; `member` names where the value stands.
class Importer {
 public:
  Result<jv> import(const Value& value, std::string_view member) {
    if (const auto* flag = value.as_bool()) return jv_bool(*flag ? 1 : 0);
    if (const auto* integer = value.as_int()) return import_integer(*integer, member);
    if (const auto* number = value.as_number()) return import_number(*number, member);
    if (const auto* text = value.as_text()) return jv_string_sized(text->data(), static_cast<int>(text->size()));
    if (const auto* items = value.as_list()) return import_list(*items, member);
    if (const auto* members = value.as_object()) return import_object(*members);
    return jv_null();
  }

 private:
  static Result<jv> import_integer(std::int64_t integer, std::string_view member) {
    if (integer > largest_exact || integer < -largest_exact) return inexact(member);
    return jv_number(static_cast<double>(integer));
  }

  static Result<jv> import_number(const Number& number, std::string_view member) {
    double value = 0;
    const auto* end = number.text.data() + number.text.size();
    const auto [stopped, error] = std::from_chars(number.text.data(), end, value);
    if (error != std::errc() || stopped != end || significant(shortest(value)) != significant(number.text))
      return inexact(member);
    return jv_number(value);
  }

  Result<jv> import_list(const Value::List& items, std::string_view member) {
    jv list = jv_array_sized(static_cast<int>(items.size()));
    for (const auto& item : items) {
      auto made = import(item, member);
      if (!made) {
        jv_free(list);
        return made;
      }
      list = jv_array_append(list, *made);
    }
    return list;
  }

  Result<jv> import_object(const Value::Object& members) {
    jv object = jv_object();
    for (const auto& [name, value] : members) {
      auto made = import(value, name);
      if (!made) {
        jv_free(object);
        return made;
      }
      object = jv_object_set(object, jv_string_sized(name.data(), static_cast<int>(name.size())), *made);
    }
    return object;
  }
};

class Exporter {
 public:
  /// Consumes `value`.
  Result<Value> take(jv value, int level) {
    auto made = level > deepest ? Result<Value>(fail(Fault::data, "it is nested more than 100 levels deep"))
                                : convert(value, level);
    jv_free(value);
    return made;
  }

 private:
  Result<Value> convert(const jv& value, int level) {
    if (!fits(sizeof(Value))) return fail(Fault::data, "it is larger than 16 MiB");
    switch (jv_get_kind(value)) {
      case JV_KIND_FALSE: return Value(false);
      case JV_KIND_TRUE: return Value(true);
      case JV_KIND_NUMBER: return convert_number(jv_number_value(value));
      case JV_KIND_STRING: return convert_text(value);
      case JV_KIND_ARRAY: return convert_list(value, level);
      case JV_KIND_OBJECT: return convert_object(value, level);
      default: return Value();
    }
  }

  static Result<Value> convert_number(double number) {
    if (!std::isfinite(number)) return fail(Fault::data, "it holds a number that is none (a division by zero?)");
    const bool whole = std::trunc(number) == number;
    if (!whole) return Value(Number{shortest(number)});
    if (std::abs(number) > static_cast<double>(largest_exact))
      return fail(Fault::data, "it holds a whole number of 2^53 or beyond, which may not be exact");
    return Value(static_cast<std::int64_t>(number));
  }

  Result<Value> convert_text(const jv& value) {
    auto text = text_of(value);
    if (!fits(text.size())) return fail(Fault::data, "it is larger than 16 MiB");
    return Value(std::move(text));
  }

  Result<Value> convert_list(const jv& value, int level) {
    Value::List items;
    const int length = jv_array_length(jv_copy(value));
    for (int i = 0; i < length; ++i) {
      SLUSS_TRY_ASSIGN(item, take(jv_array_get(jv_copy(value), i), level + 1));
      items.push_back(std::move(item));
    }
    return Value(std::move(items));
  }

  /// In the order the members were set in, as jq keeps them.
  Result<Value> convert_object(const jv& value, int level) {
    Value::Object members;
    for (int at = jv_object_iter(value); jv_object_iter_valid(value, at) != 0; at = jv_object_iter_next(value, at)) {
      const jv key = jv_object_iter_key(value, at);
      auto name = text_of(key);
      jv_free(key);
      if (!fits(name.size())) return fail(Fault::data, "it is larger than 16 MiB");
      SLUSS_TRY_ASSIGN(member, take(jv_object_iter_value(value, at), level + 1));
      members.emplace_back(std::move(name), std::move(member));
    }
    return Value(std::move(members));
  }

  static std::string text_of(const jv& text) {
    return {jv_string_value(text), static_cast<std::size_t>(jv_string_length_bytes(jv_copy(text)))};
  }

  bool fits(std::size_t bytes) {
    size_ += bytes;
    return size_ <= largest_result;
  }

  std::size_t size_ = 0;
};

}  // namespace

Result<jv> to_jv(const Value& value) { return Importer().import(value, "the body"); }

Result<Value> from_jv(jv value) { return Exporter().take(value, 0); }

}  // namespace sluss::jq
