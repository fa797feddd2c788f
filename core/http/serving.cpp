#include "http/serving.h"

#include "base/text.h"

namespace sluss::http {

std::vector<std::string> RequestHead::all(std::string_view name) const {
  const auto wanted = fold_case(name);
  std::vector<std::string> values;
  for (const auto& [header, value] : headers) {
    if (fold_case(header) == wanted) values.push_back(value);
  }
  return values;
}

}  // namespace sluss::http
