// Makes a test of what would come in now, with nobody in it. docs/decisions/0036-recorded-tests-hold-records.md tells
// why it is as it is.
#pragma once

#include <filesystem>
#include <map>
#include <set>
#include <stop_token>
#include <string>
#include <vector>

#include "base/clock.h"
#include "config/configuration.h"
#include "plugin/registry.h"

namespace sluss::trial {

struct RecordingWish {
  std::string pipeline;  ///< that is there
  std::string file;      ///< the test's name: it ends in _test.yaml
  std::size_t rows = 5;  ///< of each way in; and the first of those that are parked or filtered for each reason
  std::set<std::string, std::less<>> keep = {};  ///< columns that tell of nobody, though nothing says so
};

/// What was taken of one way in.
struct RecordedWay {
  std::string way;
  std::size_t taken = 0, seen = 0;
  bool is_all = true;                                 ///< false: there was more than was looked at
  std::int64_t unreadable = 0;                        ///< records that the format could not read: they are left out
  std::string left_out = {};                          ///< why nothing was taken; else empty
  std::vector<std::string> replaced = {}, kept = {};  ///< columns
};

struct Recording {
  /// The test and its files of what is right, by their paths from the folder that the test lies in.
  std::map<std::filesystem::path, std::string> files;
  std::vector<RecordedWay> ways;
  std::size_t answers = 0;         ///< of other systems
  std::size_t unanswered = 0;      ///< messages that they had no answer about: in the test they are parked
  std::vector<std::string> notes;  ///< what a person should know
};

/// Reads the pipeline's sources as a plan does, and leaves them as they are; asks other systems where steps do. Nothing
/// is written but in a folder that goes afterwards. The recorded test passes. Error, for people: a source or another
/// system could not be reached; Fault::config when nothing comes in, or when somebody of the real exchange would be
/// left in the test.
[[nodiscard]] Result<Recording> record(const config::Configuration& configuration, const Registry& registry,
                                       const Clock& clock, const RecordingWish& wish, const std::stop_token& stop);

}  // namespace sluss::trial
