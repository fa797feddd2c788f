#include "base/folder.h"

namespace sluss {

namespace fs = std::filesystem;

Result<std::vector<fs::path>> names_in(const fs::path& folder) {
  std::vector<fs::path> names;
  std::error_code failed;
  auto entry = fs::directory_iterator(folder, failed);
  if (failed == std::errc::no_such_file_or_directory) return names;
  for (; !failed && entry != fs::directory_iterator(); entry.increment(failed)) names.push_back(entry->path());
  if (!failed) return names;
  return fail(Fault::unavailable,
              "the folder " + folder.string() + " cannot be read; may the user that runs Sluss read it?");
}

}  // namespace sluss
