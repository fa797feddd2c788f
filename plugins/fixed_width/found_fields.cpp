#include "found_fields.h"

#include <algorithm>
#include <cctype>

#include "domain/identifiers.h"

namespace sluss::fixed_width {
namespace {

constexpr unsigned digit = 1, letter = 2, other = 4, blank = 8;
constexpr std::size_t few_lines = 4;  ///< fewer tell nothing by chance
constexpr std::size_t longest_hsa_tail = 17;
constexpr std::size_t one_blank_run = 6;

/// What stands in one column of all lines.
struct Column {
  unsigned kinds = 0;
  std::vector<bool> blanks;  ///< by line
  std::size_t blank_count = 0;
  bool is_constant = true;

  [[nodiscard]] bool is_blank() const { return kinds == blank; }
  [[nodiscard]] bool has(unsigned kind) const { return (kinds & kind) != 0; }
  [[nodiscard]] bool is_digits() const { return (kinds & ~blank) == digit; }
};

unsigned kind_of(std::string_view character) {
  if (character.empty() || character == " ") return blank;
  const auto byte = static_cast<unsigned char>(character.front());
  if (std::isdigit(byte) != 0) return digit;
  return std::isalpha(byte) != 0 || byte >= 0x80 ? letter : other;
}

Column column_of(const std::vector<Line>& lines, std::size_t at) {
  Column column;
  column.blanks.reserve(lines.size());
  for (const auto& line : lines) {
    const auto kind = kind_of(line.at({at, at}));
    column.kinds |= kind;
    column.blanks.push_back(kind == blank);
    column.blank_count += kind == blank ? 1 : 0;
    column.is_constant = column.is_constant && line.at({at, at}) == lines.front().at({at, at});
  }
  return column;
}

bool is_day(std::string_view digits) {
  if (digits.size() != 8 || digits.find_first_not_of("0123456789") != std::string_view::npos) return false;
  const auto iso =
      std::string(digits.substr(0, 4)) + "-" + std::string(digits.substr(4, 2)) + "-" + std::string(digits.substr(6));
  return iso > "1900" && iso < "2100" && parse_iso_day(iso).has_value();
}

struct Shape {
  std::size_t width;
  Holds holds;
  bool (*fits)(std::string_view text);
};

bool is_personnummer(std::string_view text) {
  return text.find(' ') == std::string_view::npos && domain::check_personnummer(text, make_day(2026, 1, 1)).has_value();
}
bool is_organisation_number(std::string_view text) {
  return text.find(' ') == std::string_view::npos && domain::check_organisation_number(text).has_value();
}
bool is_iso_day(std::string_view text) { return parse_iso_day(text).has_value(); }

/// The longer before the shorter: a personal number begins with a day.
const std::vector<Shape> shapes{{13, Holds::personnummer, is_personnummer},
                                {12, Holds::personnummer, is_personnummer},
                                {11, Holds::personnummer, is_personnummer},
                                {10, Holds::iso_date, is_iso_day},
                                {8, Holds::date, is_day},
                                {10, Holds::personnummer, is_personnummer},
                                {11, Holds::organisation_number, is_organisation_number},
                                {10, Holds::organisation_number, is_organisation_number}};

class Finder {
 public:
  Finder(const std::vector<Line>& lines, Place within) : lines_(lines), within_(within) {
    for (std::size_t at = within.first; at <= within.last; ++at) columns_.push_back(column_of(lines, at));
  }

  std::vector<FoundField> run() {
    for (std::size_t at = within_.first; at <= within_.last;) {
      if (column(at).is_blank()) {
        ++at;
        continue;
      }
      auto end = at;
      while (end < within_.last && !begins_after(end)) ++end;
      take({at, end});
      at = end + 1;
    }
    give_blanks_away();
    return std::move(fields_);
  }

 private:
  [[nodiscard]] const Column& column(std::size_t at) const { return columns_[at - within_.first]; }

  /// Does a field end with this column?
  [[nodiscard]] bool begins_after(std::size_t at) {
    const auto& here = column(at);
    const auto& next = column(at + 1);
    if (at < hsa_until(at)) return false;
    if (next.is_blank()) return !is_one_phrase(at + 1);
    if (here.is_blank()) return false;
    const bool from_digits = here.kinds == digit && !next.has(digit) && next.has(letter);
    const bool to_digits = next.kinds == digit && !here.has(digit) && here.has(letter | blank);
    const bool after_text = !next.has(blank) && often_ends_before(at) && !here.is_digits();
    return from_digits || to_digits || after_text || ends_run_of_blanks(at);
  }

  /// Two blanks in a row, in many lines: a text that is padded, and not the blank between two words.
  [[nodiscard]] bool often_ends_before(std::size_t at) const {
    if (at == within_.first) return false;
    std::size_t both = 0;
    for (std::size_t i = 0; i < lines_.size(); ++i) both += column(at).blanks[i] && column(at - 1).blanks[i] ? 1 : 0;
    return 10 * both >= 3 * lines_.size();
  }

