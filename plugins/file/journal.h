// The record, within a folder, of what was delivered into it: it makes a repeated delivery harmless.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "folder.h"

namespace sluss::file {

/// One file of a delivery.
struct Delivered {
  std::string name;    ///< final name
  std::string digest;  ///< of its bytes, in hexadecimal
};

/// One delivery: its key and its files.
struct Entry {
  std::string key;
  std::vector<Delivered> files;
};

/// A delivery is one line, so that after a crash it is there as a whole or not at all:
/// key, and for each file its name and digest, separated by tabs.
[[nodiscard]] std::string to_line(const Entry& entry);
/// Reads a line without its end; nullopt when it is damaged. The key comes back as it stands in the line.
[[nodiscard]] std::optional<Entry> parse_line(std::string_view line);

/// Several processes and connections may share a folder: all work on the journal is done under `lock`.
class Journal {
 public:
  static constexpr const char* file_name = ".sluss-delivered";

  /// Holds the journal's lock as long as it lives.
  class Lock {
   public:
    explicit Lock(const Descriptor& descriptor) : descriptor_(&descriptor) {}
    ~Lock();
    Lock(Lock&& other) noexcept : descriptor_(std::exchange(other.descriptor_, nullptr)) {}
    Lock& operator=(Lock&&) = delete;

   private:
    const Descriptor* descriptor_;
  };

  enum class Use { read, write };

  /// Opens the journal and reads it. For `write` it is made when it is missing, and a line that a crash cut off is
  /// cleared away. For `read` nothing is changed: one that is missing stays so, and the journal closed.
  [[nodiscard]] Result<void> open(const Folder& folder, Use use = Use::write);
  void close() noexcept;
  [[nodiscard]] bool is_open() const { return descriptor_.is_open(); }
  [[nodiscard]] bool is_open_for(Use use) const { return is_open() && (use == Use::read || use_ == Use::write); }

  /// Takes the lock and reads what others have added since.
  [[nodiscard]] Result<Lock> lock();
  /// The files of an earlier delivery, or null.
  [[nodiscard]] const std::vector<Delivered>* find(const std::string& key) const;
  /// Adds deliveries, and has them on disk when it returns. Needs the lock, and to be open for `write`. After an error
  /// the journal is closed: what reached the disk is seen when it is opened again.
  [[nodiscard]] Result<void> add(const std::vector<Entry>& entries);

 private:
  [[nodiscard]] Result<void> catch_up();
  [[nodiscard]] Result<void> take_lines(std::string_view text);
  [[nodiscard]] tl::unexpected<Error> failure(const std::string& what);

  Descriptor descriptor_;
  Use use_ = Use::write;
  std::string path_;
  std::int64_t read_to_ = 0;  ///< up to here the file is in `delivered_`
  std::int64_t lines_ = 0;
  std::unordered_map<std::string, std::vector<Delivered>> delivered_;  ///< by the key as it stands in a line
};

}  // namespace sluss::file
