#include "ubl_codec.h"

SLUSS_MODULE(ubl, [](sluss::Registry& registry) { registry.codec<sluss::ubl::Ubl>(sluss::ubl::ubl_spec()); })
