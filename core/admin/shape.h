// What stands in a request or an answer, as JSON Schema: the API's document and its tests are made of it.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "base/value.h"

namespace sluss::admin::shape {

[[nodiscard]] Value text(const std::string& meaning);
[[nodiscard]] Value word(const std::string& meaning, const std::vector<std::string>& words);
[[nodiscard]] Value whole(const std::string& meaning);   ///< a whole number from 0; öre and ids are such
[[nodiscard]] Value amount(const std::string& meaning);  ///< öre; below zero on a credit
[[nodiscard]] Value yes_no(const std::string& meaning);
[[nodiscard]] Value list_of(Value items);
[[nodiscard]] Value anything(const std::string& meaning);

enum class Need { always, sometimes };

struct Member {
  std::string name;
  Value shape;
  Need need = Need::always;
};

/// An object with these members and no others.
[[nodiscard]] Value object(const std::vector<Member>& members);
/// A page of a list: `items`, and `next` where there are more, to be given back as `after`.
[[nodiscard]] Value page_of(Value items);

/// What is wrong with a value that came in, in a sentence that names the member; empty: it is of that shape. Looks at
/// types, members, words, the least number and the longest text.
[[nodiscard]] std::string fault_of(const Value& value, const Value& shape, const std::string& name);

}  // namespace sluss::admin::shape
