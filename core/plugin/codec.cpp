#include "plugin/codec.h"

#include <array>

namespace sluss {

Result<std::string> read_all(Input& input, std::size_t longest, const std::string& too_long) {
  std::string bytes;
  std::array<char, 65536> buffer{};
  for (;;) {
    SLUSS_TRY_ASSIGN(count, input.read(buffer));
    if (count == 0) break;
    if (bytes.size() + count > longest) return fail(Fault::data, too_long);
    bytes.append(buffer.data(), count);
  }
  SLUSS_TRY(input.complete());
  return bytes;
}

Result<void> Codec::decode(Input& /*input*/, const Emit& /*emit*/) {
  return fail(Fault::config, "this format can be written but not read");
}

Result<std::vector<Document>> Codec::encode(std::span<const Message> /*messages*/) {
  return fail(Fault::config, "this format can be read but not written");
}

}  // namespace sluss
