// The daemon's log: lines on stderr. A healthy daemon writes next to nothing.
// No name, personal number or secret is ever given to it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace sluss::observe {

enum class Level {
  info,   ///< something a person may want to follow: a run began, a run ended
  warn,   ///< something went wrong and was recovered
  error,  ///< a person is needed
};

/// What a line looks like.
enum class Form {
  plain,    ///< 2026-11-23T02:00:00Z error nightly: ...
  journal,  ///< <3>nightly: ... (run 17), as sd-daemon(3) has it: the journal keeps the level, and knows the time
  json,     ///< an object a line: time, level, about, run, message, connection, text
};

/// "plain", "journal" or "json".
[[nodiscard]] std::optional<Form> form_called(std::string_view name);

/// From here on. Until then: `journal` when stderr leads to the journal, else `plain`.
void write_as(Form form);

/// What a line is about; what does not apply stays empty.
struct About {
  std::string subject = {};  ///< a pipeline, or a part of the daemon: "admin"
  std::int64_t run = 0;
  std::int64_t message = 0;
  std::string connection = {};
};

/// `pipeline` may be empty.
void log(Level level, const std::string& pipeline, const std::string& text);
void log(Level level, const About& about, const std::string& text);

/// The line, without its end. Pure.
[[nodiscard]] std::string line_of(Form form, Level level, const About& about, const std::string& text,
                                  const std::string& time);

}  // namespace sluss::observe
