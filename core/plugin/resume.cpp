#include "plugin/resume.h"

namespace sluss {

// One place for its type: modules and the engine must mean the same.
Resumable::~Resumable() = default;

}  // namespace sluss
