// What both ways of asking a JSON service have in common.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "http/client.h"
#include "http/options.h"
#include "plugin/sdk.h"

namespace sluss::rest {

constexpr std::size_t longest_answer = 16U << 20U;

struct ServiceConfig : http::ServiceConfig {
  std::string url;
  std::string accept = "application/json";
};

/// The URL may hold what stands in braces. Adds what is wrong with the options.
void check_service(const ServiceConfig& config, const std::string& sample_url, const Node& node, ParseContext& context);

/// GET, read as JSON. Error: as of http::Client::get; Fault::data for what is no JSON, which is not quoted.
struct Answered {
  Value body;
  std::string link;  ///< the header
};
[[nodiscard]] Result<Answered> ask(http::Client& client, const std::string& url, const std::string& accept,
                                   const std::stop_token& stop, const std::string& shown = {});

/// The address of rel="next" in a Link header (RFC 8288); empty when there is none.
[[nodiscard]] std::string next_in(std::string_view link);

}  // namespace sluss::rest
