#include "observe/log.h"

#include <atomic>
#include <cstdlib>
#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/json.h"

namespace sluss::observe {
namespace {

/// systemd says in the environment which device and inode the journal's end of stderr has.
bool leads_to_journal() {
  const auto* stream = std::getenv("JOURNAL_STREAM");
  struct stat found {};
  if (stream == nullptr || ::fstat(STDERR_FILENO, &found) != 0) return false;
  return std::to_string(found.st_dev) + ":" + std::to_string(found.st_ino) == stream;
}

std::atomic<Form>& form() {
  static std::atomic<Form> chosen = leads_to_journal() ? Form::journal : Form::plain;
  return chosen;
}

spdlog::logger& logger() {
  static const auto log = [] {
    auto made = spdlog::stderr_logger_mt("sluss");
    made->set_pattern("%v");
    made->flush_on(spdlog::level::info);
    return made;
  }();
  return *log;
}

spdlog::level::level_enum level_of(Level level) {
  switch (level) {
    case Level::info: return spdlog::level::info;
    case Level::warn: return spdlog::level::warn;
    case Level::error: return spdlog::level::err;
  }
  return spdlog::level::err;
}

const char* name_of(Level level) {
  switch (level) {
    case Level::info: return "info";
    case Level::warn: return "warning";
    case Level::error: return "error";
  }
  return "error";
}

/// By syslog(3).
const char* priority_of(Level level) {
  switch (level) {
    case Level::info: return "<6>";
    case Level::warn: return "<4>";
    case Level::error: return "<3>";
  }
  return "<3>";
}

std::string prefix_of(const About& about) {
  const auto& subject = about.subject.empty() ? about.connection : about.subject;
  return subject.empty() ? "" : subject + ": ";
}

/// Each line of a text is one of the journal's.
std::string to_journal(const std::string& priority, const About& about, const std::string& text) {
  auto line = priority + prefix_of(about);
  for (const char c : text) {
    line += c;
    if (c == '\n') line += priority;
  }
  if (about.run != 0) line += " (run " + std::to_string(about.run) + ")";
  if (about.message != 0) line += " (message " + std::to_string(about.message) + ")";
  return line;
}

std::string to_json_line(Level level, const About& about, const std::string& text, const std::string& time) {
  auto value = Value::object();
  value["time"] = time;
  value["level"] = name_of(level);
  if (!about.subject.empty()) value["about"] = about.subject;
  if (about.run != 0) value["run"] = about.run;
  if (about.message != 0) value["message"] = about.message;
  if (!about.connection.empty()) value["connection"] = about.connection;
  value["text"] = text;
  return to_json(value);
}

}  // namespace

std::optional<Form> form_called(std::string_view name) {
  if (name == "plain") return Form::plain;
  if (name == "journal") return Form::journal;
  if (name == "json") return Form::json;
  return std::nullopt;
}

void write_as(Form chosen) { form() = chosen; }

std::string line_of(Form form, Level level, const About& about, const std::string& text, const std::string& time) {
  switch (form) {
    case Form::plain: break;
    case Form::journal: return to_journal(priority_of(level), about, text);
    case Form::json: return to_json_line(level, about, text, time);
  }
  return time + " " + name_of(level) + " " + prefix_of(about) + text;
}

void log(Level level, const std::string& pipeline, const std::string& text) {
  log(level, About{.subject = pipeline}, text);
}

void log(Level level, const About& about, const std::string& text) {
  logger().log(level_of(level), "{}", line_of(form(), level, about, text, to_iso(SystemClock().now())));
}

}  // namespace sluss::observe
