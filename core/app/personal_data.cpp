#include "app/personal_data.h"

#include <cstdlib>
#include <pwd.h>
#include <unistd.h>

#include "app/workplace.h"

namespace sluss::app {

std::string who() {
  if (const auto* before_sudo = std::getenv("SUDO_USER")) return before_sudo;
  const auto* entry = ::getpwuid(::getuid());
  return entry != nullptr ? entry->pw_name : "user " + std::to_string(::getuid());
}

void audit_look(store::Store& store, const Clock& clock, const std::string& what, const std::string& reason) {
  const auto transaction = must(store.begin(store::Access::write));
  must(transaction->audit().add({clock.now(), who(), "look", what, reason}));
  must(transaction->commit());
}

}  // namespace sluss::app
