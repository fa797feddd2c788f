// What the readers of bodies share: each looks at one field, and gathers what is wrong with it.
#pragma once

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/day.h"
#include "base/text.h"
#include "base/value.h"
#include "domain/placement.h"

namespace sluss::domain {

inline constexpr auto day_rule = "a day that exists, as YYYY-MM-DD";

/// The one of `all` that has this name, without regard to case.
template <class Word, std::size_t n>
std::optional<Word> word_of(const std::array<Word, n>& all, std::string_view text) {
  const auto wanted = fold_case(trim(text));
  const auto at = std::find_if(all.begin(), all.end(), [&](Word word) { return wanted == name_of(word); });
  if (at == all.end()) return std::nullopt;
  return *at;
}

/// "one of draft, sent, withdrawn".
template <class Word, std::size_t n>
std::string one_of(const std::array<Word, n>& all) {
  std::vector<std::string> names;
  for (const auto word : all) names.emplace_back(name_of(word));
  return "one of " + join(names, ", ");
}

/// Whether a source protects a student's identity: null, false, "", "nej", "no", "0", 0 are no; anything else is yes.
[[nodiscard]] bool is_protected(const Value& value);

/// All of them as one sentence: `start "2027-02-30": expected a day that exists, as YYYY-MM-DD; ...`.
[[nodiscard]] std::string to_text(const std::vector<FieldFault>& faults);

class FieldReader {
 public:
  /// The body must outlive it.
  explicit FieldReader(const Value& body) : body_(body) {}

  [[nodiscard]] const Value& body() const { return body_; }
  [[nodiscard]] const std::vector<FieldFault>& faults() const { return faults_; }
  void fault(std::string_view field, std::string_view value, std::string expected);

  /// The text there, trimmed; empty when there is none. What is neither text nor number is a fault.
  std::string text(std::string_view path);
  /// The same where something must stand; `rule` says what.
  std::string required(std::string_view path, const std::string& rule);
  std::optional<Day> day(std::string_view path);
  /// A term, normalised; empty when there is none. `rule` says what was expected instead.
  std::string term(std::string_view path, const std::string& rule);
  /// A whole number from `least` to `most`, as an integer or as digits; `otherwise` when there is none.
  std::int64_t number(std::string_view path, std::int64_t least, std::int64_t most, std::int64_t otherwise);

  template <class Word, std::size_t n>
  Word word(std::string_view path, const std::array<Word, n>& all, Word otherwise) {
    const auto written = text(path);
    if (written.empty()) return otherwise;
    const auto found = word_of(all, written);
    if (!found) fault(path, written, one_of(all));
    return found.value_or(otherwise);
  }

 private:
  const Value& body_;
  std::vector<FieldFault> faults_;
};

}  // namespace sluss::domain
