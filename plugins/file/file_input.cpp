#include "file_input.h"

#include <cerrno>
#include <fcntl.h>
#include <unistd.h>

namespace sluss::file {

Result<std::unique_ptr<FileInput>> FileInput::open(const Folder& folder, const std::string& name) {
  // O_NONBLOCK: a pipe that takes the file's place must not hang the reader.
  const int flags = O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC;
  Descriptor descriptor(::openat(folder.descriptor(), name.c_str(), flags));
  if (!descriptor.is_open() && (errno == ENOENT || errno == ELOOP)) return nullptr;
  const auto what = "the file " + shown(name) + " in " + folder.path().string() + " cannot be read";
  if (!descriptor.is_open()) return system_failure(what, errno);
  struct stat status {};
  if (::fstat(descriptor.get(), &status) != 0) return system_failure(what, errno);
  if (!S_ISREG(status.st_mode)) return nullptr;
  return std::unique_ptr<FileInput>(new FileInput(folder, name, std::move(descriptor), stamp_of(status)));
}

Result<std::size_t> FileInput::read(std::span<char> buffer) {
  std::size_t filled = 0;
  while (filled < buffer.size()) {
    const auto got = ::read(descriptor_.get(), buffer.data() + filled, buffer.size() - filled);
    if (got == 0) break;
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return system_failure("the file " + shown(name_) + " cannot be read to its end", errno);
    filled += static_cast<std::size_t>(got);
  }
  return filled;
}

Result<void> FileInput::complete() {
  struct stat status {};
  const bool same_file = ::fstat(descriptor_.get(), &status) == 0 && stamp_of(status).same_content(stamp_);
  const auto at_path = folder_.regular_file(name_);
  if (same_file && at_path && at_path->same_content(stamp_)) return {};
  return fail(Fault::unavailable,
              "the file " + shown(name_) + " changed while it was being read; it is read again later");
}

}  // namespace sluss::file
