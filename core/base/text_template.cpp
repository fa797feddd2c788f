#include "base/text_template.h"

#include <algorithm>

namespace sluss {

tl::expected<TextTemplate, std::string> TextTemplate::parse(std::string_view text) {
  TextTemplate made;
  while (!text.empty()) {
    const bool is_path = text.front() == '{';
    if (is_path) text.remove_prefix(1);
    const auto end = text.find_first_of("{}");
    const auto part = text.substr(0, end);
    const bool closed = end != std::string_view::npos && text[end] == '}';
    if (is_path != closed) return tl::unexpected<std::string>("the braces do not match");
    if (is_path && part.empty()) return tl::unexpected<std::string>("between the braces stands no path");
    made.parts_.push_back({std::string(part), is_path});
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + (is_path ? 1 : 0));
  }
  return made;
}

Result<std::string> TextTemplate::fill(const Value& body, std::string_view what) const {
  std::string filled;
  for (const auto& part : parts_) {
    const auto text = part.is_path ? body.at(part.text).text_or_empty() : part.text;
    if (text.empty()) return fail(Fault::data, std::string(what) + " needs " + part.text + ", which the message lacks");
    filled += text;
  }
  return filled;
}

bool TextTemplate::has_path() const {
  return std::any_of(parts_.begin(), parts_.end(), [](const Part& part) { return part.is_path; });
}

std::vector<std::string> TextTemplate::paths() const {
  std::vector<std::string> paths;
  for (const auto& part : parts_) {
    if (part.is_path) paths.push_back(part.text);
  }
  return paths;
}

std::string TextTemplate::sample() const {
  std::string text;
  for (const auto& part : parts_) text += part.is_path ? "x" : part.text;
  return text;
}

}  // namespace sluss
