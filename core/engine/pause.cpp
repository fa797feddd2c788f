#include "engine/pause.h"

namespace sluss::engine {

Result<std::string> why_paused(store::Store& store, const std::string& inlet) {
  SLUSS_TRY_ASSIGN(reading, store.begin(store::Access::read));
  SLUSS_TRY_ASSIGN(state, reading->connections().find(inlet));
  return state.paused;
}

Result<void> pause_inlet(store::Store& store, const std::string& inlet, const std::string& why) {
  SLUSS_TRY_ASSIGN(writing, store.begin(store::Access::write));
  SLUSS_TRY_ASSIGN(state, writing->connections().find(inlet));
  state.name = inlet;
  state.trouble = state.paused = why;
  SLUSS_TRY(writing->connections().set(state));
  return writing->commit();
}

std::string paused_text(const std::string& connection, const std::string& why) {
  return connection + ": paused: " + why + ". When that is mended: sluss connections resume " + connection;
}

}  // namespace sluss::engine
