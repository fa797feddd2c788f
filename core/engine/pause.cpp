#include "engine/pause.h"

namespace sluss::engine {
namespace {

Result<void> write_down(store::Transaction& transaction, const std::string& action, const std::string& connection,
                        const Decider& decider) {
  return transaction.audit().add({decider.at, decider.who, action, connection, decider.reason});
}

}  // namespace

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

Result<void> pause_outlet(store::Transaction& transaction, const std::string& outlet, const Decider& decider) {
  SLUSS_TRY_ASSIGN(state, transaction.connections().find(outlet));
  state.paused = "by a person: " + decider.reason;
  SLUSS_TRY(transaction.connections().set(state));
  return write_down(transaction, "pause", outlet, decider);
}

Result<void> resume_outlet(store::Transaction& transaction, const std::string& outlet, const Decider& decider) {
  SLUSS_TRY(transaction.connections().set({outlet, 0, std::nullopt, "", ""}));
  return write_down(transaction, "resume", outlet, decider);
}

Result<Resumed> resume_inlet(store::Transaction& transaction, const std::string& inlet, const Decider& decider) {
  SLUSS_TRY_ASSIGN(forgotten, transaction.readings().forget(inlet));
  SLUSS_TRY_ASSIGN(state, transaction.connections().find(inlet));
  const Resumed resumed{!state.paused.empty(), forgotten};
  state.paused.clear();
  SLUSS_TRY(transaction.connections().set(state));
  SLUSS_TRY(write_down(transaction, "resume", inlet, decider));
  return resumed;
}

std::string paused_text(const std::string& connection, const std::string& why) {
  return connection + ": paused: " + why + ". When that is mended: sluss connections resume " + connection;
}

}  // namespace sluss::engine
