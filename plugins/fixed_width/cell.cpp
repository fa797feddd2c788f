#include "cell.h"

#include <algorithm>

namespace sluss::fixed_width {
namespace {

constexpr std::size_t most_digits = 18;

using Text = tl::expected<std::string, std::string>;

tl::unexpected<std::string> wrong(std::string what) { return tl::unexpected<std::string>(std::move(what)); }

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool all_digits(std::string_view text) { return std::all_of(text.begin(), text.end(), is_digit); }
bool is_control(char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; }

std::int64_t power_of_ten(std::size_t exponent) {
  std::int64_t power = 1;
  for (; exponent > 0; --exponent) power *= 10;
  return power;
}

Text filled(const Field& field, const std::string& text) {
  const auto width = characters_in(text);
  if (width > field.at.width())
    return wrong("it has " + std::to_string(width) + " characters, and the field has room for " +
                 std::to_string(field.at.width()));
  const std::string fill(field.at.width() - width, field.pad);
  return field.align == Align::left ? text + fill : fill + text;
}

Text write_text(const Field& field, const Value& value, CodePage page) {
  if (value.as_text() == nullptr && value.as_int() == nullptr && value.as_number() == nullptr)
    return wrong("it is no text");
  const auto text = value.text_or_empty();
  if (std::any_of(text.begin(), text.end(), is_control))
    return wrong("it has a line break or another control character");
  if (const auto bytes = to_code_page(text, page); !bytes)
    return wrong("its character " + std::to_string(bytes.error() + 1) + " does not exist in " + name_of(page));
  return filled(field, text);
}

Text write_date(const Field& field, const Value& value) {
  const auto day = value.text_or_empty();
  if (!parse_iso_day(day)) return wrong("it is no day as YYYY-MM-DD");
  std::string text = field.format;
  const auto put = [&](std::string_view part, std::string_view digits) {
    text.replace(text.find(part), part.size(), digits);
  };
  if (text.find("YYYY") != std::string::npos) put("YYYY", day.substr(0, 4));
  else put("YY", day.substr(2, 2));
  put("MM", day.substr(5, 2));
  if (text.find("DD") != std::string::npos) put("DD", day.substr(8, 2));
  return text;
}

/// "-12.5" with two decimals: -1250.
tl::expected<std::int64_t, std::string> scaled(std::string_view text, std::size_t decimals) {
  const bool negative = text.starts_with('-');
  if (negative) text.remove_prefix(1);
  const auto point = std::min(text.find('.'), text.size());
  const auto whole = text.substr(0, point);
  auto fraction = point < text.size() ? text.substr(point + 1) : std::string_view();
  if (whole.empty() || !all_digits(whole) || !all_digits(fraction))
    return wrong("it is no number with a decimal point");
  while (fraction.size() > decimals && fraction.ends_with('0')) fraction.remove_suffix(1);
  if (fraction.size() > decimals) return wrong("it has more than " + std::to_string(decimals) + " decimals");
  if (whole.size() + decimals > most_digits) return wrong("it has more than 18 digits");
  const auto digits = std::string(whole) + std::string(fraction) + std::string(decimals - fraction.size(), '0');
  const auto number = std::stoll(digits);
  return negative ? -number : number;
}

tl::expected<std::int64_t, std::string> ore_of(const Field& field, const Value& value) {
  const auto* ore = value.as_int();
  if (ore == nullptr) return wrong("it is no whole number of öre");
  if (field.decimals >= 2) {
    std::int64_t number = 0;
    if (__builtin_mul_overflow(*ore, power_of_ten(field.decimals - 2), &number))
      return wrong("it has more than 18 digits");
    return number;
  }
  const auto unit = power_of_ten(2 - field.decimals);
  if (*ore % unit != 0) return wrong("it has öre that the field has no decimals for");
  return *ore / unit;
}

/// Without what it was filled with. A number of zeros alone keeps one.
std::string_view without_fill(const Field& field, std::string_view text) {
  const bool front = field.align == Align::right;
  while (!text.empty() && (front ? text.front() : text.back()) == field.pad)
    front ? text.remove_prefix(1) : text.remove_suffix(1);
  return text;
}

/// Blanks alone: other white space has no place in a field.
std::string_view without_blanks(std::string_view text) {
  while (text.starts_with(' ')) text.remove_prefix(1);
  while (text.ends_with(' ')) text.remove_suffix(1);
  return text;
}

bool is_blank(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return c == ' '; });
}

