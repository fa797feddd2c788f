#include "service.h"

#include "base/text.h"
#include "http/url.h"

namespace sluss::rest {

void check_service(const ServiceConfig& config, const std::string& sample_url, const Node& node,
                   ParseContext& context) {
  http::check_service(config, node, context);
  http::check_oauth(config, node, context);
  http::check_url(node["url"], sample_url, config.plain, context);
  if (config.accept.empty() || has_control(config.accept))
    context.diagnostics.add(node["accept"], "expected a media type such as application/json");
}

Result<Answered> ask(http::Client& client, const std::string& url, const std::string& accept,
                     const std::stop_token& stop, const std::string& shown) {
  SLUSS_TRY_ASSIGN(answer, client.get(url, {"Accept: " + accept}, stop, {}, shown));
  auto body = parse_json(answer.body);
  if (!body) {
    const auto said = http::read_url(url);
    return fail(Fault::data, (!shown.empty() ? shown
                              : said         ? said->shown
                                             : "the URL") +
                                 " answered something that is no JSON: " + body.error().what);
  }
  return Answered{std::move(*body), answer.link};
}

std::string next_in(std::string_view link) {
  while (!link.empty()) {
    const auto open = link.find('<');
    const auto close = link.find('>', open == std::string_view::npos ? link.size() : open);
    if (close == std::string_view::npos) return {};
    const auto address = link.substr(open + 1, close - open - 1);
    const auto end = std::min(link.find(",", close), link.size());
    const auto parameters = fold_case(link.substr(close + 1, end - close - 1));
    if (parameters.find("rel=\"next\"") != std::string::npos || parameters.find("rel=next") != std::string::npos)
      return std::string(address);
    link.remove_prefix(std::min(end + 1, link.size()));
  }
  return {};
}

}  // namespace sluss::rest
