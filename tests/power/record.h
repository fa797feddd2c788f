// How the calls of a program that change files are written down, one after the other, in the order the kernel saw them.
#pragma once

#include <cstdint>
#include <string>

namespace sluss::power {

/// In the environment of the recorded program: only calls below this folder count, and the file they are written to.
constexpr auto folder_variable = "SLUSS_RECORD_FOLDER";
constexpr auto file_variable = "SLUSS_RECORD_FILE";

enum class Call : std::uint32_t {
  create,    ///< an open that makes the file if it is not there
  truncate,  ///< to `at` bytes
  write,     ///< `bytes`, from `at` on
  sync,      ///< of a file or a folder, when it had been done
  rename,    ///< to `other`
  link,      ///< of `path`, under the new name `other`
  unlink,
  mkdir,
  answer,  ///< the first bytes that go out over a connection, when they were about to leave
};

/// Paths are relative to the folder; the folder itself is empty.
struct Record {
  Call call = Call::create;
  std::int64_t at = 0;
  std::string path, other, bytes;
};

/// What stands before each record's three texts in the file.
struct RecordHead {
  std::uint32_t call = 0, path = 0, other = 0, bytes = 0;
  std::int64_t at = 0;
};

}  // namespace sluss::power
