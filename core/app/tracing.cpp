#include "app/tracing.h"

#include <array>
#include <unistd.h>

#include "observe/log.h"

namespace sluss::app {
namespace {

/// Two installations may tell one collector of messages that have the same number.
std::string house_of(const config::Configuration& configuration) {
  std::array<char, 256> host{};
  static_cast<void>(::gethostname(host.data(), host.size() - 1));
  return std::string(host.data()) + ":" + std::filesystem::absolute(configuration.store).lexically_normal().string();
}

}  // namespace

std::shared_ptr<traces::Exporter> exporter_of(const config::Configuration& configuration) {
  const auto& settings = configuration.traces;
  if (!settings) return nullptr;
  traces::ExporterConfig config{settings->url, settings->token, settings->ca, {SLUSS_VERSION, house_of(configuration)}};
  return std::make_shared<traces::Exporter>(
      std::move(config), [](const std::string& text) { observe::log(observe::Level::warn, "traces", text); });
}

}  // namespace sluss::app
