#include "candidates.h"

#include <algorithm>
#include <tuple>

namespace sluss::file {
namespace {

using std::chrono::nanoseconds;

/// Two looks this far apart tell a file that is being copied, whatever its time stamp says.
constexpr nanoseconds between_looks = std::chrono::milliseconds(200);

}  // namespace

Result<std::vector<Candidate>> find_candidates(const Folder& folder, std::string_view pattern,
                                               const std::string& marker) {
  SLUSS_TRY_ASSIGN(names, folder.names());
  std::vector<Candidate> found;
  for (auto& name : names) {
    if (!is_wanted(name, pattern, marker)) continue;
    if (!marker.empty() && !folder.regular_file(name + marker)) continue;
    if (const auto stamp = folder.regular_file(name)) found.push_back({std::move(name), *stamp});
  }
  std::sort(found.begin(), found.end(), [](const Candidate& a, const Candidate& b) {
    return std::tie(a.stamp.modified, a.name) < std::tie(b.stamp.modified, b.name);
  });
  return found;
}

QuietWatch::QuietWatch(std::chrono::seconds quiet, const Stamp& first, Moment now)
    : quiet_(quiet), stamp_(first), unchanged_since_(now), remaining_(quiet) {}

void QuietWatch::look(const Stamp& stamp, Moment now, std::int64_t wall) {
  if (!stamp.same_content(stamp_)) {
    stamp_ = stamp;
    unchanged_since_ = now;
  }
  const nanoseconds watched = now - unchanged_since_;
  const nanoseconds age(wall - stamp.modified);
  // Our own watching is enough where the clock that stamped the file runs ahead.
  remaining_ = std::min(quiet_ - watched, std::max(quiet_ - age, std::min(quiet_, between_looks) - watched));
}

}  // namespace sluss::file
