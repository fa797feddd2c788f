#include "faults.h"

#include "base/text.h"

namespace sluss::validate {

std::string reason_of(const Origin& origin, const std::vector<domain::FieldFault>& faults) {
  std::vector<std::string> texts;
  for (const auto& fault : faults) {
    const auto found = fault.value.empty() ? std::string("missing") : "'" + fault.value + "'";
    texts.push_back(fault.field + ": " + found + " - expected " + fault.expected);
  }
  const auto place = origin.place();
  return (place.empty() ? "" : place + ": ") + join(texts, "; ");
}

}  // namespace sluss::validate
