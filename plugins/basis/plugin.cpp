#include "basis_codec.h"

SLUSS_MODULE(basis,
             [](sluss::Registry& registry) { registry.codec<sluss::basis::BasisCodec>(sluss::basis::basis_spec()); })
