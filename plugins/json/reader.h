// Reads one JSON text, record by record.
#pragma once

#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/text_stream.h"
#include "json_codec.h"

namespace sluss::json {

class Reader {
 public:
  Reader(TextStream& text, const Config& config, const Emit& emit);
  /// Error (Fault::data) with the line: the text is refused as a whole; or the error of reading or of `emit`.
  [[nodiscard]] Result<void> run();

 private:
  [[nodiscard]] Result<void> read_document();
  [[nodiscard]] Result<void> read_way(std::size_t step);
  [[nodiscard]] Result<void> read_member(std::size_t step, std::set<std::string>& names);
  [[nodiscard]] Result<void> read_list();
  [[nodiscard]] Result<void> read_record();
  [[nodiscard]] Result<void> read_lines();
  [[nodiscard]] Result<std::string_view> next_line();

  [[nodiscard]] Result<char> peek();
  [[nodiscard]] Result<bool> next_is(char wanted);
  [[nodiscard]] Result<bool> more_items(bool first, char closing);
  [[nodiscard]] Result<std::string_view> next_value();
  [[nodiscard]] Result<Value> parse(std::string_view value) const;
  [[nodiscard]] static Result<Value> parse_line(std::string_view line);
  [[nodiscard]] Record record_of(std::string_view raw) const;
  void consume(std::size_t length);
  [[nodiscard]] tl::unexpected<Error> refuse(const std::string& what) const;

  TextStream& text_;
  const Config& config_;
  const Emit& emit_;
  std::vector<std::string> way_;  ///< the names on the way to the records
  std::size_t open_ = 0;          ///< lists and objects around what is read
  bool found_ = false;
};

}  // namespace sluss::json
