#include "bgmax.h"

SLUSS_MODULE(bgmax, [](sluss::Registry& registry) { registry.codec<sluss::bgmax::BgMax>(sluss::bgmax::bgmax_spec()); })
