#include "engine/local_input.h"

#include <cerrno>
#include <fcntl.h>
#include <sys/stat.h>
#include <system_error>
#include <unistd.h>

namespace sluss::engine {
namespace {

std::string why(int number) { return std::generic_category().message(number); }

class LocalInput final : public Input {
 public:
  LocalInput(std::filesystem::path file, int descriptor, const struct stat& opened)
      : file_(std::move(file)), descriptor_(descriptor), opened_(opened) {}
  ~LocalInput() override { ::close(descriptor_); }
  LocalInput(const LocalInput&) = delete;
  LocalInput& operator=(const LocalInput&) = delete;

  Result<std::size_t> read(std::span<char> buffer) override {
    for (;;) {
      const auto count = ::read(descriptor_, buffer.data(), buffer.size());
      if (count >= 0) return static_cast<std::size_t>(count);
      if (errno != EINTR) return fail(Fault::unavailable, file_.string() + " cannot be read on: " + why(errno));
    }
  }
  [[nodiscard]] std::optional<std::filesystem::path> local_file() const override { return file_; }
  Result<void> complete() override {
    struct stat now {};
    const bool is_same = ::fstat(descriptor_, &now) == 0 && now.st_size == opened_.st_size &&
                         now.st_mtim.tv_sec == opened_.st_mtim.tv_sec && now.st_mtim.tv_nsec == opened_.st_mtim.tv_nsec;
    if (is_same) return {};
    return fail(Fault::unavailable, file_.string() + " changed while it was read; try again when it is whole");
  }

 private:
  std::filesystem::path file_;
  int descriptor_;
  struct stat opened_;
};

}  // namespace

Result<std::unique_ptr<Input>> open_local(const std::filesystem::path& file) {
  // Without O_NONBLOCK a pipe without a writer is waited for.
  const int descriptor = ::open(file.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
  if (descriptor < 0) return fail(Fault::config, file.string() + " cannot be opened: " + why(errno));
  struct stat opened {};
  if (::fstat(descriptor, &opened) != 0 || !S_ISREG(opened.st_mode)) {
    ::close(descriptor);
    return fail(Fault::config, file.string() + " is no file that can be read from front to back");
  }
  return std::make_unique<LocalInput>(file, descriptor, opened);
}

}  // namespace sluss::engine
