#include "plugin/warnings.h"

namespace sluss {

// One place for its type: modules and the program must mean the same.
Warner::~Warner() = default;

}  // namespace sluss
