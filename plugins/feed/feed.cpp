#include "plugin/sdk.h"
#include "source.h"

namespace sluss::feed {
namespace {

void register_plugins(Registry& registry) {
  registry.source<FeedSource>(feed_spec());
  registry.source_probe<FeedProbe>(feed_spec());
}

}  // namespace
}  // namespace sluss::feed

SLUSS_MODULE(feed, sluss::feed::register_plugins)
