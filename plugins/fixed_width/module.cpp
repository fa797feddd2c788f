#include "fixed_width.h"
#include "recognise.h"

SLUSS_MODULE(fixed_width, [](sluss::Registry& registry) {
  registry.codec<sluss::fixed_width::FixedWidth>(sluss::fixed_width::fixed_width_spec());
  registry.recogniser("fixed_width", std::make_unique<sluss::fixed_width::FixedWidthRecogniser>());
})
