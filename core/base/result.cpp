#include "base/result.h"

namespace sluss {

const char* name_of(Fault fault) {
  switch (fault) {
    case Fault::config: return "config";
    case Fault::data: return "data";
    case Fault::rejected: return "rejected";
    case Fault::unavailable: return "unavailable";
    case Fault::throttled: return "throttled";
    case Fault::denied: return "denied";
    case Fault::internal: return "internal";
    case Fault::cancelled: return "cancelled";
    case Fault::unknown_outcome: return "unknown_outcome";
    case Fault::store: return "store";
  }
  return "internal";
}

}  // namespace sluss
