// A format that is given any bytes, and what must hold whatever they are.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "plugin/codec.h"

namespace sluss::fuzz {

/// The format as plugins/NAME/testdata/corpus.yaml sets it up; without that file, with no options. Throws
/// std::runtime_error when there is none.
[[nodiscard]] std::unique_ptr<Codec> codec_named(const std::string& name);

/// Asks the format's recogniser, where it has one, about the bytes: what does not hold, or nothing.
[[nodiscard]] std::string broken_by_recogniser(const std::string& name, std::string_view bytes);

/// Decodes the bytes, whole and in small pieces, and says what does not hold; empty when all is well.
[[nodiscard]] std::string broken_by(Codec& codec, std::string_view bytes);

}  // namespace sluss::fuzz
