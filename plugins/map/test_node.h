// Configuration as a test writes it.
#pragma once

#include "support/plugin_parts.h"

namespace sluss::map {

/// Secrets called "long" and "short".
class TestSecrets final : public Secrets {
 public:
  [[nodiscard]] Result<Secret> find(std::string_view name) const override {
    if (name == "long") return Secret("0123456789abcdef0123456789abcdef");
    if (name == "short") return Secret("0123456789abcdef0123456789abcde");
    return fail(Fault::config, "there is no secret " + std::string(name));
  }
};

using test::list;

inline Node text(const std::string& value) { return test::scalar(value); }
inline Node map(const std::vector<std::pair<std::string, Node>>& entries) { return test::table(entries); }

}  // namespace sluss::map
