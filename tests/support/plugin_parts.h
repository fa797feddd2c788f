// What a plugin's tests lend it: configuration, input, and the context of a step.
#pragma once

#include <algorithm>
#include <span>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "plugin/sdk.h"

namespace sluss::test {

class NoSecrets final : public Secrets {
 public:
  [[nodiscard]] Result<Secret> find(std::string_view /*name*/) const override {
    return fail(Fault::config, "there are no secrets here");
  }
};

inline Node scalar(const std::string& text) {
  Node node;
  node.kind = Node::Kind::scalar;
  node.text = text;
  return node;
}

inline Node list(const std::vector<std::string>& texts) {
  Node node;
  node.kind = Node::Kind::list;
  for (const auto& text : texts) node.items.push_back(scalar(text));
  return node;
}

inline Node table(const std::vector<std::pair<std::string, Node>>& entries) {
  Node node;
  node.kind = Node::Kind::map;
  for (const auto& [name, value] : entries) {
    auto child = value;
    child.path = name;
    node.entries.push_back({name, {}, std::move(child)});
  }
  return node;
}

/// Bytes that are handed out in pieces of one size.
class TextInput final : public Input {
 public:
  explicit TextInput(std::string text, std::size_t piece = 4096) : text_(std::move(text)), piece_(piece) {}
  [[nodiscard]] Result<std::size_t> read(std::span<char> buffer) override {
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

/// What a codec makes of a text.
struct Decoded {
  std::vector<Record> records;
  std::string refusal;  ///< empty when the text was read to its end

  [[nodiscard]] std::int64_t line(std::size_t index) const { return records.at(index).message.origin.line; }
};

inline Decoded decoded(Codec&& codec, const std::string& text, std::size_t piece = 4096) {
  TextInput input(text, piece);
  Decoded all;
  const auto outcome = codec.decode(input, [&](Record&& record) -> Result<void> {
    all.records.push_back(std::move(record));
    return {};
  });
  if (!outcome) all.refusal = outcome.error().what;
  return all;
}

/// The context of a step that looks at messages alone.
class StepContext final : public Context {
 public:
  std::stop_source source;
  std::vector<std::string> notes;

  [[nodiscard]] std::stop_token stop() const override { return source.get_token(); }
  [[nodiscard]] const Clock& clock() const override { return clock_; }
  void note(std::string text) override { notes.push_back(std::move(text)); }
  [[nodiscard]] const domain::AgreementBook& agreements() const override { throw std::logic_error("not lent"); }
  [[nodiscard]] BillingBook& book() override { throw std::logic_error("not lent"); }
  [[nodiscard]] Lookup& lookup() override { throw std::logic_error("not lent"); }

 private:
  FixedClock clock_{make_day(2026, 11, 23)};
};

}  // namespace sluss::test
