// What a Singer tap writes, line by line, and what a target gives back.
#include "base/json.h"
#include "fuzz/part.h"
#include "singer.h"

namespace sluss::fuzz {
namespace {

std::string broken_line(const std::string& given) {
  if (given.empty()) return {};
  if (given.find('\n') != given.size() - 1) return "what is given is not one line";
  return is_utf8(given) && given.find('\0') == std::string::npos ? "" : "a line that is not UTF-8, or holds a NUL";
}

std::string broken_tap(std::string_view bytes, const std::vector<std::string>& streams) {
  exec::TapReader reader(streams);
  for (const auto line : split(bytes, '\n')) {
    const auto given = reader.take(std::string(line));
    if (!given) return broken_error(given.error());
    if (auto broken = broken_line(*given); !broken.empty()) return broken;
    if (!reader.state().empty() && !parse_json(reader.state())) return "a state that is no JSON";
  }
  return reader.missing().size() <= streams.size() ? "" : "more is missing than was wanted";
}

}  // namespace

std::string broken_by(std::string_view bytes) {
  if (auto broken = broken_tap(bytes, {}); !broken.empty()) return broken;
  if (auto broken = broken_tap(bytes, {"students"}); !broken.empty()) return broken;
  const auto line = std::string(bytes.substr(0, bytes.find('\n')));
  return exec::is_echo(line, "b-1") && line.find("b-1") == std::string::npos && line.find("\\u") == std::string::npos
             ? "an echo of what was not said"
             : "";
}

}  // namespace sluss::fuzz
