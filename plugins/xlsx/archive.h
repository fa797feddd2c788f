// The zip archive that an .xlsx is, opened with distrust.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>
#include <zip.h>

#include "base/result.h"
#include "container.h"
#include "workbook_limits.h"

namespace sluss::xlsx {

/// How much may still be unpacked.
struct Budget {
  std::uint64_t used = 0;
  std::uint64_t limit = 0;
};

/// A part's bytes as they are unpacked. Must not outlive its archive.
class PartStream {
 public:
  /// The number of bytes, 0 at the end. Error: Fault::data for a damaged part and for one beyond the limits.
  [[nodiscard]] Result<std::size_t> read(std::span<char> buffer);
  [[nodiscard]] const std::string& part() const { return part_; }

 private:
  friend class Archive;
  struct Close {
    void operator()(zip_file_t* file) const { zip_fclose(file); }
  };
  std::unique_ptr<zip_file_t, Close> file_;
  std::string part_;
  std::uint64_t packed_ = 0, stated_ = 0, unpacked_ = 0;  ///< bytes; `stated_` is what the archive says of `unpacked_`
  Budget* budget_ = nullptr;
};

class Archive {
 public:
  /// Opens the archive and unpacks every part once, to nowhere: so a bomb, a damaged part or a DOCTYPE is found before
  /// any row goes on. All parts together may unpack to `unpacked_limit` bytes.
  /// Error: Fault::data; README.md lists what is refused.
  [[nodiscard]] static Result<std::unique_ptr<Archive>> open(Descriptor file,
                                                             std::uint64_t unpacked_limit = limits::unpacked_bytes);

  /// Of all parts, as the archive writes them, in its order.
  [[nodiscard]] std::vector<std::string> names() const;
  /// All of a part.
  [[nodiscard]] Result<std::string> read_part(const std::string& part);
  [[nodiscard]] bool has(const std::string& part) const;
  /// Names are told apart as the format does: without regard to ASCII case. Error: Fault::data when it is missing.
  [[nodiscard]] Result<PartStream> open_part(const std::string& part);
  /// Does this ASCII word stand anywhere in the part?
  [[nodiscard]] Result<bool> contains(const std::string& part, std::string_view word);

 private:
  struct Entry {
    zip_uint64_t index = 0;
    std::uint64_t packed = 0, unpacked = 0;  ///< bytes, as the archive states
  };
  struct Discard {
    void operator()(zip_t* zip) const { zip_discard(zip); }
  };
  explicit Archive(zip_t* zip) : zip_(zip) {}
  Result<void> list_entries();
  Result<void> add_entry(zip_uint64_t index);
  Result<void> unpack_all(std::uint64_t unpacked_limit);

  std::unique_ptr<zip_t, Discard> zip_;
  std::map<std::string, Entry> entries_;  ///< by name in lower case
  Budget budget_;
};

}  // namespace sluss::xlsx
