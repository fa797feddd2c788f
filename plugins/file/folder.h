// A folder that is open: every name is looked up beneath it, so nothing outside can be reached by renaming or linking.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <sys/stat.h>
#include <vector>

#include "base/file_name.h"
#include "plugin/sdk.h"

namespace sluss::file {

/// A file descriptor that closes itself.
class Descriptor {
 public:
  Descriptor() = default;
  explicit Descriptor(int number) : number_(number) {}
  ~Descriptor() { reset(); }
  Descriptor(Descriptor&& other) noexcept : number_(other.number_) { other.number_ = -1; }
  Descriptor& operator=(Descriptor&& other) noexcept;
  [[nodiscard]] bool is_open() const { return number_ >= 0; }
  [[nodiscard]] int get() const { return number_; }
  void reset() noexcept;

 private:
  int number_ = -1;
};

/// What tells one state of a file from another.
struct Stamp {
  std::uint64_t device = 0, inode = 0;
  std::int64_t size = 0;
  std::int64_t modified = 0, changed = 0;  ///< nanoseconds since 1970

  /// The same file, with the same size and time of change to its content.
  [[nodiscard]] bool same_content(const Stamp& other) const;
  /// "device/inode/size/modified/changed".
  [[nodiscard]] std::string text() const;
};

[[nodiscard]] Stamp stamp_of(const struct stat& status);

/// The error of a system call that failed: "<what>: <the system's reason>". Not allowed: Fault::denied; all else,
/// a full disk too: Fault::unavailable.
[[nodiscard]] tl::unexpected<Error> system_failure(const std::string& what, int error_number);

class Folder {
 public:
  /// Fault::unavailable when it is missing or is no folder.
  [[nodiscard]] Result<void> open(const std::filesystem::path& path);
  /// A folder at a path that is relative to another one. A symbolic link is no folder: whoever may write into the other
  /// one does not choose where files go.
  [[nodiscard]] Result<void> open_within(const Folder& other, const std::filesystem::path& path);
  void close() noexcept { descriptor_.reset(); }
  [[nodiscard]] bool is_open() const { return descriptor_.is_open(); }
  [[nodiscard]] int descriptor() const { return descriptor_.get(); }
  [[nodiscard]] const std::filesystem::path& path() const { return path_; }

  /// All names but "." and "..", in no order.
  [[nodiscard]] Result<std::vector<std::string>> names() const;
  /// The stamp of a regular file; nullopt for anything else: missing, a folder, a symbolic link, a device.
  [[nodiscard]] std::optional<Stamp> regular_file(const std::string& name) const;
  /// Does somebody hold the file open to write it? False also where the system does not tell: of another user's file
  /// without CAP_LEASE, on some network shares.
  [[nodiscard]] bool is_open_for_writing(const std::string& name) const;
  /// Does anything stand under that name?
  [[nodiscard]] bool has(const std::string& name) const;
  /// The bytes of a regular file; nullopt when nothing stands under that name. Fault::data when it is another thing
  /// than a file, or larger than that.
  [[nodiscard]] Result<std::optional<std::string>> content(const std::string& name, std::int64_t largest) const;
  /// May this process use the folder so? Mode as for access(2).
  [[nodiscard]] Result<void> allows(int mode, const std::string& purpose) const;
  /// Makes what was written, renamed and removed in the folder survive a power cut.
  [[nodiscard]] Result<void> sync() const;

 private:
  std::filesystem::path path_;
  Descriptor descriptor_;
};

/// What became of a renaming that never overwrites.
enum class Renamed { done, name_taken };

/// Moves a file to a name that is free, within one file system. When the name is the same file's already (a move by
/// link was interrupted), that move is finished.
[[nodiscard]] Result<Renamed> rename_to_free_name(const Folder& from, const std::string& name, const Folder& to,
                                                  const std::string& new_name);

}  // namespace sluss::file
