// A text made from the message: "Faktura {number} från {seller.name}".
#pragma once

#include <string>
#include <string_view>
#include <tl/expected.hpp>
#include <vector>

#include "base/result.h"
#include "base/value.h"

namespace sluss {

class TextTemplate {
 public:
  /// The template, or what is wrong with it.
  [[nodiscard]] static tl::expected<TextTemplate, std::string> parse(std::string_view text);
  /// The text. Fault::data, naming the path, when the body has nothing there; `what` is what needs it.
  [[nodiscard]] Result<std::string> fill(const Value& body, std::string_view what = "it") const;
  [[nodiscard]] bool has_path() const;
  [[nodiscard]] std::vector<std::string> paths() const;
  /// The text where no path stands in it; else with the first path's content replaced by "x".
  [[nodiscard]] std::string sample() const;

 private:
  struct Part {
    std::string text;
    bool is_path;
  };
  std::vector<Part> parts_;
};

}  // namespace sluss
