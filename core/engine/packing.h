// Makes the documents of a delivery, and reads them back before they leave.
#pragma once

#include "plugin/sink.h"
#include "store/store.h"

namespace sluss::engine {

/// The message's documents in that format. Where the format can be read, the bytes are read back: their sum and lines
/// go into the delivery, and must be the message's own. Any error means that this message cannot go out as it is.
[[nodiscard]] Result<std::vector<Document>> pack(Codec& codec, const Message& message, store::Delivery& delivery);

}  // namespace sluss::engine
