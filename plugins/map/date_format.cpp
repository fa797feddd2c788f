#include "date_format.h"

#include <algorithm>
#include <chrono>

#include "base/text.h"

namespace sluss::map {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

bool all_digits(std::string_view text) { return !text.empty() && std::all_of(text.begin(), text.end(), is_digit); }

/// Cuts up to `most` digits off the front.
std::optional<int> take_number(std::string_view& text, std::size_t least, std::size_t most) {
  std::size_t length = 0;
  int number = 0;
  while (length < most && length < text.size() && is_digit(text[length])) number = number * 10 + (text[length++] - '0');
  if (length < least) return std::nullopt;
  text.remove_prefix(length);
  return number;
}

std::optional<Day> existing_day(int year, int month, int day) {
  const auto date = std::chrono::year(year) / std::chrono::month(static_cast<unsigned>(month)) /
                    std::chrono::day(static_cast<unsigned>(day));
  if (!date.ok()) return std::nullopt;
  return Day(date);
}

/// "T08:00", " 08:00:00", "T08:00:00.000": a time of day without a zone, which would move the day.
bool is_time_of_day(std::string_view text) {
  if (text.size() < 6 || (text[0] != 'T' && text[0] != ' ')) return false;
  text.remove_prefix(1);
  const auto fraction = text.find('.');
  if (fraction != std::string_view::npos && !all_digits(text.substr(fraction + 1))) return false;
  const auto fields = split(text.substr(0, fraction), ':');
  const bool whole = fields.size() == 3 || (fields.size() == 2 && fraction == std::string_view::npos);
  return whole && std::all_of(fields.begin(), fields.end(), [](auto f) { return f.size() == 2 && all_digits(f); }) &&
         fields[0] < "24" && fields[1] < "60" && fields.back() < "60";
}

std::optional<Day> read_default(std::string_view text) {
  if (text.size() == 8 && all_digits(text)) {
    const auto year = *take_number(text, 4, 4);
    const auto month = *take_number(text, 2, 2);
    return existing_day(year, month, *take_number(text, 2, 2));
  }
  if (text.size() > 10 && !is_time_of_day(text.substr(10))) return std::nullopt;
  return parse_iso_day(text.substr(0, 10));
}

}  // namespace

tl::expected<DateFormat, std::string> DateFormat::parse(std::string_view text) {
  const auto wrong = [&](const std::string& why) {
    return tl::unexpected<std::string>("\"" + std::string(text) + "\": " + why);
  };
  DateFormat made;
  made.text_ = text;
  std::string kinds;
  for (std::size_t i = 0; i < text.size();) {
    const char letter = text[i];
    const auto end = std::min(text.find_first_not_of(letter, i), text.size());
    const bool is_part = letter == 'Y' || letter == 'M' || letter == 'D';
    const auto width = is_part ? end - i : 1;
    if (!is_part && std::string_view("-/. ").find(letter) == std::string_view::npos)
      return wrong("a date format is made of YYYY, MM, DD and - / . or space");
    if (is_part && !(width == 2 || (letter == 'Y' ? width == 4 : width == 1)))
      return wrong("expected YYYY or YY, MM or M, DD or D");
    // "D" may be one digit or two: right before other digits, no one could tell which.
    const bool after_open_end = !made.parts_.empty() && made.parts_.back().kind != ' ' && made.parts_.back().width == 1;
    if (is_part && after_open_end) return wrong("M and D need a separator behind them; write MM and DD");
    if (is_part) kinds += letter;
    made.parts_.push_back({is_part ? letter : ' ', width, letter});
    i += width;
  }
  std::sort(kinds.begin(), kinds.end());
  if (kinds != "DMY") return wrong("expected a year, a month and a day, each once");
  return made;
}

std::optional<Day> DateFormat::read(std::string_view text) const {
  int year = 0;
  int month = 0;
  int day = 0;
  for (const auto& part : parts_) {
    if (part.kind == ' ') {
      if (text.empty() || text.front() != part.separator) return std::nullopt;
      text.remove_prefix(1);
      continue;
    }
    const auto number = take_number(text, part.width, part.width == 1 ? 2 : part.width);
    if (!number) return std::nullopt;
    (part.kind == 'Y'   ? year
     : part.kind == 'M' ? month
                        : day) = *number + (part.kind == 'Y' && part.width == 2 ? 2000 : 0);
  }
  if (!text.empty()) return std::nullopt;
  return existing_day(year, month, day);
}

std::optional<DateFormat> DateFormat::turned() const {
  auto parts = parts_;
  const auto part = [&](char kind) {
    return std::find_if(parts.begin(), parts.end(), [&](const Part& at) { return at.kind == kind; });
  };
  std::iter_swap(part('D'), part('M'));
  std::string text;
  for (const auto& at : parts) text += at.kind == ' ' ? std::string(1, at.separator) : std::string(at.width, at.kind);
  auto format = parse(text);
  return format ? std::optional(std::move(*format)) : std::nullopt;
}

std::string DateFormat::write(Day day) const {
  const auto iso = to_iso(day);  // YYYY-MM-DD
  std::string text;
  for (const auto& part : parts_) {
    if (part.kind == ' ') text += part.separator;
    else if (part.kind == 'Y') text += iso.substr(4 - part.width, part.width);
    else text += iso.substr(part.kind == 'M' ? 5 : 8, 2);
  }
  return text;
}

tl::expected<DateFormats, std::string> DateFormats::parse(const std::vector<std::string>& texts) {
  DateFormats made;
  for (const auto& text : texts) {
    auto format = DateFormat::parse(text);
    if (!format) return tl::unexpected<std::string>(format.error());
    made.formats_.push_back(std::move(*format));
  }
  const auto sample = make_day(2010, 11, 12);
  for (const auto& one : made.formats_) {
    for (const auto& other : made.formats_) {
      const auto misread = other.read(one.write(sample));
      if (misread && *misread != sample)
        return tl::unexpected<std::string>("\"" + one.text() + "\" and \"" + other.text() +
                                           "\" read the same text as different days; keep one of them");
    }
  }
  return made;
}

std::optional<Day> DateFormats::read(std::string_view text) const {
  if (formats_.empty()) return read_default(text);
  for (const auto& format : formats_) {
    if (const auto day = format.read(text)) return day;
  }
  return std::nullopt;
}

std::string DateFormats::expected() const {
  if (formats_.empty()) return "YYYY-MM-DD";
  std::string text;
  for (const auto& format : formats_) text += (text.empty() ? "" : " or ") + format.text();
  return text;
}

std::string DateFormats::expected_for(std::string_view text) const {
  for (const auto& format : formats_) {
    const auto turned = format.turned();
    if (turned && turned->read(text)) return expected() + "; it is one when read as " + turned->text();
  }
  return expected();
}

}  // namespace sluss::map
