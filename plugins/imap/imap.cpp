#include "plugin/sdk.h"
#include "source.h"

namespace sluss::imap {
namespace {

void register_plugins(Registry& registry) {
  registry.source<ImapSource>(source_spec());
  registry.source_probe<ImapSourceProbe>(source_spec());
}

}  // namespace
}  // namespace sluss::imap

SLUSS_MODULE(imap, sluss::imap::register_plugins)
