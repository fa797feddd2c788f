// The pages of a list. A line of the input is one answer: its Link header, a tab, and its body.
#include "base/json.h"
#include "fuzz/part.h"
#include "http/url.h"
#include "pages.h"

namespace sluss::fuzz {
namespace {

const std::string list = "https://api.example.se/list";

/// Walks through the answers, paged in one way; what does not hold.
std::string broken_walk(std::string_view bytes, const std::string& next) {
  rest::Paging paging;
  paging.url = list;
  paging.query = Value::object();
  paging.items = "items";
  paging.total = "total";
  paging.next = next;
  paging.limit = 2;
  paging.unique = "id";
  auto answers = split(bytes, '\n');
  std::size_t asked = 0;
  bool is_elsewhere = false;
  rest::Pages pages(paging, [&](const std::string& url) -> Result<rest::Answered> {
    is_elsewhere = is_elsewhere || !http::is_same_origin(url, list);
    if (asked == answers.size()) return fail(Fault::unavailable, "nothing more is answered");
    const auto answer = answers[asked++];
    const auto tab = std::min(answer.find('\t'), answer.size());
    auto body = parse_json(answer.substr(std::min(tab + 1, answer.size())));
    if (!body) return fail(Fault::data, "it is no JSON");
    return rest::Answered{std::move(*body), std::string(answer.substr(0, tab))};
  });
  for (;;) {
    const auto lines = pages.next();
    if (is_elsewhere) return "another server was asked";
    if (!lines && lines.error().fault != Fault::unavailable) return broken_error(lines.error());
    if (!lines) return broken_text(lines.error());
    if (!*lines) return {};
    for (const auto line : split(**lines, '\n'))
      if (!line.empty() && !parse_json(line)) return "an item that is no JSON on a line of its own";
  }
}

}  // namespace

std::string broken_by(std::string_view bytes) {
  for (const auto* next : {"", "link", "next"}) {
    if (auto broken = broken_walk(bytes, next); !broken.empty()) return broken;
  }
  return {};
}

}  // namespace sluss::fuzz
