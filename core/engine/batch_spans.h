// What the messages of one transaction were at: kept until it is committed, since what is rolled back never was.
#pragma once

#include <string>
#include <vector>

#include "observe/span.h"
#include "store/store.h"

namespace sluss::engine {

/// Without a tracer it does nothing. Messages go through the steps in batches: a batch's time is that of each in it.
class BatchSpans {
 public:
  explicit BatchSpans(observe::Tracer* tracer) : tracer_(tracer) {}

  /// A batch begins.
  void begin();
  /// What has been done with it since it began, or since the last of these.
  void lap(const std::string& name);
  /// A message of the batch, as it was left.
  void add(const store::StoredMessage& message, std::int64_t run);
  /// All that were added are stored; committing them began then.
  void committed(observe::Moment begin);
  void forget() { waiting_.clear(); }

 private:
  struct Lap {
    std::string name;
    observe::Moment begin, end;
  };

  observe::Tracer* tracer_;
  observe::Moment begin_{}, last_{};
  std::vector<Lap> laps_;               ///< of this batch
  std::vector<observe::Span> waiting_;  ///< for the commit; the last of each message is that of all of it
};

}  // namespace sluss::engine
