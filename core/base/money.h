// Money is integer öre. There is no floating point near it.
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace sluss {

/// An amount in öre (1/100 krona). May be negative.
struct Ore {
  std::int64_t value = 0;

  friend constexpr auto operator<=>(Ore, Ore) = default;
  friend constexpr Ore operator+(Ore a, Ore b) { return {a.value + b.value}; }
  friend constexpr Ore operator-(Ore a, Ore b) { return {a.value - b.value}; }
  friend constexpr Ore operator-(Ore a) { return {-a.value}; }
  constexpr Ore& operator+=(Ore other) {
    value += other.value;
    return *this;
  }
};

/// "1530.00": kronor with two decimals and a point, as e-invoices and files for machines want it.
[[nodiscard]] std::string to_decimal(Ore amount);

/// "1 530,00 kr": as a Swedish reader expects it (U+00A0 between thousands and before kr).
[[nodiscard]] std::string to_kronor(Ore amount);

/// Reads kronor with a decimal point and at most two decimals: "1530", "1530.5", "-1530.50".
/// Nothing else: no thousands separators, no exponent, no currency. At most 13 digits before the point.
[[nodiscard]] std::optional<Ore> parse_decimal_kronor(std::string_view text);

}  // namespace sluss
