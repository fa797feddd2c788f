#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "engine/metrics.h"

namespace sluss::engine {
namespace {

constexpr auto everyone_reads = 0644;

bool write_all(int file, std::string_view bytes) {
  while (!bytes.empty()) {
    const auto written = ::write(file, bytes.data(), bytes.size());
    if (written <= 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(written));
  }
  return true;
}

}  // namespace

Result<void> write_metrics(const std::filesystem::path& file, const std::string& text) {
  // The collector reads names that end with .prom; two that write at once do not meet.
  const auto temporary = file.string() + "." + std::to_string(::getpid()) + ".tmp";
  const auto cannot = [&] {
    ::unlink(temporary.c_str());
    return fail(Fault::unavailable, "the metrics cannot be written to " + file.string() +
                                        "; is there such a folder, may Sluss write in it, and is there room?");
  };
  const auto out = ::open(temporary.c_str(), O_CREAT | O_TRUNC | O_WRONLY | O_CLOEXEC | O_NOFOLLOW, everyone_reads);
  if (out < 0) return cannot();
  const bool is_written = write_all(out, text) && ::fchmod(out, everyone_reads) == 0;
  const bool is_closed = ::close(out) == 0;
  if (!is_written || !is_closed || ::rename(temporary.c_str(), file.c_str()) != 0) return cannot();
  return {};
}

}  // namespace sluss::engine
