#include "plugin/sdk.h"
#include "sink.h"
#include "source.h"
#include "tap.h"
#include "target.h"

namespace sluss::exec {
namespace {

void register_plugins(Registry& registry) {
  registry.source<ExecSource>(source_spec());
  registry.source_probe<ExecSourceProbe>(source_spec());
  registry.sink<ExecSink>(sink_spec());
  registry.sink_probe<ExecSinkProbe>(sink_spec());
  registry.source<SingerTap>(tap_spec());
  registry.source_probe<SingerTapProbe>(tap_spec());
  registry.sink<SingerTarget>(target_spec());
  registry.sink_probe<SingerTargetProbe>(target_spec());
}

}  // namespace
}  // namespace sluss::exec

SLUSS_MODULE(exec, sluss::exec::register_plugins)
