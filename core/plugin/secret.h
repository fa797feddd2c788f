// Secrets stand in the configuration as "secret:NAME" and never in a text that Sluss writes.
#pragma once

#include <string>
#include <string_view>
#include <utility>

#include "base/result.h"

namespace sluss {

/// A secret's value. It has no way into a log or a text but `reveal`.
class Secret {
 public:
  Secret() = default;
  explicit Secret(std::string value) : value_(std::move(value)) {}
  [[nodiscard]] const std::string& reveal() const { return value_; }
  [[nodiscard]] bool empty() const { return value_.empty(); }

 private:
  std::string value_;
};

/// Where secrets are looked up by name.
class Secrets {
 public:
  virtual ~Secrets() = default;
  /// Error: Fault::config, naming the places that were searched, never a value.
  [[nodiscard]] virtual Result<Secret> find(std::string_view name) const = 0;
};

}  // namespace sluss
