#include "settle.h"

SLUSS_MODULE(settle,
             [](sluss::Registry& registry) { registry.processor<sluss::settle::Settle>(sluss::settle::settle_spec()); })
