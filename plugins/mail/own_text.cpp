#include "own_text.h"

#include <algorithm>
#include <array>
#include <vector>

#include "base/text.h"

namespace sluss::mail {
namespace {

constexpr std::size_t longest_line = 300;

// As mail programs and people here write them; in small letters.
constexpr std::array greetings = {"med vänlig",
                                  "med vänliga",
                                  "vänlig hälsning",
                                  "vänliga hälsningar",
                                  "vänligen",
                                  "hälsningar",
                                  "hälsn",
                                  "mvh",
                                  "m.v.h",
                                  "mvh,",
                                  "bästa hälsningar",
                                  "kind regards",
                                  "best regards",
                                  "regards",
                                  "skickat från",
                                  "sent from",
                                  "hämta outlook",
                                  "get outlook"};
constexpr std::array headers_begin = {"från:", "from:", "*från:*", "*from:*", "avsändare:"};

template <std::size_t N>
bool begins_with_one_of(const std::array<const char*, N>& all, const std::string& line) {
  return std::any_of(all.begin(), all.end(), [&](const char* begin) { return line.starts_with(begin); });
}

bool is_rule(std::string_view line) {
  return line.size() >= 10 && line.find_first_not_of("_-=") == std::string_view::npos;
}

/// From here on all is an earlier mail's, or the signature.
bool ends_own_text(std::string_view raw, const std::string& line) {
  return raw == "-- " || raw == "--" || line.starts_with("-----") || is_rule(line) ||
         begins_with_one_of(headers_begin, line) || begins_with_one_of(greetings, line);
}

/// Whether the line, or it and the next one, says who wrote what is quoted below it: "Den 16 nov. 2026 skrev Sluss
/// <a@b.example>:". Only where nothing but what is quoted follows: else somebody may have written it.
std::size_t lines_that_say_who_wrote(const std::vector<std::string>& lines, std::size_t at) {
  const auto& line = lines[at];
  if (line.find(" skrev") == std::string::npos && line.find(" wrote") == std::string::npos) return 0;
  std::size_t size = 1;
  if (!line.ends_with(':')) size = at + 1 < lines.size() && lines[at + 1].ends_with(':') ? 2 : 0;
  if (size == 0) return 0;
  const auto next = std::find_if(lines.begin() + static_cast<std::ptrdiff_t>(at + size), lines.end(),
                                 [](const std::string& below) { return !below.empty(); });
  return next == lines.end() || next->starts_with('>') ? size : 0;
}

std::string cut(std::string_view line) {
  auto size = std::min(line.size(), longest_line);
  while (size < line.size() && (static_cast<unsigned char>(line[size]) & 0xC0U) == 0x80U) --size;
  return std::string(line.substr(0, size));
}

}  // namespace

OwnText own_text(std::string_view text) {
  OwnText own;
  std::vector<std::string_view> raw;
  std::vector<std::string> lines;
  for (auto line : split(text, '\n')) {
    if (line.ends_with('\r')) line.remove_suffix(1);
    raw.push_back(line);
    lines.push_back(fold_case(trim(line)));
  }
  for (std::size_t at = 0; at < lines.size(); ++at) {
    if (lines[at].empty() || lines[at].starts_with('>')) continue;
    if (ends_own_text(raw[at], lines[at])) break;
    if (const auto others = lines_that_say_who_wrote(lines, at); others > 0) {
      at += others - 1;
      continue;
    }
    if (!own.first.empty()) own.more = true;
    else own.first = cut(trim(raw[at]));
  }
  return own;
}

}  // namespace sluss::mail
