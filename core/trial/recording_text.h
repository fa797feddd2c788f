// A recorded test as it is written.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "base/clock.h"
#include "message/message.h"
#include "trial/asked.h"
#include "trial/night_result.h"

namespace sluss::trial {

/// What came in by one way, with nobody in it.
struct RecordedGiven {
  std::string way;
  std::shared_ptr<const Columns> columns;
  std::vector<Value> records;
};

struct RecordedTest {
  std::string file;  ///< its name
  std::string pipeline;
  Instant at{};
  std::vector<RecordedGiven> given;
  std::vector<Asked> answers;
  std::vector<std::string> ways_out;
};

/// What is given, as the file of the test begins; and all of it, with what came of it. Files of what is right lie below
/// golden/, in a folder of the test's own.
[[nodiscard]] std::string given_to_yaml(const RecordedTest& test);
[[nodiscard]] std::string to_yaml(const RecordedTest& test, const NightResult& result);

}  // namespace sluss::trial
