// An Input that is in memory as a whole, or why there is none.
#pragma once

#include <string>
#include <utility>

#include "plugin/codec.h"

namespace sluss {

class HeldText final : public Input {
 public:
  explicit HeldText(Result<std::string> text, std::string position = {})
      : text_(std::move(text)), position_(std::move(position)) {}
  [[nodiscard]] Result<std::size_t> read(std::span<char> buffer) override {
    if (!text_) return fail(text_.error());
    const auto count = text_->copy(buffer.data(), buffer.size(), at_);
    at_ += count;
    return count;
  }
  [[nodiscard]] std::string position() const override { return position_; }

 private:
  Result<std::string> text_;
  std::string position_;
  std::size_t at_ = 0;
};

}  // namespace sluss
