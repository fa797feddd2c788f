// A request as Boost.Beast parses it, and its head as services are asked about it. Included where Boost.Beast is
// compiled.
#pragma once

#include <boost/beast/http.hpp>

#include "http/serving.h"

namespace sluss::http {

using RequestParser = boost::beast::http::request_parser<boost::beast::http::string_body>;

inline constexpr std::size_t largest_head = 16 * 1024;

/// Before the first byte.
inline void set_limits(RequestParser& parser) {
  parser.header_limit(largest_head);
  // Beast would refuse a large body by itself, before the token was looked at.
  parser.body_limit(boost::none);
}

/// Without the peer, once the parser has all of it.
[[nodiscard]] inline RequestHead head_of(const RequestParser& parser) {
  const auto& request = parser.get();
  RequestHead head{std::string(request.method_string()), std::string(request.target())};
  for (const auto& field : request) head.headers.emplace_back(field.name_string(), field.value());
  if (const auto length = parser.content_length()) head.length = *length;
  return head;
}

}  // namespace sluss::http
