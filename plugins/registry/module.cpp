#include "registry.h"

SLUSS_MODULE(registry, [](sluss::Registry& registry) {
  registry.processor<sluss::plugins::RegistryCheck>(sluss::plugins::registry_spec());
})
