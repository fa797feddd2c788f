// What a decoder makes of a text, for tests.
#pragma once

#include <algorithm>
#include <span>
#include <string>
#include <vector>

#include "json_codec.h"

namespace sluss::json {

/// Bytes that are handed out in pieces of one size.
class TextInput final : public Input {
 public:
  TextInput(std::string text, std::size_t piece) : text_(std::move(text)), piece_(piece) {}
  Result<std::size_t> read(std::span<char> buffer) override {
    const auto count = std::min({buffer.size(), piece_, text_.size() - at_});
    std::copy_n(text_.begin() + static_cast<std::ptrdiff_t>(at_), count, buffer.begin());
    at_ += count;
    return count;
  }

 private:
  std::string text_;
  std::size_t piece_;
  std::size_t at_ = 0;
};

struct Decoded {
  std::vector<Record> records;
  std::string refusal;  ///< empty when the text was read to its end

  /// The body of a record as JSON; the fault of one that has it.
  [[nodiscard]] std::string body(std::size_t index) const {
    const auto& record = records.at(index);
    return record.fault ? record.fault->what : to_json(record.message.body);
  }
  [[nodiscard]] std::int64_t line(std::size_t index) const { return records.at(index).message.origin.line; }
};

inline Decoded decoded(const std::string& text, const Config& config = {}, std::size_t piece = 4096) {
  TextInput input(text, piece);
  Decoded all;
  const auto outcome = Json(config).decode(input, [&](Record&& record) -> Result<void> {
    all.records.push_back(std::move(record));
    return {};
  });
  if (!outcome) all.refusal = outcome.error().what;
  return all;
}

}  // namespace sluss::json
