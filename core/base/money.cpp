#include "base/money.h"

#include <algorithm>
#include <cstdlib>

namespace sluss {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// The amount's digits without sign: kronor, and two digits of öre.
struct Parts {
  bool negative;
  std::string kronor, ore;
};

Parts parts_of(Ore amount) {
  const bool negative = amount.value < 0;
  const auto size = negative ? 0 - static_cast<std::uint64_t>(amount.value) : static_cast<std::uint64_t>(amount.value);
  const auto ore = std::to_string(size % 100);
  return {negative, std::to_string(size / 100), ore.size() < 2 ? "0" + ore : ore};
}

}  // namespace

std::string to_decimal(Ore amount) {
  const auto parts = parts_of(amount);
  return (parts.negative ? "-" : "") + parts.kronor + "." + parts.ore;
}

std::string to_kronor(Ore amount) {
  constexpr auto no_break_space = "\u00a0";
  auto parts = parts_of(amount);
  for (auto at = static_cast<std::ptrdiff_t>(parts.kronor.size()) - 3; at > 0; at -= 3)
    parts.kronor.insert(static_cast<std::size_t>(at), no_break_space);
  return (parts.negative ? "-" : "") + parts.kronor + "," + parts.ore + no_break_space + "kr";
}

std::optional<Ore> parse_decimal_kronor(std::string_view text) {
  const bool negative = !text.empty() && text.front() == '-';
  if (negative) text.remove_prefix(1);
  const auto point = text.find('.');
  const auto kronor = text.substr(0, point);
  auto decimals = point == std::string_view::npos ? std::string() : std::string(text.substr(point + 1));
  if (kronor.empty() || kronor.size() > 13 || !std::all_of(kronor.begin(), kronor.end(), is_digit)) return std::nullopt;
  if (point != std::string_view::npos && decimals.empty()) return std::nullopt;
  if (decimals.size() > 2 || !std::all_of(decimals.begin(), decimals.end(), is_digit)) return std::nullopt;
  decimals.resize(2, '0');
  const auto ore = std::stoll(std::string(kronor) + decimals);
  return Ore{negative ? -ore : ore};
}

}  // namespace sluss
