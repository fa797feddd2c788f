// What came of one night.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "message/message.h"
#include "plugin/codec.h"

namespace sluss::trial {

/// A message that came out.
struct CameOut {
  std::string way;   ///< in a connector's test the way in, in a pipeline's the way out: "peppol.invoices"
  std::string name;  ///< what a test calls it: an invoice's number, any other message's key
  Change change = Change::added;
  Value body;
  std::vector<Document> documents;  ///< as they would be delivered
};

/// A message that ended on its way.
struct Ended {
  std::string key, place, reason;
  std::string channel = {};  ///< the way in it came by, or the pipeline that made it
  std::int64_t line = 0;     ///< where it stood in what it came in; 0: in nothing
};

struct NightResult {
  std::vector<CameOut> out;
  std::vector<Ended> parked, filtered;
  std::vector<std::string> collected;  ///< keys
  bool only_collects = false;          ///< the pipeline has no ways out: what it collects is all that comes of it
  std::vector<std::string> troubles;
};

}  // namespace sluss::trial
