#include "store/sqlite_log.h"

#include <cstdint>
#include <fstream>
#include <span>
#include <vector>

// https://www.sqlite.org/fileformat2.html#the_write_ahead_log

namespace sluss::store {
namespace {

constexpr std::uint32_t magic = 0x377f0682;  // the lowest bit says in which order the checksums read bytes
constexpr std::size_t header_size = 32, frame_header_size = 24;
constexpr std::size_t summed_of_header = 24, summed_of_frame_header = 8;
constexpr std::uint32_t usual_page = 4096;
// Another program may be writing: what is damaged stays damaged, what was half written does not.
constexpr int looks = 3;

using Bytes = std::span<const char>;

std::uint32_t number(Bytes bytes, std::size_t at) {
  std::uint32_t value = 0;
  for (const char byte : bytes.subspan(at, 4)) value = value << 8U | static_cast<std::uint8_t>(byte);
  return value;
}

/// SQLite's own; carried on from frame to frame.
class Checksum {
 public:
  explicit Checksum(bool big_endian) : big_endian_(big_endian) {}

  void add(Bytes bytes) {
    for (std::size_t at = 0; at + 8 <= bytes.size(); at += 8) {
      first_ += word(bytes, at) + second_;
      second_ += word(bytes, at + 4) + first_;
    }
  }
  [[nodiscard]] bool is(Bytes bytes, std::size_t at) const {
    return number(bytes, at) == first_ && number(bytes, at + 4) == second_;
  }

 private:
  [[nodiscard]] std::uint32_t word(Bytes bytes, std::size_t at) const {
    const auto value = number(bytes, at);
    return big_endian_ ? value : __builtin_bswap32(value);
  }

  bool big_endian_;
  std::uint32_t first_ = 0, second_ = 0;
};

/// The salts that all frames of one round through the log share.
struct Salts {
  std::uint32_t first = 0, second = 0;
  friend bool operator==(const Salts&, const Salts&) = default;
};

bool read(std::ifstream& log, std::vector<char>& bytes) {
  return static_cast<bool>(log.read(bytes.data(), static_cast<std::streamsize>(bytes.size())));
}

/// How many commits of the log's present round lie at or beyond the first frame that is not as it was written.
int commits_lost(std::ifstream& log) {
  std::vector<char> header(header_size);
  if (!read(log, header)) return 0;
  Checksum sum((number(header, 0) & 1U) != 0);
  sum.add(Bytes(header).first(summed_of_header));
  const bool header_is_sound = (number(header, 0) & ~1U) == magic && sum.is(header, summed_of_header);
  const auto page_size = header_is_sound ? number(header, 8) : usual_page;
  Salts salts{number(header, 16), number(header, 20)};
  bool sound = header_is_sound;
  int lost = 0;
  std::vector<char> frame(frame_header_size + page_size);
  for (bool first = true; read(log, frame); first = false) {
    const Salts own{number(frame, 8), number(frame, 12)};
    if (first && !header_is_sound) salts = own;
    if (sound) {
      sum.add(Bytes(frame).first(summed_of_frame_header));
      sum.add(Bytes(frame).subspan(frame_header_size));
      sound = own == salts && sum.is(frame, 16);
    }
    if (!sound && own == salts && number(frame, 4) != 0) ++lost;
  }
  return lost;
}

}  // namespace

Result<void> check_log(const std::filesystem::path& database) {
  const auto file = database.string() + "-wal";
  for (int look = 0; look < looks; ++look) {
    std::ifstream log(file, std::ios::binary);
    if (!log || commits_lost(log) < 2) return {};
  }
  return fail(Fault::store, "the store's log " + file +
                                " is damaged: work that was finished can no longer be read from it. Restore the store "
                                "from a backup, and keep the damaged files for whoever looks into it");
}

}  // namespace sluss::store
