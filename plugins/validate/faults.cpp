#include "faults.h"

#include "base/text.h"

namespace sluss::validate {

namespace {

/// A word that is none of a list is shown. Elsewhere a value without digits may be a name that slipped in.
std::string shown(const domain::FieldFault& fault) {
  const bool is_word = fault.field == "type" || fault.field == "status";
  const bool has_digit = fault.value.find_first_of("0123456789") != std::string::npos;
  return excerpt(is_word || has_digit ? fault.value : shape_of(fault.value));
}

}  // namespace

std::string reason_of(const Origin& origin, const std::vector<domain::FieldFault>& faults) {
  std::vector<std::string> texts;
  for (const auto& fault : faults) {
    const auto found = fault.value.empty() ? std::string("missing") : "'" + shown(fault) + "'";
    texts.push_back(fault.field + ": " + found + " - expected " + fault.expected);
  }
  const auto place = origin.place();
  return (place.empty() ? "" : place + ": ") + join(texts, "; ");
}

}  // namespace sluss::validate
