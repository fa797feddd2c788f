#include "config/fault_printer.h"

#include <cstdlib>
#include <filesystem>
#include <unistd.h>

#include "base/encoding.h"
#include "base/file.h"
#include "base/text.h"
#include "config/excerpt.h"

namespace sluss::config {
namespace {

constexpr auto red = "\x1b[1;31m";
constexpr auto yellow = "\x1b[1;33m";
constexpr std::uintmax_t most_bytes = 8 << 20;

std::vector<std::string> lines_of(const std::string& file) {
  std::error_code failed;
  if (!std::filesystem::is_regular_file(file, failed) || std::filesystem::file_size(file, failed) > most_bytes)
    return {};
  const auto bytes = file_bytes(file);
  if (!bytes) return {};
  std::string_view text = *bytes;
  text = without_utf8_mark(text);
  std::vector<std::string> lines;
  for (const auto line : split(text, '\n')) lines.emplace_back(line);
  return lines;
}

Mark whole_of(const std::string& name) { return {nullptr, 1, 1, static_cast<int>(name.size())}; }

}  // namespace

Colour colour_of(int descriptor) {
  const auto* no_colour = std::getenv("NO_COLOR");
  const bool refused = no_colour != nullptr && *no_colour != 0;
  return ::isatty(descriptor) == 1 && !refused ? Colour::terminal : Colour::none;
}

void FaultPrinter::print(const Diagnostic& diagnostic) {
  const bool is_error = diagnostic.level == Diagnostic::Level::error;
  const auto* colour = is_error ? red : yellow;
  const std::string level = is_error ? "error:" : "warning:";
  auto text = diagnostic.text();
  if (const auto at = text.find(' ' + level); at != std::string::npos)
    text.replace(at + 1, level.size(), painted(level, colour));
  out_ << text << "\n";
  const auto line = line_of(diagnostic.mark);
  if (!line) return;
  const auto why = reason_to_hide(*line);
  if (why && !diagnostic.cure) {
    out_ << "    (" << *why << ")\n";
    return;
  }
  // What has a cure is a name, and can be shown without the rest of its line.
  const auto excerpt =
      why ? excerpt_of(diagnostic.cure->former, whole_of(diagnostic.cure->former)) : excerpt_of(*line, diagnostic.mark);
  out_ << "    " << excerpt.line << "\n    " << painted(excerpt.underline, colour) << "\n";
}

/// Nullopt: the fault is in no line.
std::optional<std::string> FaultPrinter::line_of(const Mark& mark) {
  if (mark.file == nullptr || mark.length == 0) return std::nullopt;
  auto known = files_.find(*mark.file);
  if (known == files_.end()) known = files_.emplace(*mark.file, lines_of(*mark.file)).first;
  const auto line = static_cast<std::size_t>(mark.line);
  if (line == 0 || line > known->second.size() || trim(known->second[line - 1]).empty()) return std::nullopt;
  return known->second[line - 1];
}

std::string FaultPrinter::painted(const std::string& text, const char* colour) const {
  return colour_ == Colour::terminal ? colour + text + "\x1b[0m" : text;
}

}  // namespace sluss::config
