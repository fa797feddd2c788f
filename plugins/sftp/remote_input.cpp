#include "remote_input.h"

#include "base/file_name.h"
#include "base/sleep.h"

namespace sluss::sftp {
namespace {

constexpr int most_attempts = 3;
constexpr std::chrono::milliseconds first_wait(500);

}  // namespace

Result<std::size_t> RemoteInput::read(std::span<char> buffer) {
  std::size_t filled = 0;
  while (filled < buffer.size()) {
    const auto got = read_some(buffer.subspan(filled));
    if (!got && may_try_again(got.error())) continue;
    if (!got) return got;
    if (*got == 0) break;
    broken_ = 0;
    filled += *got;
    offset_ += *got;
  }
  return filled;
}

Result<std::size_t> RemoteInput::read_some(std::span<char> buffer) {
  if (file_ == nullptr) SLUSS_TRY(open());
  return file_->read(buffer);
}

Result<void> RemoteInput::open() {
  SLUSS_TRY(expect_unchanged());
  SLUSS_TRY_ASSIGN(connection, link_->reach());
  SLUSS_TRY_ASSIGN(file, connection->open_file(path_, Opening::read));
  SLUSS_TRY(file->go_to(offset_));
  file_ = std::move(file);
  return {};
}

bool RemoteInput::may_try_again(const Error& error) {
  const bool is_lost = error.fault == Fault::unavailable && !link_->is_connected();
  if (!is_lost || ++broken_ > most_attempts) return false;
  file_.reset();
  return sleep_for(first_wait * broken_, link_->stop());
}

Result<void> RemoteInput::expect_unchanged() {
  SLUSS_TRY_ASSIGN(connection, link_->reach());
  SLUSS_TRY_ASSIGN(now, connection->look(path_));
  if (now && *now == facts_) return {};
  return fail(Fault::unavailable,
              "the file " + shown(path_) + " changed while it was being read; it is read again later");
}

Result<void> RemoteInput::complete() {
  file_.reset();
  SLUSS_TRY(expect_unchanged());
  if (offset_ == facts_.size) return {};
  return fail(Fault::unavailable, "the file " + shown(path_) + " has " + std::to_string(facts_.size) + " bytes, and " +
                                      std::to_string(offset_) + " came; it is read again later");
}

}  // namespace sluss::sftp
