#include "journal.h"

#include <algorithm>
#include <cerrno>
#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

namespace sluss::file {
namespace {

/// The key without tabs and line ends.
std::string escaped(std::string_view key) {
  std::string text;
  for (const char c : key) {
    if (c == '\\') text += "\\\\";
    else if (c == '\t') text += "\\t";
    else if (c == '\n') text += "\\n";
    else text += c;
  }
  return text;
}

bool is_digest(std::string_view text) {
  return text.size() == 32 && text.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

/// -1 with errno set, or the number of bytes: all of them unless the file ends.
ssize_t read_fully(int descriptor, std::string& buffer, std::int64_t from) {
  std::size_t filled = 0;
  while (filled < buffer.size()) {
    const auto at = from + static_cast<std::int64_t>(filled);
    const auto got = ::pread(descriptor, buffer.data() + filled, buffer.size() - filled, at);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return -1;
    if (got == 0) break;
    filled += static_cast<std::size_t>(got);
  }
  return static_cast<ssize_t>(filled);
}

bool write_fully(int descriptor, std::string_view text, std::int64_t at) {
  while (!text.empty()) {
    const auto written = ::pwrite(descriptor, text.data(), text.size(), at);
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return false;
    text.remove_prefix(static_cast<std::size_t>(written));
    at += written;
  }
  return true;
}

}  // namespace

std::string to_line(const Entry& entry) {
  auto line = escaped(entry.key);
  for (const auto& file : entry.files) line += "\t" + file.name + "\t" + file.digest;
  return line + "\n";
}

std::optional<Entry> parse_line(std::string_view line) {
  const auto parts = split(line, '\t');
  if (parts.size() < 3 || parts.size() % 2 == 0) return std::nullopt;
  Entry entry{std::string(parts.front()), {}};
  for (std::size_t i = 1; i < parts.size(); i += 2) {
    const bool is_name = !parts[i].empty() && parts[i].front() != '.' && parts[i].find('/') == std::string_view::npos;
    if (!is_name || !is_digest(parts[i + 1])) return std::nullopt;
    entry.files.push_back({std::string(parts[i]), std::string(parts[i + 1])});
  }
  return entry;
}

Journal::Lock::~Lock() {
  if (descriptor_ != nullptr && descriptor_->is_open()) ::flock(descriptor_->get(), LOCK_UN);
}

tl::unexpected<Error> Journal::failure(const std::string& what) {
  const auto error_number = errno;
  close();
  return system_failure("the journal " + path_ + " cannot be " + what, error_number);
}

Result<void> Journal::open(const Folder& folder, Use use) {
  close();
  use_ = use;
  path_ = (folder.path() / file_name).string();
  const int flags = use == Use::write ? O_RDWR | O_CREAT : O_RDONLY;
  descriptor_ = Descriptor(::openat(folder.descriptor(), file_name, flags | O_NOFOLLOW | O_CLOEXEC, 0640));
  if (!descriptor_.is_open() && use == Use::read && errno == ENOENT) return {};
  if (!descriptor_.is_open()) return failure("opened");
  if (use == Use::write) SLUSS_TRY(folder.sync());
  if (auto held = lock(); !held) return fail(held.error());
  return {};
}

void Journal::close() noexcept {
  descriptor_.reset();
  read_to_ = 0;
  lines_ = 0;
  delivered_.clear();
}

Result<Journal::Lock> Journal::lock() {
  while (::flock(descriptor_.get(), use_ == Use::write ? LOCK_EX : LOCK_SH) != 0) {
    if (errno != EINTR) return failure("locked");
  }
  Lock held(descriptor_);
  SLUSS_TRY(catch_up());
  return held;
}

Result<void> Journal::catch_up() {
  struct stat status {};
  if (::fstat(descriptor_.get(), &status) != 0) return failure("read");
  if (status.st_size == read_to_) return {};
  if (status.st_size < read_to_) {
    close();
    return fail(Fault::unavailable, "the journal " + path_ + " was shortened by someone; it is read anew");
  }
  std::string text(static_cast<std::size_t>(status.st_size - read_to_), '\0');
  if (read_fully(descriptor_.get(), text, read_to_) != static_cast<ssize_t>(text.size())) return failure("read");
  // A line without its end was cut off by a crash before it counted.
  const auto whole = text.rfind('\n') + 1;
  const bool is_torn = use_ == Use::write && whole < text.size();
  if (is_torn && ::ftruncate(descriptor_.get(), read_to_ + static_cast<std::int64_t>(whole)) != 0)
    return failure("cleared of a line that was cut off");
  SLUSS_TRY(take_lines(std::string_view(text).substr(0, whole)));
  read_to_ += static_cast<std::int64_t>(whole);
  return {};
}

Result<void> Journal::take_lines(std::string_view text) {
  while (!text.empty()) {
    const auto end = text.find('\n');
    auto entry = parse_line(text.substr(0, end));
    ++lines_;
    if (!entry) {
      const auto place = "line " + std::to_string(lines_) + " of the journal " + path_;
      close();
      return fail(
          Fault::denied,
          place +
              " is damaged: it no longer tells what was delivered. Restore the file from a backup, or remove the "
              "line when that delivery is known to have arrived");
    }
    delivered_[std::move(entry->key)] = std::move(entry->files);
    text.remove_prefix(end + 1);
  }
  return {};
}

const std::vector<Delivered>* Journal::find(const std::string& key) const {
  const auto at = delivered_.find(escaped(key));
  return at == delivered_.end() ? nullptr : &at->second;
}

Result<void> Journal::add(const std::vector<Entry>& entries) {
  std::string text;
  for (const auto& entry : entries) text += to_line(entry);
  if (!write_fully(descriptor_.get(), text, read_to_)) {
    const auto error_number = errno;
    // Where even this fails, the next reader cuts off the torn line.
    if (::ftruncate(descriptor_.get(), read_to_) != 0) errno = error_number;
    errno = error_number;
    return failure("added to");
  }
  if (::fdatasync(descriptor_.get()) != 0) return failure("written to disk");
  SLUSS_TRY(take_lines(text));
  read_to_ += static_cast<std::int64_t>(text.size());
  return {};
}

}  // namespace sluss::file
