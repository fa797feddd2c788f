// URLs out of answers: the first line is an address, the second one what it refers to.
#include "fuzz/part.h"
#include "http/url.h"

namespace sluss::fuzz {
namespace {

std::string broken_url(const std::string& text) {
  const auto url = http::read_url(text);
  if (!url) return url.error().empty() ? "a refusal without a word" : "";
  if (!url->shown.starts_with("https://") && !url->shown.starts_with("http://")) return "it is shown without a scheme";
  if (url->shown.find_first_of("?#") != std::string::npos) return "a query is shown";
  if (has_control(url->shown)) return "a control character is shown";
  return http::is_same_origin(text, text) ? "" : "it is of another origin than itself";
}

std::string broken_location(const std::string& text) {
  const auto shown = http::shown_location(text);
  if (shown.size() > 200) return "a long location";
  for (const char c : shown)
    if (c <= 0x20 || c >= 0x7F || c == '#') return "a location with what may not be shown";
  return http::name_of(shown).size() <= shown.size() ? "" : "a name longer than what it names";
}

}  // namespace

std::string broken_by(std::string_view bytes) {
  const auto line = std::min(bytes.find('\n'), bytes.size());
  const std::string base(bytes.substr(0, line)), reference(bytes.substr(std::min(line + 1, bytes.size())));
  for (const auto* text : {&base, &reference}) {
    if (auto broken = broken_url(*text); !broken.empty()) return broken;
    if (auto broken = broken_location(*text); !broken.empty()) return broken;
    const auto encoded = http::percent_encoded(*text);
    if (has_control(encoded) || encoded.find_first_of(" /?#&=") != std::string::npos) return "it is not encoded";
  }
  const auto led = http::resolved("https://api.example.se/a/b", reference);
  if (led && !http::read_url(*led)) return "it leads to what is no URL";
  return {};
}

}  // namespace sluss::fuzz
