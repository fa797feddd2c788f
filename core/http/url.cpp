#include "http/url.h"

#include <algorithm>
#include <arpa/inet.h>
#include <cctype>
#include <curl/curl.h>
#include <memory>

#include "base/text.h"

namespace sluss::http {
namespace {

constexpr std::size_t longest_shown = 200;

struct UrlEnd {
  void operator()(CURLU* url) const { curl_url_cleanup(url); }
};
using Parsed = std::unique_ptr<CURLU, UrlEnd>;

std::string part(const Parsed& url, CURLUPart which, unsigned flags = 0) {
  char* text = nullptr;
  if (curl_url_get(url.get(), which, &text, flags) != CURLUE_OK) return {};
  std::string copy(text);
  curl_free(text);
  return copy;
}

bool is_loopback(const std::string& host) {
  in_addr address{};
  if (::inet_pton(AF_INET, host.c_str(), &address) == 1) return (ntohl(address.s_addr) >> 24) == 127;
  // libcurl itself takes localhost for the loopback addresses, whatever the name service says.
  return host == "[::1]" || host == "localhost";
}

bool is_unreserved(char c) {
  return std::isalnum(static_cast<unsigned char>(c)) != 0 || std::string_view("-._~").find(c) != std::string_view::npos;
}

/// Scheme, host and port; empty for what is no URL.
std::string origin_of(const std::string& text) {
  const Parsed parsed(curl_url());
  if (curl_url_set(parsed.get(), CURLUPART_URL, text.c_str(), 0) != CURLUE_OK) return {};
  std::string host = part(parsed, CURLUPART_HOST);
  std::transform(host.begin(), host.end(), host.begin(), [](unsigned char c) { return std::tolower(c); });
  return part(parsed, CURLUPART_SCHEME) + "://" + host + ":" + part(parsed, CURLUPART_PORT, CURLU_DEFAULT_PORT);
}

int digit_of(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

}  // namespace

tl::expected<Url, std::string> read_url(const std::string& text) {
  const auto bad = [](const char* why) { return tl::unexpected<std::string>(why); };
  const Parsed parsed(curl_url());
  // Without a scheme libcurl guesses one, http too: what is sent where must stand there.
  if (text.find("://") == std::string::npos || curl_url_set(parsed.get(), CURLUPART_URL, text.c_str(), 0) != CURLUE_OK)
    return bad("it is no URL that Sluss can send to; it begins with https:// and a host");
  const auto scheme = part(parsed, CURLUPART_SCHEME);
  const auto host = part(parsed, CURLUPART_HOST);
  if (scheme != "https" && scheme != "http") return bad("only https:// and http:// can be sent to");
  if (!part(parsed, CURLUPART_USER).empty() || !part(parsed, CURLUPART_PASSWORD).empty())
    return bad("a user or password stands in it; give it as token: or as a secret in headers:");
  if (!part(parsed, CURLUPART_FRAGMENT).empty()) return bad("the part after # is never sent; leave it out");
  if (host.find('{') != std::string::npos) return bad("{key} may stand in the path and the query, not in the host");
  const auto port = part(parsed, CURLUPART_PORT);
  return Url{text, scheme + "://" + host + (port.empty() ? "" : ":" + port) + part(parsed, CURLUPART_PATH),
             scheme == "https", is_loopback(host)};
}

std::optional<std::string> resolved(const std::string& base, const std::string& reference) {
  const Parsed parsed(curl_url());
  if (has_control(reference) || curl_url_set(parsed.get(), CURLUPART_URL, base.c_str(), 0) != CURLUE_OK ||
      curl_url_set(parsed.get(), CURLUPART_URL, reference.c_str(), 0) != CURLUE_OK)
    return std::nullopt;
  auto text = part(parsed, CURLUPART_URL);
  if (!read_url(text)) return std::nullopt;
  return text;
}

bool is_same_origin(const std::string& one, const std::string& other) {
  const auto origin = origin_of(one);
  return !origin.empty() && origin == origin_of(other);
}

std::string percent_encoded(std::string_view text) {
  constexpr std::string_view digits = "0123456789ABCDEF";
  std::string encoded;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (is_unreserved(c)) encoded += c;
    else encoded += {'%', digits[byte >> 4], digits[byte & 15]};
  }
  return encoded;
}

std::optional<std::string> percent_decoded(std::string_view text) {
  std::string plain;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '%') {
      plain += text[i];
      continue;
    }
    const int high = i + 2 < text.size() ? digit_of(text[i + 1]) : -1;
    const int low = i + 2 < text.size() ? digit_of(text[i + 2]) : -1;
    if (high < 0 || low < 0) return std::nullopt;
    plain += static_cast<char>(high * 16 + low);
    i += 2;
  }
  return plain;
}

std::string shown_location(std::string_view location) {
  auto text = std::string(location.substr(0, location.find_first_of("?#")));
  const auto authority = text.find("//");
  if (authority != std::string::npos) {
    const auto path = std::min(text.find('/', authority + 2), text.size());
    const auto at = text.substr(0, path).rfind('@');
    if (at != std::string::npos) text.erase(authority + 2, at - authority - 1);
  }
  if (text.size() > longest_shown) text.resize(longest_shown);
  for (char& c : text) {
    if (c <= 0x20 || c >= 0x7F) c = '?';
  }
  return text;
}

std::string name_of(const std::string& shown) {
  const auto host = shown.find("//");
  const auto path = host == std::string::npos ? host : shown.find('/', host + 2);
  return path == std::string::npos ? shown : shown.substr(path + 1);
}

bool is_header_name(std::string_view name) {
  return !name.empty() && std::all_of(name.begin(), name.end(), [](char c) {
    return std::isalnum(static_cast<unsigned char>(c)) != 0 ||
           std::string_view("!#$%&'*+-.^_`|~").find(c) != std::string_view::npos;
  });
}

}  // namespace sluss::http
