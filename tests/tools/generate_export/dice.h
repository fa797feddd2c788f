// Chance that comes out the same on every machine: the standard library's distributions do not.
#pragma once

#include <cstdint>

namespace sluss::generate {

/// SplitMix64. One `Dice` for each thing that is made, seeded by its number: nothing depends on what was made before.
class Dice {
 public:
  Dice(std::uint64_t seed, std::uint64_t number) : state_(seed * 0x9e3779b97f4a7c15U + number + 1) {
    (void)throw_once();
  }

  /// 0 to `sides` - 1.
  int below(int sides) { return static_cast<int>(throw_once() % static_cast<std::uint64_t>(sides)); }
  /// True once in `times` on average.
  bool once_in(int times) { return below(times) == 0; }

 private:
  std::uint64_t throw_once() {
    state_ += 0x9e3779b97f4a7c15U;
    auto mixed = state_;
    mixed = (mixed ^ (mixed >> 30U)) * 0xbf58476d1ce4e5b9U;
    mixed = (mixed ^ (mixed >> 27U)) * 0x94d049bb133111ebU;
    return mixed ^ (mixed >> 31U);
  }

  std::uint64_t state_;
};

}  // namespace sluss::generate
