#include "container.h"

#include <array>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "finder.h"
#include "workbook_limits.h"

namespace sluss::xlsx {
namespace {

constexpr std::string_view ole_signature = "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1";
constexpr std::string_view zip_signature = "PK\x03\x04";

tl::unexpected<Error> system_failure(const std::string& what, int code) {
  return fail(Fault::unavailable, what + ": " + std::strerror(code));
}

tl::unexpected<Error> too_large() {
  return fail(Fault::data, "the workbook is larger than " + std::to_string(limits::file_bytes / limits::mebibyte) +
                               " MiB; divide it into several files");
}

Result<Descriptor> unnamed_file() {
  std::error_code error;
  auto name = (std::filesystem::temp_directory_path(error) / "sluss-xlsx-XXXXXX").string();
  Descriptor file(error ? -1 : ::mkostemp(name.data(), O_CLOEXEC));
  if (!file.is_open()) return system_failure("no file can be made in the folder for temporary files (TMPDIR)", errno);
  ::unlink(name.c_str());
  return file;
}

Result<void> write_all(const Descriptor& file, std::string_view bytes) {
  while (!bytes.empty()) {
    const auto written = ::write(file.get(), bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return system_failure("the workbook cannot be kept in the folder for temporary files", errno);
    bytes.remove_prefix(static_cast<std::size_t>(written));
  }
  return {};
}

Result<Descriptor> spool(Input& input) {
  SLUSS_TRY_ASSIGN(file, unnamed_file());
  std::string buffer(std::size_t{64} * 1024, '\0');
  for (std::uint64_t total = 0;;) {
    SLUSS_TRY_ASSIGN(count, input.read(buffer));
    if (count == 0) return std::move(file);
    total += count;
    if (total > limits::file_bytes) return too_large();
    SLUSS_TRY(write_all(file, std::string_view(buffer).substr(0, count)));
  }
}

Result<std::string_view> read_at(const Descriptor& file, std::uint64_t offset, std::span<char> buffer) {
  for (;;) {
    const auto count = ::pread(file.get(), buffer.data(), buffer.size(), static_cast<off_t>(offset));
    if (count >= 0) return std::string_view(buffer.data(), static_cast<std::size_t>(count));
    if (errno != EINTR) return system_failure("the workbook cannot be read", errno);
  }
}

/// An encrypted workbook lies in the same container as an .xls; it has a stream of this name.
Result<bool> is_encrypted(const Descriptor& file) {
  Finder finder("EncryptedPackage");
  std::string buffer(std::size_t{64} * 1024, '\0');
  for (std::uint64_t offset = 0;;) {
    SLUSS_TRY_ASSIGN(piece, read_at(file, offset, buffer));
    if (piece.empty()) return false;
    if (finder.feed(piece)) return true;
    offset += piece.size();
  }
}

}  // namespace

Descriptor::~Descriptor() {
  if (is_open()) ::close(number_);
}

Result<Descriptor> open_seekable(Input& input) {
  const auto path = input.local_file();
  if (!path) return spool(input);
  Descriptor file(::open(path->c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
  if (!file.is_open()) return system_failure("the workbook cannot be opened", errno);
  struct stat status {};
  if (::fstat(file.get(), &status) != 0) return system_failure("the workbook cannot be opened", errno);
  if (static_cast<std::uint64_t>(status.st_size) > limits::file_bytes) return too_large();
  return file;
}

Result<void> check_container(const Descriptor& file) {
  std::array<char, 8> buffer{};
  SLUSS_TRY_ASSIGN(start, read_at(file, 0, buffer));
  if (start.empty()) return fail(Fault::data, "the file is empty; expected an .xlsx workbook");
  if (start.starts_with(zip_signature)) return {};
  if (!start.starts_with(ole_signature))
    return fail(Fault::data,
                "this is not an .xlsx workbook (.xls or HTML renamed? save it as .xlsx): it is no zip archive");
  SLUSS_TRY_ASSIGN(encrypted, is_encrypted(file));
  if (encrypted) return fail(Fault::data, "the workbook is encrypted with a password; save it without one");
  return fail(Fault::data, "this is an old .xls workbook, or one with a password; save it as .xlsx without one");
}

}  // namespace sluss::xlsx
