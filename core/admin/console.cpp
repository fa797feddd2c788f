#include "admin/console.h"

#include <algorithm>
#include <array>

#include "admin/problem.h"
#include "base/digest.h"

namespace sluss::admin {
namespace {

constexpr std::size_t shortest_hash = 8;

/// The page may load and ask what comes from here, and nothing else; nothing stands in the page itself.
constexpr auto policy =
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

std::string type_of(std::string_view path) {
  constexpr std::array<std::pair<std::string_view, const char*>, 10> types = {{
      {".html", "text/html; charset=utf-8"},
      {".js", "text/javascript; charset=utf-8"},
      {".css", "text/css; charset=utf-8"},
      {".svg", "image/svg+xml"},
      {".png", "image/png"},
      {".ico", "image/x-icon"},
      {".woff2", "font/woff2"},
      {".json", "application/json"},
      {".webmanifest", "application/manifest+json"},
      {".txt", "text/plain; charset=utf-8"},
  }};
  const auto at = std::ranges::find_if(types, [&](const auto& type) { return path.ends_with(type.first); });
  return at == types.end() ? "application/octet-stream" : at->second;
}

bool is_digit(char c) { return c >= '0' && c <= '9'; }

}  // namespace

bool is_hashed(std::string_view path) {
  const auto name = path.substr(path.rfind('/') + 1);
  const auto stem = name.substr(0, name.rfind('.'));
  const auto hash = stem.substr(stem.find_last_of("-.") + 1);
  if (hash.size() < shortest_hash || hash.size() == stem.size()) return false;
  // In capitals, or hexadecimal: "operations" is a word.
  return std::ranges::all_of(hash, [](char c) { return is_digit(c) || (c >= 'A' && c <= 'Z'); }) ||
         std::ranges::all_of(hash, [](char c) { return is_digit(c) || (c >= 'a' && c <= 'f'); });
}

http::Reply file_reply(std::span<const CompiledFile> files, std::string_view path, const std::string& known) {
  const auto file = std::ranges::find(files, path, &CompiledFile::path);
  if (file == files.end()) throw Problem{404, "the console has no file of that name"};
  const auto tag = '"' + to_hex(digest(file->bytes)) + '"';
  http::Reply reply{200, std::string(file->bytes), 0, type_of(path)};
  reply.headers = {{"Content-Security-Policy", policy},
                   {"Cache-Control", is_hashed(path) ? "public, max-age=31536000, immutable" : "no-cache"},
                   {"ETag", tag}};
  if (known == tag) {
    reply.status = 304;
    reply.body.clear();
  }
  return reply;
}

}  // namespace sluss::admin
