// Compares what came of a night with what was expected of it.
#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "trial/night_result.h"
#include "trial/stage.h"

namespace sluss::trial {

/// One thing that is not as expected.
struct Failure {
  Mark mark;
  std::string text;   ///< what was expected and what was found
  std::string paste;  ///< a line that can be put into the test where it is right as it is; may be empty
};

/// Files that hold what is right, by their paths, as they would be now.
using GoldenFiles = std::map<std::filesystem::path, std::string>;

struct Verdict {
  std::vector<Failure> failures;
  GoldenFiles golden;  ///< all that the night's expectations name
};

/// Why a message ended, without the place that the reason of a faulty row begins with.
[[nodiscard]] std::string reason_alone(const Ended& ended);

/// What to do about a file of what is right that says otherwise.
enum class Golden { compare, update };

/// `ways` are those that messages may come out by. Each message that came out, was parked or was filtered is mentioned
/// by an expectation, or is a failure. With Golden::update files of what is right are taken for right; nothing is
/// written here.
[[nodiscard]] Verdict judge(const Expectations& expect, const NightResult& result, const std::vector<std::string>& ways,
                            const std::filesystem::path& folder, Golden golden);

}  // namespace sluss::trial
