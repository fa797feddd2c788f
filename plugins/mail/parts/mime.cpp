#include "mime.h"

#include <algorithm>
#include <mutex>

namespace sluss::mail {
namespace {

constexpr std::size_t longest_headers = std::size_t{1024} * 1024;

void begin_using_gmime() {
  static std::once_flag once;
  std::call_once(once, [] { g_mime_init(); });
}

std::size_t headers_in(std::string_view bytes) {
  const auto unix_end = bytes.find("\n\n"), end = bytes.find("\r\n\r\n");
  return std::min({unix_end, end, bytes.size()});
}

/// Each four characters are three bytes, and only the last may be fewer.
bool is_base64(std::string_view text) {
  std::size_t count = 0, padding = 0;
  for (const char c : text) {
    if (c == ' ' || c == '\t' || c == '\r' || c == '\n') continue;
    const bool digit =
        (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '+' || c == '/';
    if (c == '=') ++padding;
    else if (!digit || padding > 0) return false;
    ++count;
  }
  return count % 4 == 0 && padding <= 2;
}

bool is_quoted_printable(std::string_view text) {
  const auto is_hex = [](char c) { return std::isxdigit(static_cast<unsigned char>(c)) != 0; };
  for (auto at = text.find('='); at != std::string_view::npos; at = text.find('=', at + 1)) {
    const auto rest = text.substr(at + 1);
    const auto blanks = std::min(rest.find_first_not_of(" \t"), rest.size());
    const bool soft = blanks == rest.size() || rest[blanks] == '\n' || rest.substr(blanks).starts_with("\r\n");
    if (!soft && !(rest.size() >= 2 && is_hex(rest[0]) && is_hex(rest[1]))) return false;
  }
  return true;
}

std::string encoded_content(GMimePart* part) {
  auto* raw = g_mime_data_wrapper_get_stream(g_mime_part_get_content(part));
  const Held<GMimeStream> copy(g_mime_stream_mem_new());
  g_mime_stream_reset(raw);
  g_mime_stream_write_to_stream(raw, copy.get());
  return bytes_of(copy.get());
}

}  // namespace

std::string text_or_empty(const char* text) { return text == nullptr ? std::string() : std::string(text); }

std::string bytes_of(GMimeStream* stream) {
  const auto* bytes = g_mime_stream_mem_get_byte_array(GMIME_STREAM_MEM(stream));
  return {reinterpret_cast<const char*>(bytes->data), bytes->len};
}

Result<Held<GMimeMessage>> parse_mail(std::string_view bytes) {
  if (headers_in(bytes) > longest_headers) return fail(Fault::data, "the mail's headers are longer than 1 MiB");
  begin_using_gmime();
  const Held<GMimeStream> stream(g_mime_stream_mem_new_with_buffer(bytes.data(), bytes.size()));
  const Held<GMimeParser> parser(g_mime_parser_new_with_stream(stream.get()));
  Held<GMimeMessage> message(g_mime_parser_construct_message(parser.get(), nullptr));
  if (message == nullptr) return fail(Fault::data, "this is no mail: it has no headers");
  return message;
}

Result<std::string> content_of(GMimePart* part) {
  if (g_mime_part_get_content(part) == nullptr) return std::string();
  auto encoded = encoded_content(part);
  const auto encoding = g_mime_part_get_content_encoding(part);
  switch (encoding) {
    case GMIME_CONTENT_ENCODING_DEFAULT:
    case GMIME_CONTENT_ENCODING_7BIT:
    case GMIME_CONTENT_ENCODING_8BIT:
    case GMIME_CONTENT_ENCODING_BINARY: return encoded;
    case GMIME_CONTENT_ENCODING_BASE64:
      if (!is_base64(encoded))
        return fail(Fault::data, "the attachment's base64 is damaged or cut; have it sent again");
      break;
    case GMIME_CONTENT_ENCODING_QUOTEDPRINTABLE:
      if (!is_quoted_printable(encoded))
        return fail(Fault::data, "the attachment's quoted-printable is damaged; have it sent again");
      break;
    default: return fail(Fault::data, "the attachment is encoded in a way that is not read; have it sent as base64");
  }
  const Held<GMimeStream> plain(g_mime_stream_mem_new());
  g_mime_data_wrapper_write_to_stream(g_mime_part_get_content(part), plain.get());
  return bytes_of(plain.get());
}

std::string sender_of(GMimeMessage* message) {
  auto* from = g_mime_message_get_from(message);
  if (internet_address_list_length(from) != 1) return {};
  auto* address = internet_address_list_get_address(from, 0);
  if (!INTERNET_ADDRESS_IS_MAILBOX(address)) return {};
  return text_or_empty(internet_address_mailbox_get_addr(INTERNET_ADDRESS_MAILBOX(address)));
}

}  // namespace sluss::mail