  /// One blank between two words that are the same in all lines.
  [[nodiscard]] bool is_one_phrase(std::size_t gap) const {
    return lines_.size() >= few_lines && gap > within_.first && gap < within_.last && column(gap - 1).is_constant &&
           column(gap + 1).is_constant && column(gap - 1).kinds == letter && column(gap + 1).kinds == letter;
  }

  /// Digits that are there or not there as one: a day that may be missing, before a number that may not.
  [[nodiscard]] bool ends_run_of_blanks(std::size_t at) const {
    const auto& blanks = column(at).blanks;
    if (!column(at).is_digits() || !column(at + 1).is_digits() || column(at + 1).blanks == blanks) return false;
    std::size_t length = 0;
    while (at - length >= within_.first && length < at && column(at - length).blanks == blanks) ++length;
    return column(at).blank_count > 0 && length >= one_blank_run;
  }

  /// The last column of an HSA id that begins in the field of this column; 0: there is none.
  std::size_t hsa_until(std::size_t at) {
    if (at <= hsa_end_ && at >= hsa_start_) return hsa_end_;
    if (at + 13 > within_.last || lines_.size() < few_lines) return 0;
    const auto is_hsa = [&](const Line& line) {
      const auto text = line.at({at, at + 13});
      return text.starts_with("SE") && domain::check_hsa_id(text).has_value();
    };
    if (!column(at).is_constant || !std::all_of(lines_.begin(), lines_.end(), is_hsa)) return 0;
    hsa_start_ = at;
    hsa_end_ = at + 13;
    while (hsa_end_ < within_.last && hsa_end_ < at + 12 + longest_hsa_tail &&
           (column(hsa_end_ + 1).kinds & (blank | other)) == 0)
      ++hsa_end_;
    return hsa_end_;
  }

  [[nodiscard]] bool fits(const Shape& shape, Place place) const {
    std::size_t seen = 0;
    for (const auto& line : lines_) {
      const auto text = line.at(place);
      const bool is_empty = text.find_first_not_of(' ') == std::string_view::npos;
      if (!is_empty && !shape.fits(text)) return false;
      seen += is_empty ? 0 : 1;
    }
    return seen >= few_lines;
  }

  /// One field, or several when days or numbers that are right in all lines are glued together.
  void take(Place place) {
    auto rest = place;
    for (std::size_t at = place.first; at <= place.last;) {
      const auto shape = std::find_if(shapes.begin(), shapes.end(), [&](const Shape& one) {
        return at + one.width - 1 <= place.last && column(at).is_digits() && fits(one, {at, at + one.width - 1});
      });
      if (shape == shapes.end()) {
        ++at;
        continue;
      }
      if (at > rest.first) add({rest.first, at - 1});
      add({at, at + shape->width - 1}, shape->holds);
      at += shape->width;
      rest.first = at;
    }
    if (rest.first <= rest.last) add(rest);
  }

  void add(Place place) {
    bool digits_alone = true;
    for (auto at = place.first; at <= place.last; ++at) digits_alone = digits_alone && column(at).is_digits();
    const bool is_hsa = hsa_end_ != 0 && place.first == hsa_start_;
    add(place, is_hsa ? Holds::hsa_id : digits_alone ? Holds::number : Holds::text);
  }

  void add(Place place, Holds holds) {
    FoundField field{place, holds, false, false};
    field.is_right = column(place.first).has(blank) && !column(place.last).has(blank);
    for (const auto& line : lines_)
      field.has_blanks = field.has_blanks || line.at(place).find_first_not_of(' ') == std::string_view::npos;
    fields_.push_back(field);
  }

  /// Blanks behind a text are room for longer ones; those before a number, for larger ones.
  void give_blanks_away() {
    for (std::size_t i = 0; i < fields_.size(); ++i) {
      const auto end = i + 1 < fields_.size() ? fields_[i + 1].at.first - 1 : within_.last;
      if (end == fields_[i].at.last) continue;
      auto* next = i + 1 < fields_.size() ? &fields_[i + 1] : nullptr;
      if (fields_[i].holds == Holds::text || fields_[i].holds == Holds::hsa_id) fields_[i].at.last = end;
      else if (next != nullptr && next->holds == Holds::number && end > fields_[i].at.last + 1)
        next->at.first = fields_[i].at.last + 1, next->is_right = true;
    }
  }

  const std::vector<Line>& lines_;
  Place within_;
  std::vector<Column> columns_;
  std::vector<FoundField> fields_;
  std::size_t hsa_start_ = 0, hsa_end_ = 0;
};

}  // namespace

std::vector<FoundField> find_fields(const std::vector<Line>& lines, Place within) {
  return within.first > within.last ? std::vector<FoundField>{} : Finder(lines, within).run();
}

std::string name_of(const FoundField& field) {
  const auto at = "_" + std::to_string(field.at.first);
  switch (field.holds) {
    case Holds::date:
    case Holds::iso_date: return "date" + at;
    case Holds::personnummer: return "personnummer" + at;
    case Holds::organisation_number: return "organisation_number" + at;
    case Holds::hsa_id: return "hsa_id" + at;
    case Holds::number: return "number" + at;
    case Holds::text: break;
  }
  return "text" + at;
}

}  // namespace sluss::fixed_width
