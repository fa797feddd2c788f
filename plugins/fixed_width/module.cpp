#include "fixed_width.h"

SLUSS_MODULE(fixed_width, [](sluss::Registry& registry) {
  registry.codec<sluss::fixed_width::FixedWidth>(sluss::fixed_width::fixed_width_spec());
})
