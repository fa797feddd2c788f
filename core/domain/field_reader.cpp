#include "domain/field_reader.h"

#include <charconv>

#include "domain/term.h"

namespace sluss::domain {

std::string to_text(const std::vector<FieldFault>& faults) {
  std::vector<std::string> sentences;
  for (const auto& fault : faults)
    sentences.push_back(fault.field + " \"" + fault.value + "\": expected " + fault.expected);
  return join(sentences, "; ");
}

bool is_protected(const Value& value) {
  if (value.is_null()) return false;
  if (const auto* flag = value.as_bool()) return *flag;
  if (value.as_list() != nullptr || value.as_object() != nullptr) return true;
  const auto written = fold_case(trim(value.text_or_empty()));
  return !(written.empty() || written == "nej" || written == "no" || written == "0");
}

void FieldReader::fault(std::string_view field, std::string_view value, std::string expected) {
  faults_.push_back(
      {std::string(field), is_personal(field) ? shape_of(value) : std::string(value), std::move(expected)});
}

std::string FieldReader::text(std::string_view path) {
  const auto& value = body_.at(path);
  if (value.as_bool() != nullptr || value.as_list() != nullptr || value.as_object() != nullptr)
    fault(path, "", "a text, not a list, an object or true/false");
  return std::string(trim(value.text_or_empty()));
}

std::string FieldReader::required(std::string_view path, const std::string& rule) {
  const auto faults_before = faults_.size();
  auto written = text(path);
  if (written.empty() && faults_.size() == faults_before) fault(path, "", rule);
  return written;
}

std::optional<Day> FieldReader::day(std::string_view path) {
  const auto written = required(path, day_rule);
  const auto day = parse_iso_day(written);
  if (!day && !written.empty()) fault(path, written, day_rule);
  return day;
}

std::string FieldReader::term(std::string_view path, const std::string& rule) {
  const auto written = text(path);
  if (written.empty()) return "";
  const auto term = parse_term(written);
  if (!term) fault(path, written, rule);
  return term ? to_text(*term) : written;
}

std::int64_t FieldReader::number(std::string_view path, std::int64_t least, std::int64_t most, std::int64_t otherwise) {
  const auto written = text(path);
  if (written.empty()) return otherwise;
  std::int64_t number = 0;
  const auto* end = written.data() + written.size();
  const auto [stop, failed] = std::from_chars(written.data(), end, number);
  if (failed == std::errc() && stop == end && number >= least && number <= most) return number;
  fault(path, written, "a whole number from " + std::to_string(least) + " to " + std::to_string(most));
  return otherwise;
}

}  // namespace sluss::domain
