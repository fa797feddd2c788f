#include "engine/backup.h"

#include <algorithm>
#include <fcntl.h>
#include <unistd.h>

#include "base/counted.h"
#include "base/folder.h"
#include "base/text.h"
#include "engine/run_lock.h"
#include "store/store_file.h"

namespace sluss::engine {
namespace {

namespace fs = std::filesystem;
using store::Reading;

constexpr std::string_view unfinished = ".part";
constexpr std::string_view moment_pattern = "????????T??????Z";

/// Hidden, beside the final name.
fs::path unfinished_name(const fs::path& file) {
  return file.parent_path() / ("." + file.filename().string() + std::string(unfinished));
}

Result<void> folder_on_disk(const fs::path& folder) {
  const auto opened = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  const bool done = opened >= 0 && ::fsync(opened) == 0;
  if (opened >= 0) ::close(opened);
  return done ? Result<void>() : fail(Fault::unavailable, folder.string() + " could not be brought to the disk");
}

std::string own_pattern(const fs::path& store) {
  return store.stem().string() + "-" + std::string(moment_pattern) + store.extension().string();
}

/// Backups of this store in the folder, oldest first. Others' files, and what cannot be read, are left alone.
std::vector<fs::path> own_backups(const fs::path& folder, const fs::path& store, const Digest& identity) {
  std::vector<fs::path> own;
  for (const auto& path : names_in(folder).value_or(std::vector<fs::path>())) {
    if (!matches_glob(own_pattern(store), path.filename().string())) continue;
    const auto marks = store::marks_of(path, Reading::still);
    if (marks && marks->identity == identity) own.push_back(path);
  }
  std::sort(own.begin(), own.end());
  return own;
}

/// A backup that was killed has left its unfinished file, which holds personal data. Our lock says that nobody makes
/// one of this store now.
void remove_left_behind(const fs::path& target, const fs::path& folder, const fs::path& store) {
  std::vector<fs::path> left = {unfinished_name(target)};
  for (const auto& path : names_in(folder).value_or(std::vector<fs::path>())) {
    const auto name = path.filename().string();
    if (matches_glob("." + own_pattern(store) + std::string(unfinished), name)) left.push_back(path);
  }
  for (const auto& file : left) remove_store(file);
}

Result<void> check_may_be_replaced(const BackupOrder& order, const fs::path& file, const store::StoreMarks& present) {
  if (!fs::exists(fs::symlink_status(file))) return {};
  if (order.existing == Existing::refuse)
    return fail(Fault::config, file.string() + " exists already; name another file, or give --replace");
  const auto old = store::marks_of(file, Reading::still);
  if (old && old->is_earlier_state_of(present)) return {};
  return fail(Fault::config,
              file.string() + " is not replaced: it is no earlier backup of this store; name another file");
}

std::vector<fs::path> remove_oldest(std::vector<fs::path> own, const fs::path& made, std::size_t keep) {
  // Whatever the clock did, the one that was just made and verified stays.
  std::erase(own, made);
  std::vector<fs::path> removed;
  for (std::size_t i = 0; own.size() - i > keep - 1; ++i) {
    remove_store(own[i]);
    removed.push_back(own[i]);
  }
  return removed;
}

}  // namespace

std::string moment_in_name(Instant at) {
  auto text = to_iso(at);
  std::erase_if(text, [](char c) { return c == '-' || c == ':'; });
  return text;
}

fs::path free_name(const fs::path& file) {
  auto name = file;
  for (int i = 2; fs::exists(fs::symlink_status(name)); ++i) name = file.string() + "-" + std::to_string(i);
  return name;
}

Result<void> rename_for_good(const fs::path& from, const fs::path& to) {
  std::error_code failed;
  fs::rename(from, to, failed);
  if (failed) return fail(Fault::unavailable, from.string() + " could not be renamed: " + failed.message());
  return folder_on_disk(to.parent_path());
}

void remove_store(const fs::path& file) {
  std::error_code gone;
  for (const auto& suffix : store::store_suffixes()) fs::remove(file.string() + suffix, gone);
}

Result<void> copy_verified(const fs::path& store, const fs::path& file, const store::SealingKeys& keys) {
  const auto part = unfinished_name(file);
  remove_store(part);
  auto copied = store::copy_store(store, Reading::in_use, part);
  if (copied) {
    const auto faults = store::faults_of(part, Reading::still, keys);
    if (!faults) copied = fail(faults.error());
    else if (!faults->empty())
      copied = fail(Fault::internal, "no backup was made: the copy, and so the store, has " +
                                         counted(faults->size(), "fault") + ":\n" + join(*faults, "\n"));
  }
  if (copied) copied = rename_for_good(part, file);
  if (!copied) remove_store(part);
  return copied;
}

Result<Backup> back_up(const BackupOrder& order) {
  SLUSS_TRY_ASSIGN(alone, RunLock::take(order.store, store_lock));
  const auto held = std::move(alone);
  SLUSS_TRY_ASSIGN(present, store::marks_of(order.store, Reading::in_use));
  const auto target = fs::absolute(order.target).lexically_normal();
  const bool into_folder = fs::is_directory(target);
  if (order.keep && !into_folder) return fail(Fault::config, "--keep goes with a folder, not with a file");
  if (order.keep && *order.keep == 0) return fail(Fault::config, "--keep 0 would keep no backup at all");
  const auto folder = into_folder ? target : target.parent_path();
  const auto name = order.store.stem().string() + "-" + moment_in_name(order.at) + order.store.extension().string();
  const auto file = into_folder ? target / name : target;
  if (!fs::is_directory(folder)) return fail(Fault::config, "there is no folder " + folder.string());
  std::error_code failed;
  if (fs::equivalent(file, order.store, failed)) return fail(Fault::config, file.string() + " is the store itself");
  SLUSS_TRY(check_may_be_replaced(order, file, present));
  remove_left_behind(file, folder, order.store);
  SLUSS_TRY(copy_verified(order.store, file, order.keys));
  Backup made{file, {}};
  if (order.keep) made.removed = remove_oldest(own_backups(folder, order.store, present.identity), file, *order.keep);
  return made;
}

}  // namespace sluss::engine
