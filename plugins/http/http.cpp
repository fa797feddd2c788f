#include "plugin/sdk.h"
#include "sink.h"
#include "source.h"

namespace sluss::http {
namespace {

void register_plugins(Registry& registry) {
  registry.source<HttpSource>(source_spec());
  registry.source_probe<HttpSourceProbe>(source_spec());
  registry.sink<HttpSink>(sink_spec());
  registry.sink_probe<HttpSinkProbe>(sink_spec());
}

}  // namespace
}  // namespace sluss::http

SLUSS_MODULE(http, sluss::http::register_plugins)
