// Looking at names and personal numbers: only when asked for, and never without a row in the audit log.
#pragma once

#include <string>

#include "base/clock.h"
#include "store/store.h"

namespace sluss::app {

/// Who gives the command: the user's name on this machine, before any sudo.
[[nodiscard]] std::string who();

/// Writes down that someone is about to see personal data. Throws Stop when that cannot be written.
void audit_look(store::Store& store, const Clock& clock, const std::string& what, const std::string& reason);

}  // namespace sluss::app
