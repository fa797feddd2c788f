// A Codec knows one format: bytes to records, and messages to documents. It knows no transport.
#pragma once

#include <cstddef>
#include <filesystem>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/result.h"
#include "message/message.h"

namespace sluss {

/// Bytes that are read once, from front to back.
class Input {
 public:
  virtual ~Input() = default;
  /// Fills the buffer from its front; the number of bytes, 0 at the end.
  [[nodiscard]] virtual Result<std::size_t> read(std::span<char> buffer) = 0;
  /// The file on this machine that holds exactly these bytes, for formats that must seek (zip); else nullopt.
  [[nodiscard]] virtual std::optional<std::filesystem::path> local_file() const { return std::nullopt; }
  /// Called after the last byte: an error (Fault::unavailable) when the content changed while it was read.
  [[nodiscard]] virtual Result<void> complete() { return {}; }
  /// After `complete`: where the next Read of a source with a position begins; stored once all of this one is stored.
  /// Empty: the position stays where it was.
  [[nodiscard]] virtual std::string position() const { return {}; }
};

/// All bytes of an input, which is asked whether they are whole (`complete`). Error (Fault::data): `too_long`, when
/// there are more than `longest`.
[[nodiscard]] Result<std::string> read_all(Input& input, std::size_t longest, const std::string& too_long);

/// One record as it was decoded. A record that cannot be read has a fault, and still its raw bytes and its place.
struct Record {
  Message message;  ///< body: an object by column or member name; raw; origin without its resource
  std::optional<Error> fault;
};

/// Takes one record on. An error means: stop decoding and hand the error back.
using Emit = std::function<Result<void>(Record&&)>;

/// The bytes of one document that was encoded.
struct Document {
  std::string extension;  ///< without the dot: "xml", "pdf"
  std::string bytes;
};

/// Made once for each use, used by one thread at a time.
class Codec {
 public:
  virtual ~Codec() = default;
  /// Decodes all of the input, handing on one record at a time: memory stays flat whatever the size.
  /// A bad record is emitted with its fault and decoding goes on. An error means that the whole input is refused.
  [[nodiscard]] virtual Result<void> decode(Input& input, const Emit& emit);
  /// Encodes messages that belong in one document. The same messages always give the same bytes.
  /// Several documents when the format has several forms of one thing (PDF and XLSX).
  [[nodiscard]] virtual Result<std::vector<Document>> encode(std::span<const Message> messages);
};

}  // namespace sluss
