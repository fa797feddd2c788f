#include "delivery_report.h"

#include <algorithm>

#include "mime.h"

namespace sluss::mail {
namespace {

constexpr std::size_t longest_id = 250;

/// The value when the line is that field, in lower case.
std::optional<std::string> value_of(std::string_view line, std::string_view field) {
  if (line.size() <= field.size() || line[field.size()] != ':') return std::nullopt;
  if (fold_case(line.substr(0, field.size())) != field) return std::nullopt;
  return fold_case(trim(line.substr(field.size() + 1)));
}

bool is_status(const std::string& text) {
  return text.size() >= 5 && text.size() <= 9 && (text[0] == '2' || text[0] == '4' || text[0] == '5') &&
         std::all_of(text.begin(), text.end(), [](char c) { return (c >= '0' && c <= '9') || c == '.'; });
}

/// What matters most comes first.
int rank_of(const std::string& action) {
  if (action == "failed") return 0;
  if (action == "delayed") return 1;
  return action == "delivered" || action == "relayed" || action == "expanded" ? 2 : 3;
}

bool is_type(GMimeObject* object, const char* type, const char* subtype) {
  return g_mime_content_type_is_type(g_mime_object_get_content_type(object), type, subtype) != FALSE;
}

std::string text_of(GMimeObject* object) {
  if (!GMIME_IS_PART(object) || g_mime_part_get_content(GMIME_PART(object)) == nullptr) return {};
  const Held<GMimeStream> plain(g_mime_stream_mem_new());
  g_mime_data_wrapper_write_to_stream(g_mime_part_get_content(GMIME_PART(object)), plain.get());
  return bytes_of(plain.get());
}

std::string id_of(GMimeMessage* message) {
  const char* id = message == nullptr ? nullptr : g_mime_message_get_message_id(message);
  const std::string text = id == nullptr ? "" : id;
  const bool fits =
      text.size() <= longest_id && std::all_of(text.begin(), text.end(), [](char c) { return c > 0x20 && c < 0x7F; });
  return fits ? text : std::string();
}

/// The Message-ID of the mail that the report brings back, whole or its headers.
std::string returned_id(GMimeObject* object) {
  if (GMIME_IS_MESSAGE_PART(object)) return id_of(g_mime_message_part_get_message(GMIME_MESSAGE_PART(object)));
  if (!is_type(object, "text", "rfc822-headers")) return {};
  const auto text = text_of(object) + "\r\n\r\n";
  const Held<GMimeStream> stream(g_mime_stream_mem_new_with_buffer(text.data(), text.size()));
  const Held<GMimeParser> parser(g_mime_parser_new_with_stream(stream.get()));
  const Held<GMimeMessage> headers(g_mime_parser_construct_message(parser.get(), nullptr));
  return id_of(headers.get());
}

}  // namespace

DeliveryReport read_status(std::string_view text) {
  DeliveryReport worst, group;
  const auto end_group = [&] {
    if (!group.action.empty() && (worst.action.empty() || rank_of(group.action) < rank_of(worst.action))) worst = group;
    group = {};
  };
  for (const auto raw : split(text, '\n')) {
    const auto line = trim(raw);
    if (line.empty()) end_group();
    if (auto action = value_of(line, "action"); action && rank_of(*action) < 3) group.action = std::move(*action);
    if (auto status = value_of(line, "status"); status && is_status(*status)) group.status = std::move(*status);
  }
  end_group();
  return worst;
}

std::optional<DeliveryReport> find_report(GMimeMessage* message) {
  auto* root = g_mime_message_get_mime_part(message);
  if (root == nullptr || !GMIME_IS_MULTIPART(root) || !is_type(root, "multipart", "report")) return std::nullopt;
  DeliveryReport report;
  std::string id;
  auto* all = GMIME_MULTIPART(root);
  for (int i = 0; i < std::min(g_mime_multipart_get_count(all), 10); ++i) {
    auto* part = g_mime_multipart_get_part(all, i);
    if (is_type(part, "message", "delivery-status") || is_type(part, "message", "global-delivery-status"))
      report = read_status(text_of(part));
    else if (id.empty()) id = returned_id(part);
  }
  if (report.action.empty() || id.empty()) return std::nullopt;
  report.message_id = std::move(id);
  return report;
}

}  // namespace sluss::mail
