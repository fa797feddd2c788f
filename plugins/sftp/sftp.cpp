#include "plugin/sdk.h"
#include "sink.h"
#include "source.h"

namespace sluss::sftp {
namespace {

void register_plugins(Registry& registry) {
  registry.source<SftpSource>(source_spec());
  registry.source_probe<SftpSourceProbe>(source_spec());
  registry.sink<SftpSink>(sink_spec());
  registry.sink_probe<SftpSinkProbe>(sink_spec());
}

}  // namespace
}  // namespace sluss::sftp

SLUSS_MODULE(sftp, sluss::sftp::register_plugins)
