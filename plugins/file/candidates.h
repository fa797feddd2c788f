// Which files of a folder are to be read, and when a file is ready. No I/O but looking.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "folder.h"

namespace sluss::file {

struct Candidate {
  std::string name;
  Stamp stamp;
};

/// The regular files that are wanted, oldest first, of the same age by name. With a marker: only those that have one.
[[nodiscard]] Result<std::vector<Candidate>> find_candidates(const Folder& folder, std::string_view pattern,
                                                             const std::string& marker);

/// Decides whether a file has come to rest. Fed with looks at it; knows no clock of its own.
class QuietWatch {
 public:
  using Moment = std::chrono::steady_clock::time_point;

  /// `now` is when `first` was seen.
  QuietWatch(std::chrono::seconds quiet, const Stamp& first, Moment now);
  /// Takes a new look at the file. `wall` is the time of day, in nanoseconds since 1970.
  void look(const Stamp& stamp, Moment now, std::int64_t wall);
  /// How much longer the file must stay as it is; zero or less: it may be read.
  [[nodiscard]] std::chrono::nanoseconds remaining() const { return remaining_; }

 private:
  std::chrono::nanoseconds quiet_;
  Stamp stamp_;
  Moment unchanged_since_;
  std::chrono::nanoseconds remaining_;
};

}  // namespace sluss::file
