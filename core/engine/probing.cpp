#include "engine/probing.h"

namespace sluss::engine {

Probed try_connection(const Maker<Probe>& make, const std::stop_token& stop) {
  const auto probe = make();
  const auto answer = probe->probe(stop);
  return {answer.has_value(), answer ? "" : answer.error().what, probe->warnings()};
}

}  // namespace sluss::engine
