#include "scaffold/disguise.h"

#include <algorithm>
#include <array>
#include <charconv>

#include "base/encoding.h"
#include "base/text.h"
#include "domain/identifiers.h"

namespace sluss::scaffold {
namespace {

constexpr std::array<std::string_view, 12> first_names{"Alva",   "Bertil", "Cilla", "Doris", "Edvin", "Frida",
                                                       "Gustav", "Hedda",  "Ivar",  "Jonna", "Kalle", "Lova"};
constexpr std::array<std::string_view, 10> last_names{"Exempelsson", "Provberg", "Testlund",   "Mallqvist", "Påhittad",
                                                      "Fiktivsson",  "Attrapp",  "Övningsson", "Dummyberg", "Skenlund"};

constexpr std::array<std::string_view, 6> last_name_words{"efternamn", "last", "surname", "family", "släkt", "enamn"};

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_word(char c) { return is_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c & 0x80) != 0; }

/// A personnummer of nobody: the serials from 980 on are given to no one.
std::string test_number(std::size_t count) {
  const auto day = make_day(1990, 1, 1) + std::chrono::days(count / 20);
  auto digits =
      to_iso(day).substr(0, 4) + to_iso(day).substr(5, 2) + to_iso(day).substr(8) + std::to_string(980 + count % 20);
  return digits + domain::luhn_digit(std::string_view(digits).substr(2));
}

/// The number in the form that another has: ten or twelve digits, with or without what stands between.
std::string in_the_form_of(std::string_view value, const std::string& twelve) {
  const auto digits = std::count_if(value.begin(), value.end(), is_digit);
  std::string_view rest = twelve;
  if (digits <= 10) rest.remove_prefix(2);
  std::string made;
  for (const char c : value) {
    if (!is_digit(c) || rest.empty()) {
      made += c == '+' ? '-' : c;
      continue;
    }
    made += rest.front();
    rest.remove_prefix(1);
  }
  return made;
}

/// The same shape: digits stay digits, the last ones count.
std::string numbered(std::string_view shape, std::size_t count) {
  std::string made(shape);
  for (auto& c : made) {
    if (is_digit(c)) c = '0';
  }
  for (auto at = made.rbegin(); at != made.rend() && count > 0; ++at) {
    if (!is_digit(*at)) continue;
    *at = static_cast<char>('0' + count % 10);
    count /= 10;
  }
  return made;
}

std::string escaped(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '&') out += "&amp;";
    else if (c == '<') out += "&lt;";
    else if (c == '>') out += "&gt;";
    else if (c == '"') out += "&quot;";
    else if (c == '\'') out += "&apos;";
    else out += c;
  }
  return out;
}

/// The character that a reference stands for: "amp", "#228", "#xE4"; empty when it is none.
std::string character_of(std::string_view reference) {
  constexpr std::array<std::pair<std::string_view, std::string_view>, 5> named{
      {{"amp", "&"}, {"lt", "<"}, {"gt", ">"}, {"quot", "\""}, {"apos", "'"}}};
  for (const auto& [name, character] : named) {
    if (reference == name) return std::string(character);
  }
  if (!reference.starts_with('#')) return {};
  const bool is_hex = reference.starts_with("#x");
  const auto digits = reference.substr(is_hex ? 2 : 1);
  unsigned code = 0;
  const auto parsed = std::from_chars(digits.data(), digits.data() + digits.size(), code, is_hex ? 16 : 10);
  // What lies beyond is in no name, and stays as it is.
  if (parsed.ec != std::errc() || parsed.ptr != digits.data() + digits.size() || code > 0x7FF || code == 0) return {};
  std::string character;
  append_character(character, code);
  return character;
}

/// A text without the references of XML.
std::string unescaped(std::string_view text) {
  constexpr std::size_t longest = 10;
  std::string plain;
  for (std::size_t at = 0; at < text.size();) {
    const auto end = text[at] == '&' ? text.find(';', at) : std::string_view::npos;
    const auto character =
        end != std::string_view::npos && end - at < longest ? character_of(text.substr(at + 1, end - at - 1)) : "";
    plain += character.empty() ? std::string(1, text[at]) : character;
    at = character.empty() ? at + 1 : end + 1;
  }
  return plain;
}

bool is_of_student(std::string_view target) { return target.starts_with("student.") && target != "student.protected"; }

std::string_view target_of(const Proposal& proposal, const std::string& column) {
  for (const auto& rule : proposal.rules) {
    if (std::find(rule.columns.begin(), rule.columns.end(), column) != rule.columns.end()) return rule.target;
  }
  return {};
}

