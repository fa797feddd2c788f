#include "json_codec.h"
#include "recognise.h"

SLUSS_MODULE(json, [](sluss::Registry& registry) {
  registry.codec<sluss::json::Json>(sluss::json::json_spec());
  registry.recogniser("json", std::make_unique<sluss::json::JsonRecogniser>());
})
