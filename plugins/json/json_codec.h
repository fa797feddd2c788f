// The codec `json`: reads and writes JSON as a list, as lines, or as one object.
#pragma once

#include "plugin/sdk.h"

namespace sluss::json {

enum class Form { array, lines, object };

struct Config {
  Form form = Form::array;
  std::string at;  ///< the names of members on the way to the records, with dots; empty: the document itself
};

[[nodiscard]] Spec<Config> json_spec();

class Json final : public Codec {
 public:
  explicit Json(Config config) : config_(std::move(config)) {}
  /// A record an element, line or document: body is the object. What is no object is a record with a fault.
  [[nodiscard]] Result<void> decode(Input& input, const Emit& emit) override;
  /// The messages' bodies, as the same form is read; as an object one alone.
  [[nodiscard]] Result<std::vector<Document>> encode(std::span<const Message> messages) override;

 private:
  Config config_;
};

}  // namespace sluss::json
