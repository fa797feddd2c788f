// Damaged files for the tests of formats: the same ones for the same seed.
#pragma once

#include <random>
#include <string>
#include <string_view>

namespace sluss::test {

/// The text with one to `most` changes at random places: up to `longest` - 1 bytes gone, or one of `bytes` put in or in
/// the place of another.
inline std::string bent(std::string text, std::mt19937& random, std::string_view bytes, unsigned most,
                        unsigned longest) {
  for (auto left = random() % most + 1; left > 0; --left) {
    const auto at = random() % text.size();
    const char byte = bytes[random() % bytes.size()];
    if (random() % 3 == 0) text.erase(at, random() % longest);
    else if (random() % 2 == 0) text.insert(at, 1, byte);
    else text[at] = byte;
  }
  return text;
}

}  // namespace sluss::test
