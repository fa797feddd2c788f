#include "app/plan_aside.h"

#include <unistd.h>

#include "base/child_process.h"
#include "base/file.h"
#include "base/json.h"
#include "base/text.h"

namespace sluss::app {
namespace {

constexpr std::chrono::hours longest{2};
constexpr std::size_t longest_answer = std::size_t{64} << 20U;
constexpr std::size_t longest_complaint = 2'000;

/// Ours, but for what the service manager told the daemon alone.
std::vector<std::string> environment() {
  std::vector<std::string> all;
  for (char** one = environ; one != nullptr && *one != nullptr; ++one) {
    const std::string_view variable = *one;
    if (!variable.starts_with("NOTIFY_SOCKET=") && !variable.starts_with("WATCHDOG_")) all.emplace_back(variable);
  }
  return all;
}

std::vector<std::string> arguments_of(const Options& options, const std::string& pipeline, std::int64_t most) {
  // The file that runs, though a new version may have taken its place.
  std::vector<std::string> arguments = {"/proc/self/exe", "--json",
                                        "--config",       std::filesystem::absolute(options.configuration),
                                        "--plugins",      std::filesystem::absolute(options.plugins)};
  if (!options.at.empty()) arguments.insert(arguments.end(), {"--at", options.at});
  arguments.insert(arguments.end(), {"plan", "--most", std::to_string(most), "--", pipeline});
  return arguments;
}

std::string complaint_in(const std::filesystem::path& log) {
  auto text = file_bytes(log).value_or("");
  if (text.size() > longest_complaint) text.resize(longest_complaint);
  return std::string(trim(text));
}

Result<std::string> all_of(ChildProcess& child, const std::stop_token& stop) {
  std::string text;
  for (;;) {
    SLUSS_TRY_ASSIGN(line, child.read_line(stop));
    if (!line) return text;
    text += *line + '\n';
    if (text.size() > longest_answer) return fail(Fault::data, "the plan is too long; see it with sluss plan");
  }
}

}  // namespace

Result<Value> plan_aside(const Options& options, const std::string& pipeline, std::int64_t most,
                         const std::filesystem::path& scratch, const std::stop_token& stop) {
  const auto log = scratch / "plan.log";
  SLUSS_TRY_ASSIGN(child,
                   ChildProcess::start({arguments_of(options, pipeline, most), environment(), {}, log, longest}));
  SLUSS_TRY_ASSIGN(text, all_of(*child, stop));
  SLUSS_TRY_ASSIGN(ended, child->wait(stop));
  const auto complaint = complaint_in(log);
  std::error_code ignored;
  std::filesystem::remove(log, ignored);
  // With 1 something would be parked: that is part of the plan.
  if (ended.code != static_cast<int>(Exit::well) && ended.code != static_cast<int>(Exit::parked))
    return fail(Fault::unavailable, complaint.empty() ? "sluss plan " + ended.text() : complaint);
  return parse_json(text);
}

}  // namespace sluss::app
