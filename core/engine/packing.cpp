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
  SLUSS_TRY_ASSIGN(read, read_back(codec, documents.front().bytes));
  if (!read) return {};
  delivery.total = read->total;
  delivery.lines = read->lines;
  const bool same = delivery.total == Ore{*total} && delivery.lines == static_cast<std::int64_t>(lines->size());
  return same ? Result<void>() : fail(Fault::data, "the document's sum or lines, read back, are not the invoice's own");
}

}  // namespace

Result<std::optional<ReadBack>> read_back(Codec& codec, const std::string& bytes) {
  ReadBack said;
  Bytes input(bytes);
  const auto read = codec.decode(input, [&](Record&& record) -> Result<void> {
    const auto& body = record.message.body;
    if (const auto* sum = body["total_ore"].as_int()) said.total = Ore{*sum};
    if (const auto* rows = body["lines"].as_list()) said.lines = static_cast<std::int64_t>(rows->size());
    return {};
  });
  if (read) return said;
  return read.error().fault == Fault::config ? Result<std::optional<ReadBack>>(std::nullopt) : fail(read.error());
}

Result<std::vector<Document>> pack(Codec& codec, const Message& message, store::Delivery& delivery) {
  return guarded("the format of " + delivery.connection, [&]() -> Result<std::vector<Document>> {
    SLUSS_TRY_ASSIGN(documents, codec.encode(std::span(&message, 1)));
    SLUSS_TRY(reread(codec, message, documents, delivery));
    return std::move(documents);
  });
}

}  // namespace sluss::engine
