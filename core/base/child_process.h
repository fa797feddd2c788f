// Another program as a child: it speaks in lines, and it ends when we say so.
//
// The child has its own process group, the environment and the folder that it is given, and no descriptor but its three
// standard ones. What it writes to stderr may hold anything: it is counted, and kept where the caller says, never read.
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>
#include <sys/types.h>
#include <vector>

#include "base/result.h"

namespace sluss {

/// Ends a child of ours at once, and with `group` all of the group that it leads; gives the state it ended with.
int end_process(pid_t process, bool group) noexcept;

struct Program {
  std::vector<std::string> arguments;    ///< the first is the program's file
  std::vector<std::string> environment;  ///< NAME=value, all there is of it
  std::filesystem::path folder;          ///< the one it starts in
  std::filesystem::path log;             ///< what it writes to stderr, at most 10 MiB of it; empty: nowhere
  std::chrono::seconds hang{300};        ///< as long it may be silent, and take nothing, before it is ended
};

/// How a program ended.
struct Exit {
  int code = -1;  ///< -1 when a signal ended it
  int signal = 0;
  [[nodiscard]] bool is_good() const { return code == 0; }
  /// "ended with exit status 3", "was ended by signal 9".
  [[nodiscard]] std::string text() const;
};

/// Used by one thread at a time. A destroyed one has ended: asked first by SIGTERM, then by SIGKILL.
/// Errors: Fault::unavailable where the child hangs or is gone, Fault::data for a line that is too long,
/// Fault::cancelled.
class ChildProcess {
 public:
  static constexpr std::size_t longest_line = std::size_t{8} << 20U;

  /// Fault::config: there is no such program, or it cannot be run; Fault::unavailable: no process can be made now.
  [[nodiscard]] static Result<std::unique_ptr<ChildProcess>> start(Program program);
  ~ChildProcess();
  ChildProcess(const ChildProcess&) = delete;
  ChildProcess& operator=(const ChildProcess&) = delete;

  /// The next line, without its line break; nullopt when its output has ended. What stands after the last line break
  /// is no line: see `has_half_line`.
  [[nodiscard]] Result<std::optional<std::string>> read_line(const std::stop_token& stop);
  [[nodiscard]] bool has_half_line() const { return ended_ && at_ < out_.size(); }
  /// All of it. The child may answer meanwhile: that is kept for `read_line`. After an error `taken`
  /// tells whether anything left.
  [[nodiscard]] Result<void> write(std::string_view text, const std::stop_token& stop);
  /// Bytes of the last `write` that went to the child.
  [[nodiscard]] std::size_t taken() const { return taken_; }
  /// Nothing more is written.
  void end_input() noexcept;
  /// Waits for its end, and passes over what it still writes. Both kinds of input are closed.
  [[nodiscard]] Result<Exit> wait(const std::stop_token& stop);
  /// Ends it now, if it has not ended: SIGTERM to its group, and SIGKILL two seconds later.
  Exit end() noexcept;

  /// Lines on stderr so far.
  [[nodiscard]] std::int64_t complaints() const { return complaints_; }

 private:
  explicit ChildProcess(Program program) : program_(std::move(program)) {}
  [[nodiscard]] Result<void> spawn();
  /// Waits until something can be read, or written when there is something to write, and does that.
  [[nodiscard]] Result<void> pump(std::string_view& to_write, const std::stop_token& stop);
  void take_output();
  void take_complaints();
  [[nodiscard]] std::optional<std::string> next_line();
  [[nodiscard]] tl::unexpected<Error> hangs();

  Program program_;
  pid_t process_ = -1;
  int in_ = -1, from_ = -1, err_ = -1, log_ = -1;
  std::string out_;  ///< what it wrote, from `at_` on not read yet
  std::size_t at_ = 0, searched_ = 0, taken_ = 0;
  bool ended_ = false;  ///< its output
  std::int64_t complaints_ = 0, logged_ = 0;
  std::optional<Exit> exit_;
};

}  // namespace sluss
