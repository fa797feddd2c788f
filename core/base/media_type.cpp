#include "base/media_type.h"

#include <map>

namespace sluss {

std::string media_type(std::string_view extension) {
  static const std::map<std::string_view, std::string_view> known = {
      {"csv", "text/csv; charset=utf-8"},
      {"json", "application/json"},
      {"jsonl", "application/x-ndjson"},
      {"pdf", "application/pdf"},
      {"txt", "text/plain; charset=utf-8"},
      {"xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"},
      {"xml", "application/xml"},
      {"zip", "application/zip"}};
  const auto at = known.find(extension);
  return std::string(at == known.end() ? "application/octet-stream" : at->second);
}

}  // namespace sluss
