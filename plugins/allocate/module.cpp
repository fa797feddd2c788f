#include "allocate.h"

SLUSS_MODULE(allocate, [](sluss::Registry& registry) {
  registry.processor<sluss::plugins::Allocate>(sluss::plugins::allocate_spec());
})
