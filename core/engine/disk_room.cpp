#include <sys/statvfs.h>

#include "engine/alarms.h"

namespace sluss::engine {
namespace {

std::uintmax_t size_of(const std::filesystem::path& file) {
  std::error_code failed;
  const auto size = std::filesystem::file_size(file, failed);
  return failed ? 0 : size;
}

}  // namespace

Result<Room> room_of(const std::filesystem::path& store) {
  struct statvfs disk {};
  const auto folder = store.has_parent_path() ? store.parent_path() : std::filesystem::path(".");
  if (::statvfs(folder.c_str(), &disk) != 0)
    return fail(Fault::unavailable,
                "The room on the disk under " + folder.string() + " cannot be told; does it exist?");
  const auto log = std::filesystem::path(store.string() + "-wal");
  return Room{std::uintmax_t{disk.f_bavail} * disk.f_frsize, size_of(store) + size_of(log)};
}

}  // namespace sluss::engine
