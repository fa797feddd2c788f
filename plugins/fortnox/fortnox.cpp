#include "codec.h"
#include "sink.h"

namespace sluss::fortnox {
namespace {

void register_plugins(Registry& registry) {
  registry.codec<FortnoxCodec>(codec_spec());
  registry.sink<FortnoxSink>(sink_spec());
  registry.sink_probe<FortnoxProbe>(sink_spec());
}

}  // namespace
}  // namespace sluss::fortnox

SLUSS_MODULE(fortnox, sluss::fortnox::register_plugins)
