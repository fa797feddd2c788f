#include "enrich.h"
#include "plugin/sdk.h"
#include "source.h"

namespace sluss::rest {
namespace {

void register_plugins(Registry& registry) {
  registry.source<RestSource>(source_spec());
  registry.source_probe<RestProbe>(source_spec());
  registry.processor<Enrich>(enrich_spec());
}

}  // namespace
}  // namespace sluss::rest

SLUSS_MODULE(rest, sluss::rest::register_plugins)
