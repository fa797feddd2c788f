#include "base/file.h"

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <fstream>
#include <sys/stat.h>
#include <unistd.h>

namespace sluss {
namespace {

constexpr std::size_t piece = std::size_t{64} * 1024;

class Descriptor {
 public:
  explicit Descriptor(const std::filesystem::path& file) : number_(::open(file.c_str(), O_RDONLY | O_CLOEXEC)) {}
  ~Descriptor() {
    if (number_ >= 0) ::close(number_);
  }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  [[nodiscard]] int number() const { return number_; }

 private:
  int number_;
};

Error cannot_be_read(const std::filesystem::path& file) {
  return {Fault::unavailable, file.string() + " cannot be read: " + std::strerror(errno)};
}

}  // namespace

Result<std::string> file_bytes(const std::filesystem::path& file) {
  struct stat status {};
  if (::stat(file.c_str(), &status) != 0) return tl::unexpected(cannot_be_read(file));
  if (!S_ISREG(status.st_mode)) return fail(Fault::unavailable, file.string() + " is no file that can be read");
  const Descriptor descriptor(file);
  if (descriptor.number() < 0) return tl::unexpected(cannot_be_read(file));
  std::string bytes;
  for (std::size_t size = 0;;) {
    bytes.resize(size + piece);
    const auto read = ::read(descriptor.number(), bytes.data() + size, piece);
    if (read < 0 && errno == EINTR) continue;
    if (read < 0) return tl::unexpected(cannot_be_read(file));
    size += static_cast<std::size_t>(read);
    bytes.resize(size);
    if (read == 0) return bytes;
  }
}

Result<void> write_bytes(const std::filesystem::path& file, std::string_view bytes) {
  std::ofstream out(file, std::ios::binary | std::ios::trunc);
  out << bytes;
  out.close();
  if (!out) return fail(Fault::unavailable, file.string() + " cannot be written");
  return {};
}

Result<void> write_private_bytes(const std::filesystem::path& file, std::string_view bytes) {
  ::unlink(file.c_str());
  const auto made = ::open(file.c_str(), O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, 0600);
  if (made < 0) return fail(Fault::unavailable, file.string() + " cannot be made: " + std::strerror(errno));
  ::close(made);
  return write_bytes(file, bytes);
}

}  // namespace sluss
