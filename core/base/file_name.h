// Names of files, as transports meet and make them.
#pragma once

#include <string>
#include <string_view>
#include <tl/expected.hpp>

#include "base/result.h"
#include "base/text_template.h"

namespace sluss {

/// A file's name as it may be shown: control characters and bytes that are no UTF-8 become "?".
[[nodiscard]] std::string shown(std::string_view name);

/// May a file of this name be read at all? Never hidden files, nor the names that programs give to unfinished ones
/// (*.part, *.tmp), nor markers. The pattern is a shell's; without a marker it is empty.
[[nodiscard]] bool is_wanted(std::string_view name, std::string_view pattern, std::string_view marker);

/// A name beside one that is taken: "placeringar.csv" and 2 give "placeringar-2.csv"; 1 gives the name itself.
[[nodiscard]] std::string numbered(const std::string& name, int number);

/// Characters that may stand in a file's name everywhere: A-Z a-z 0-9 . _ - and åäöÅÄÖ. All others become "_", and so
/// does a dot at the front.
[[nodiscard]] std::string safe_name(std::string_view text);

/// The name of a file that goes out, made from the message: "{seller.unit}-{number}".
class NameTemplate {
 public:
  /// The template, or what is wrong with it.
  [[nodiscard]] static tl::expected<NameTemplate, std::string> parse(std::string_view text);
  /// The name, without extension. Fault::data when the body lacks what the name is made of, or it gets too long.
  [[nodiscard]] Result<std::string> fill(const Value& body) const;

 private:
  TextTemplate text_;
};

}  // namespace sluss
