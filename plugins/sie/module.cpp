#include "sie_codec.h"

SLUSS_MODULE(sie, [](sluss::Registry& registry) { registry.codec<sluss::sie::Sie>(sluss::sie::sie_spec()); })