bool has_early_dates(const Column& column) {
  return std::any_of(column.values.begin(), column.values.end(), [](const std::string& value) {
    return value.find("19") != std::string::npos || value.find("200") != std::string::npos;
  });
}

/// Words that come again may be remarks of somebody's.
bool has_sentences(const Column& column) {
  return std::any_of(column.values.begin(), column.values.end(), [](const std::string& value) {
    return value.size() > 12 || value.find(' ') != std::string::npos;
  });
}

/// Of what nothing uses: texts, numbers that tell one row from all others, and what may be days of birth.
bool may_tell(const Column& column, Look look) {
  if (look == Look::text) return true;
  if (look == Look::code) return has_sentences(column);
  if (look == Look::date) return has_early_dates(column);
  return look == Look::integer && different_in(column) == column.filled().size();
}

bool must_go(const Column& column, std::string_view target, Look look) {
  if (is_of_student(target) || look == Look::personnummer || look == Look::email || look == Look::phone) return true;
  return target.empty() && may_tell(column, look);
}

/// A long value is itself wherever it stands; a short one may be a part of another word, or of a date.
bool stands_alone(std::string_view text, std::size_t at, std::size_t length) {
  constexpr std::size_t unmistakable = 8;
  if (length >= unmistakable) return true;
  const auto value = text.substr(at, length);
  const bool is_number = std::all_of(value.begin(), value.end(), is_digit);
  const auto joins = [&](char c) {
    return is_word(c) || (is_number && (c == '.' || c == '-' || c == '/' || c == ':'));
  };
  const bool before = at > 0 && joins(text[at - 1]);
  const bool after = at + length < text.size() && joins(text[at + length]);
  return !before && !after;
}

/// Whether a column of names of one word holds last names.
bool holds_last_names(const Column& column) {
  const auto name = fold_case(column.name);
  return std::any_of(last_name_words.begin(), last_name_words.end(),
                     [&](std::string_view word) { return name.find(word) != std::string::npos; });
}

/// A stand-in that counts, so that each value gets one of its own.
std::string made_up(const std::string& value, Look look, std::size_t count) {
  const bool has_digits = std::any_of(value.begin(), value.end(), is_digit);
  if (look == Look::email) return "person" + std::to_string(count) + "@example.org";
  return has_digits && look != Look::text ? numbered(value, count) : "Text " + std::to_string(count);
}

constexpr std::size_t beginning = 3;

}  // namespace

bool is_replaced(const Exchange& exchange, const Column& column) {
  const auto& [sheet, proposal] = exchange;
  return must_go(column, target_of(proposal, column.name), proposal.looks.at(column.name).look);
}

std::size_t find_value(std::string_view text, std::string_view value, std::size_t from) {
  for (auto at = text.find(value, from); at != std::string_view::npos; at = text.find(value, at + 1)) {
    if (stands_alone(text, at, value.size())) return at;
  }
  return std::string_view::npos;
}

Disguise::Disguise(const std::vector<Exchange>& exchanges, const std::vector<std::string>& unread) {
  for (const auto& exchange : exchanges) {
    for (const auto& column : exchange.sheet.columns) {
      const bool goes = is_replaced(exchange, column);
      (goes ? replaced_ : kept_).push_back(column.name);
      know_name(column.name);
      for (const auto& value : column.filled()) {
        (goes ? originals_ : known_).insert(value);
        if (!goes) continue;
        for (const auto word : split(value, ' ')) name_words_.insert(fold_case(word.substr(0, word.find(','))));
      }
    }
  }
  for (const auto& [sheet, proposal] : exchanges) {
    for (const auto& column : sheet.columns) {
      const auto look = proposal.looks.at(column.name).look;
      const auto target = target_of(proposal, column.name);
      if (must_go(column, target, look)) replace(column, look, target);
    }
  }
  for (const auto& text : unread) add(std::string(trim(text)), shape_of(trim(text)));
  for (const auto& [value, stand_in] : stand_ins_) by_beginning_[value.substr(0, beginning)].push_back(value);
  for (auto& [key, values] : by_beginning_)
    std::stable_sort(values.begin(), values.end(), [](const auto& a, const auto& b) { return a.size() > b.size(); });
}

