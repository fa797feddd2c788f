#include "base/one_at_a_time.h"

namespace sluss {

std::unique_lock<std::mutex> one_at_a_time() {
  static std::mutex mutex;
  return std::unique_lock(mutex);
}

}  // namespace sluss
