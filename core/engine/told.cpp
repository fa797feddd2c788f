#include "engine/told.h"

#include "base/digest.h"

namespace sluss::engine {
namespace {

/// Whatever its sender calls it, it is short here.
std::string cursor_of(const std::string& event) { return "event " + to_hex(digest(event)); }

bool waits_for_a_person(const store::Known& known) {
  return known.state == store::State::held || known.state == store::State::rejected;
}

}  // namespace

Result<bool> is_told(store::Transaction& transaction, const std::string& channel, const std::string& event,
                     const std::optional<store::Known>& known) {
  if (event.empty()) return false;
  SLUSS_TRY_ASSIGN(told, transaction.cursors().find(channel, cursor_of(event)));
  if (!told) return false;
  const bool is_anew = known && waits_for_a_person(*known) && std::to_string(known->message) == told->version;
  return !is_anew;
}

Result<void> note_told(store::Transaction& transaction, const std::string& channel, const std::string& event,
                       const Told& told) {
  if (event.empty()) return {};
  return transaction.cursors().set({channel, cursor_of(event), std::to_string(told.message), 1, told.run});
}

}  // namespace sluss::engine
