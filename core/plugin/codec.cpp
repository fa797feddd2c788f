#include "plugin/codec.h"

namespace sluss {

Result<void> Codec::decode(Input& /*input*/, const Emit& /*emit*/) {
  return fail(Fault::config, "this format can be written but not read");
}

Result<std::vector<Document>> Codec::encode(std::span<const Message> /*messages*/) {
  return fail(Fault::config, "this format can be read but not written");
}

}  // namespace sluss
