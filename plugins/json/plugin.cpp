#include "json_codec.h"

SLUSS_MODULE(json, [](sluss::Registry& registry) { registry.codec<sluss::json::Json>(sluss::json::json_spec()); })
