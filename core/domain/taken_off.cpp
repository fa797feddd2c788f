#include "domain/taken_off.h"

#include <algorithm>

namespace sluss::domain {
namespace {

constexpr auto member = "taken_off";

}  // namespace

std::vector<std::string> taken_off(const Value& payment) {
  std::vector<std::string> numbers;
  if (const auto* items = payment[member].as_list()) {
    for (const auto& item : *items) numbers.push_back(item.text_or_empty());
  }
  return numbers;
}

Value with_taken_off(Value payment, const std::string& number) {
  auto numbers = taken_off(payment);
  if (std::find(numbers.begin(), numbers.end(), number) == numbers.end()) numbers.push_back(number);
  auto& list = payment[member] = Value::list();
  for (auto& one : numbers) list.as_list()->emplace_back(std::move(one));
  return payment;
}

}  // namespace sluss::domain
