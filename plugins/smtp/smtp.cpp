#include "plugin/sdk.h"
#include "sink.h"

namespace sluss::smtp {
namespace {

void register_plugins(Registry& registry) {
  registry.sink<SmtpSink>(sink_spec());
  registry.sink_probe<SmtpSinkProbe>(sink_spec());
}

}  // namespace
}  // namespace sluss::smtp

SLUSS_MODULE(smtp, sluss::smtp::register_plugins)
