// One row, put together from the starts, texts and ends within it.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "plugin/sdk.h"

namespace sluss::xml {

constexpr std::size_t longest_row = 1024 * 1024;
constexpr std::size_t most_members = 2000;

struct Attribute {
  std::string name;
  std::string value;
};

class Row {
 public:
  explicit Row(std::int64_t line) : line_(line) {}

  /// An element begins; the first one is the row itself. One without a name, and all within it, says nothing.
  void start(std::string_view name, const std::vector<Attribute>& attributes);
  void text(std::string_view text);
  void end();
  /// The row's own element has ended.
  [[nodiscard]] bool is_whole() const { return open_.empty(); }
  /// With a fault when it is over a limit.
  [[nodiscard]] Record finish();

 private:
  struct Element {
    std::string name;
    Value::Object members;
    std::string text;
    std::vector<Attribute> attributes;
  };
  [[nodiscard]] bool is_too_large() const { return !fault_.empty(); }
  void forget_what_is_too_large();
  void write(std::string_view text);

  std::int64_t line_;
  std::vector<Element> open_;
  std::size_t nameless_ = 0;  ///< elements that are open and say nothing
  std::size_t members_ = 0;
  std::string raw_, fault_;
  Value body_;
};

}  // namespace sluss::xml
