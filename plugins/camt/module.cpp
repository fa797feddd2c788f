#include "camt.h"

SLUSS_MODULE(camt, [](sluss::Registry& registry) { registry.codec<sluss::camt::Camt>(sluss::camt::camt_spec()); })
