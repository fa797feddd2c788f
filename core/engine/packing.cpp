#include "engine/packing.h"

#include <algorithm>

#include "engine/steps.h"

namespace sluss::engine {
namespace {

/// Bytes in memory as an Input.
class Bytes final : public Input {
 public:
  explicit Bytes(const std::string& bytes) : left_(bytes) {}
  [[nodiscard]] Result<std::size_t> read(std::span<char> buffer) override {
    const auto size = std::min(buffer.size(), left_.size());
    std::copy_n(left_.begin(), size, buffer.begin());
    left_.remove_prefix(size);
    return size;
  }

 private:
  std::string_view left_;
};

Result<void> reread(Codec& codec, const Message& message, const std::vector<Document>& documents,
                    store::Delivery& delivery) {
  const auto* total = message.body["total_ore"].as_int();
  const auto* lines = message.body["lines"].as_list();
  if (total == nullptr || lines == nullptr || documents.size() != 1) return {};
  Bytes bytes(documents.front().bytes);
  const auto read = codec.decode(bytes, [&](Record&& record) -> Result<void> {
    const auto& body = record.message.body;
    if (const auto* sum = body["total_ore"].as_int()) delivery.total = Ore{*sum};
    if (const auto* rows = body["lines"].as_list()) delivery.lines = static_cast<std::int64_t>(rows->size());
    return {};
  });
  if (!read) return read.error().fault == Fault::config ? Result<void>() : fail(read.error());
  const bool same = delivery.total == Ore{*total} && delivery.lines == static_cast<std::int64_t>(lines->size());
  return same ? Result<void>() : fail(Fault::data, "the document's sum or lines, read back, are not the invoice's own");
}

}  // namespace

Result<std::vector<Document>> pack(Codec& codec, const Message& message, store::Delivery& delivery) {
  return guarded("the format of " + delivery.connection, [&]() -> Result<std::vector<Document>> {
    SLUSS_TRY_ASSIGN(documents, codec.encode(std::span(&message, 1)));
    SLUSS_TRY(reread(codec, message, documents, delivery));
    return std::move(documents);
  });
}

}  // namespace sluss::engine
