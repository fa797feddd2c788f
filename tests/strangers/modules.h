// The plugins of this build.
#pragma once

#include "plugin/module_loader.h"

namespace sluss {

/// What the plugins made lives in their modules: the registry stays until the process ends.
inline const Registry& registry() {
  static const auto* const everything = [] {
    auto* made = new Registry;
    // One that another target has not built anew may be refused; the tests miss those that they need by name.
    (void)load_modules(SLUSS_MODULES, *made);
    return made;
  }();
  return *everything;
}

}  // namespace sluss