void Disguise::know_name(const std::string& name) {
  known_.insert(name);
  for (const auto part : split(name, '.')) known_.insert(std::string(part));
  // Of a header of two rows each cell is a part of it.
  for (auto at = name.find(' '); at != std::string::npos; at = name.find(' ', at + 1)) {
    known_.insert(name.substr(0, at));
    known_.insert(name.substr(at + 1));
  }
}

void Disguise::replace(const Column& column, Look look, std::string_view target) {
  for (const auto& value : column.filled()) {
    if (!stand_ins_.contains(value)) add(value, made_for(column, value, look, target));
  }
}

std::string Disguise::made_for(const Column& column, const std::string& value, Look look, std::string_view target) {
  if (look == Look::personnummer && std::count_if(value.begin(), value.end(), is_digit) >= 10) return number_for(value);
  if (target == "student.name") return name_for(column, value);
  auto made = made_up(value, look, count_++);
  // What stands for one must be no other's own; of a letter or two there may be nothing else.
  for (int tries = 0; tries < 100 && originals_.contains(made); ++tries) made = made_up(value, look, count_++);
  return made;
}

std::string Disguise::number_for(const std::string& value) {
  std::string digits;
  std::copy_if(value.begin(), value.end(), std::back_inserter(digits), is_digit);
  auto& twelve = numbers_[digits.substr(digits.size() - 10)];
  if (twelve.empty()) twelve = test_number(count_++);
  for (int tries = 0; tries < 100 && originals_.contains(in_the_form_of(value, twelve)); ++tries)
    twelve = test_number(count_++);
  return in_the_form_of(value, twelve);
}

/// One that nobody has; from the second time round with a number.
std::string Disguise::next_name(std::span<const std::string_view> names, std::size_t& count) const {
  for (std::size_t tries = 0; tries < names.size(); ++tries) {
    const auto name = names[count % names.size()];
    const auto round = count++ / names.size();
    if (!name_words_.contains(fold_case(name)))
      return std::string(name) + (round == 0 ? "" : std::to_string(round + 1));
  }
  return "Namn" + std::to_string(count++);
}

/// A name of as many words as the other: "Ek, Eva" has the last one first.
std::string Disguise::name_for(const Column& column, const std::string& value) {
  const bool begins_with_last = holds_last_names(column) || value.find(',') != std::string::npos;
  std::vector<std::string> made;
  for (auto word : split(value, ' ')) {
    if (word.empty()) continue;
    const bool has_comma = word.ends_with(',');
    if (has_comma) word.remove_suffix(1);
    auto& stand_in = words_[fold_case(word)];
    const bool is_last = made.empty() == begins_with_last;
    if (stand_in.empty())
      stand_in = is_last ? next_name(last_names, last_names_) : next_name(first_names, first_names_);
    made.push_back(stand_in + (has_comma ? "," : ""));
  }
  return join(made, " ");
}

void Disguise::add(const std::string& value, std::string stand_in) {
  if (const auto written = escaped(value); written != value) stand_ins_[written] = escaped(stand_in);
  stand_ins_[value] = std::move(stand_in);
}

const std::string* Disguise::value_at(std::string_view text, std::size_t at) const {
  // Longer beginnings hold longer values.
  for (auto length = std::min(beginning, text.size() - at); length > 0; --length) {
    const auto values = by_beginning_.find(text.substr(at, length));
    if (values == by_beginning_.end()) continue;
    for (const auto& value : values->second) {
      if (text.substr(at).starts_with(value) && stands_alone(text, at, value.size())) return &value;
    }
  }
  return nullptr;
}

std::string Disguise::edit(std::string_view text) const {
  std::string edited;
  edited.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    if (const auto* value = value_at(text, at); value != nullptr) {
      edited += stand_ins_.find(*value)->second;
      at += value->size();
    } else {
      edited += text[at++];
    }
  }
  return edited;
}

std::string Disguise::edit_value(std::string_view text) const {
  const auto plain = unescaped(text);
  const auto value = trim(plain);
  const bool is_number = value.size() <= 8 && value.find_first_not_of("0123456789.-+eE") == std::string_view::npos;
  if (is_number || stand_ins_.contains(value) || known_.contains(value)) {
    auto edited = edit(plain);
    return edited == plain ? std::string(text) : plain == text ? edited : escaped(edited);
  }
  return escaped(shape_of(plain));
}

bool Disguise::is_left_in(std::string_view text) const {
  for (std::size_t at = 0; at < text.size(); ++at) {
    const auto* value = value_at(text, at);
    if (value != nullptr && stand_ins_.find(*value)->second != *value) return true;
  }
  return false;
}

}  // namespace sluss::scaffold
