#include "plugin/review.h"

namespace sluss {

// One place for its type: modules and the engine must mean the same.
Reviewer::~Reviewer() = default;

}  // namespace sluss
