// The name of a file that goes out, made from the message: "{seller.unit}-{number}".
#pragma once

#include <string>
#include <string_view>
#include <tl/expected.hpp>
#include <vector>

#include "base/result.h"
#include "base/value.h"

namespace sluss::file {

/// Characters that may stand in a file's name everywhere: A-Z a-z 0-9 . _ - and åäöÅÄÖ. All others become "_", and so
/// does a dot at the front.
[[nodiscard]] std::string safe_name(std::string_view text);

class NameTemplate {
 public:
  /// The template, or what is wrong with it.
  [[nodiscard]] static tl::expected<NameTemplate, std::string> parse(std::string_view text);
  /// The name, without extension. Fault::data when the body lacks what the name is made of, or it gets too long.
  [[nodiscard]] Result<std::string> fill(const Value& body) const;

 private:
  struct Part {
    std::string text;
    bool is_path;
  };
  std::vector<Part> parts_;
};

}  // namespace sluss::file
