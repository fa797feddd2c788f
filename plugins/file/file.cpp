#include "plugin/sdk.h"
#include "sink.h"
#include "source.h"

namespace sluss::file {
namespace {

void register_plugins(Registry& registry) {
  registry.source<FileSource>(source_spec());
  registry.source_probe<FileSourceProbe>(source_spec());
  registry.sink<FileSink>(sink_spec());
  registry.sink_probe<FileSinkProbe>(sink_spec());
}

}  // namespace
}  // namespace sluss::file

SLUSS_MODULE(file, sluss::file::register_plugins)
