#include "engine/fault_meaning.h"

namespace sluss::engine {
namespace {

/// Without a default: a new kind is a warning here, and warnings are errors.
FaultMeaning meaning_of(Fault fault) {
  switch (fault) {
    case Fault::config:
      return {fault, "The configuration is wrong",
              "It refuses to start, or to run the pipeline, and says file, line and column"};
    case Fault::data:
      return {fault, "This message, row or file is wrong",
              "It is parked with the reason, and waits for a corrected version or a person; the others go on"};
    case Fault::rejected:
      return {fault, "The target refused this message", "It is parked with the reason; the others go on"};
    case Fault::unavailable:
      return {fault, "The system was not reached, or was not ready",
              "It is tried again, after longer and longer waits (`retry:` in sluss.yaml)"};
    case Fault::throttled:
      return {fault, "The system asked to be slower", "It is tried again, not before the time that the system named"};
    case Fault::denied:
      return {fault, "The system does not let us in",
              "The connection is paused, since wrong passwords lock accounts, and a person is told; then `sluss "
              "connections resume`"};
    case Fault::internal:
      return {fault, "A bug in Sluss or in a plugin", "The message is parked with the reason; the others go on"};
    case Fault::cancelled:
      return {fault, "It was told to stop", "The work stays as it is, and goes on with the next start"};
    case Fault::unknown_outcome:
      return {fault, "It may have happened, or not: the answer was lost",
              "Never sent again blindly: the target is asked, or its keys settle it, or a person does"};
    case Fault::store:
      return {fault, "Sluss' own store cannot be read or written", "The run ends, and no message is blamed for it"};
  }
  return {fault, "", ""};
}

}  // namespace

const std::vector<FaultMeaning>& fault_meanings() {
  static const std::vector<FaultMeaning> all = [] {
    std::vector<FaultMeaning> meanings;
    for (const auto fault : {Fault::config, Fault::data, Fault::rejected, Fault::unavailable, Fault::throttled,
                             Fault::denied, Fault::internal, Fault::cancelled, Fault::unknown_outcome, Fault::store})
      meanings.push_back(meaning_of(fault));
    return meanings;
  }();
  return all;
}

}  // namespace sluss::engine
