#include "app/foreign_hands.h"

#include <array>
#include <pwd.h>
#include <set>
#include <sys/stat.h>

#include "base/folder.h"

namespace sluss::app {
namespace {

namespace fs = std::filesystem;

/// The group that Debian makes for each user: nobody else is in it.
bool is_own_group(const struct stat& status) {
  std::array<char, 16384> room{};
  struct passwd entry {};
  struct passwd* owner = nullptr;
  if (::getpwuid_r(status.st_uid, &entry, room.data(), room.size(), &owner) != 0 || owner == nullptr) return false;
  return owner->pw_gid == status.st_gid;
}

/// Empty: nobody but its owner.
std::string fault_of(const fs::path& path) {
  struct stat status {};
  if (::stat(path.c_str(), &status) != 0) return {};
  const auto name = path.lexically_normal().string();
  if ((status.st_mode & S_IWOTH) != 0)
    return name + " can be changed by everyone on this machine; do: chmod o-w " + name;
  if ((status.st_mode & S_IWGRP) != 0 && !is_own_group(status))
    return name + " can be changed by a whole group of people; do: chmod g-w " + name;
  return {};
}

}  // namespace

std::vector<std::string> writable_by_others(const std::vector<fs::path>& files) {
  std::set<fs::path> all(files.begin(), files.end());
  for (const auto& file : files) all.insert(file.parent_path());
  std::vector<std::string> faults;
  for (const auto& path : all) {
    if (auto fault = fault_of(path); !fault.empty()) faults.push_back(std::move(fault));
  }
  return faults;
}

std::vector<fs::path> modules_of(const fs::path& folder) {
  auto modules = names_in(folder);
  if (!modules) return {};
  std::erase_if(*modules, [](const fs::path& file) { return file.extension() != ".so"; });
  return std::move(*modules);
}

}  // namespace sluss::app
