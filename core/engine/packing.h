// Makes the documents of a delivery, and reads them back before they leave.
#pragma once

#include "plugin/sink.h"
#include "store/store.h"

namespace sluss::engine {

/// The message's documents in that format. Where the format can be read, the bytes are read back: their sum and lines
/// go into the delivery, and must be the message's own. Any error means that this message cannot go out as it is.
[[nodiscard]] Result<std::vector<Document>> pack(Codec& codec, const Message& message, store::Delivery& delivery);

/// What a document says of itself.
struct ReadBack {
  std::optional<Ore> total;
  std::optional<std::int64_t> lines;
};

/// Nullopt where the format can only be written. Any other error: these bytes are no such document.
[[nodiscard]] Result<std::optional<ReadBack>> read_back(Codec& codec, const std::string& bytes);

}  // namespace sluss::engine