tl::expected<Cell, std::string> read_number(const Field& field, std::string_view text) {
  bool negative = false;
  text = without_blanks(text);
  if (text.empty()) return wrong("it is empty");
  if (field.sign == Sign::leading && (text.front() == '-' || text.front() == '+')) {
    negative = text.front() == '-';
    text.remove_prefix(1);
  } else if (field.sign == Sign::trailing && (text.back() == '-' || text.back() == '+')) {
    negative = text.back() == '-';
    text.remove_suffix(1);
  }
  if (field.pad == ' ') text = without_blanks(text);
  if (text.empty() || !all_digits(text)) return wrong("it is no number of digits alone");
  text.remove_prefix(std::min(text.find_first_not_of('0'), text.size()));
  if (text.size() > most_digits) return wrong("it has more than 18 digits");
  const auto number = text.empty() ? 0 : std::stoll(std::string(text));
  Cell cell;
  cell.number = negative ? -number : number;
  auto value = value_of(field, cell.number);
  if (!value) return wrong(value.error());
  cell.value = std::move(*value);
  return cell;
}

tl::expected<Cell, std::string> read_date(const Field& field, std::string_view text) {
  const auto part = [&](std::string_view name) {
    return std::string(text.substr(field.format.find(name), name.size()));
  };
  if (text.size() != field.format.size()) return wrong("it is no day as " + field.format);
  const auto year = field.format.find("YYYY") != std::string::npos ? part("YYYY") : "20" + part("YY");
  const auto day = year + "-" + part("MM") + "-" + (field.format.find("DD") != std::string::npos ? part("DD") : "01");
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool is_letter = field.format[i] >= 'A' && field.format[i] <= 'Z';
    if (!is_letter && text[i] != field.format[i]) return wrong("it is no day as " + field.format);
  }
  if (!parse_iso_day(day)) return wrong("it is no day as " + field.format);
  return Cell{Value(day), 0};
}

}  // namespace

tl::expected<std::int64_t, std::string> number_of(const Field& field, const Value& value) {
  if (field.type == Type::ore) return ore_of(field, value);
  if (value.as_int() == nullptr && value.as_number() == nullptr && value.as_text() == nullptr)
    return wrong("it is no number");
  return scaled(value.text_or_empty(), field.decimals);
}

Text write_number(const Field& field, std::int64_t number) {
  const bool negative = number < 0;
  if (negative && field.sign == Sign::none) return wrong("it is below zero, and the field has no sign");
  auto digits = std::to_string(number).substr(negative ? 1 : 0);
  if (digits.size() > most_digits) return wrong("it has more than 18 digits");
  if (field.sign == Sign::trailing) {
    // The sign has the last column, whichever it is.
    Field before = field;
    --before.at.last;
    if (field.at.width() == 1) return wrong("the field has no room for a digit and a sign");
    auto text = filled(before, digits);
    return text ? Text(*text + (negative ? '-' : ' ')) : text;
  }
  if (!negative) return filled(field, digits);
  if (field.pad == ' ') return filled(field, "-" + digits);
  Field behind = field;
  ++behind.at.first;
  auto text = filled(behind, digits);
  return text ? Text("-" + *text) : text;
}

Text write_cell(const Field& field, const Value& value, CodePage page) {
  if (field.type == Type::text) return write_text(field, value, page);
  if (field.type == Type::date) return write_date(field, value);
  const auto number = number_of(field, value);
  return number ? write_number(field, *number) : Text(wrong(number.error()));
}

tl::expected<Value, std::string> value_of(const Field& field, std::int64_t number) {
  if (field.type == Type::ore) {
    std::int64_t ore = 0;
    if (field.decimals <= 2) {
      if (__builtin_mul_overflow(number, power_of_ten(2 - field.decimals), &ore))
        return wrong("it has more than 18 digits");
      return Value(ore);
    }
    const auto part = power_of_ten(field.decimals - 2);
    if (number % part != 0) return wrong("it has parts of an öre");
    return Value(number / part);
  }
  if (field.decimals == 0) return Value(number);
  auto digits = std::to_string(number < 0 ? -number : number);
  if (digits.size() <= field.decimals) digits.insert(0, field.decimals + 1 - digits.size(), '0');
  digits.insert(digits.size() - field.decimals, ".");
  return Value(Number{(number < 0 ? "-" : "") + digits});
}

tl::expected<Cell, std::string> read_cell(const Field& field, std::string_view text) {
  const bool empty = is_blank(text) || (field.type == Type::text && without_fill(field, text).empty());
  if (empty && field.type == Type::text) return Cell{field.optional ? Value() : Value(""), 0};
  if (empty) return field.optional ? tl::expected<Cell, std::string>(Cell{}) : wrong("it is empty");
  if (field.type == Type::text) return Cell{Value(without_fill(field, text)), 0};
  return field.type == Type::date ? read_date(field, text) : read_number(field, text);
}

}  // namespace sluss::fixed_width
