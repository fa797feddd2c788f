// A preview as a person reads it.
#pragma once

#include <iosfwd>

#include "engine/preview.h"

namespace sluss::app {

void print_preview(std::ostream& out, const engine::Preview& preview);

}  // namespace sluss::app
