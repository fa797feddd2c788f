#include "mail.h"

#include <algorithm>
#include <gmime/gmime.h>
#include <memory>
#include <mutex>

#include "delivery_report.h"

namespace sluss::imap {
namespace {

constexpr int deepest = 30;
constexpr std::size_t most_parts = 1000;
constexpr std::size_t longest_headers = std::size_t{1024} * 1024;
constexpr std::size_t longest_name = 200;

struct Unref {
  void operator()(void* object) const { g_object_unref(object); }
};
template <class T>
using Held = std::unique_ptr<T, Unref>;

void begin_using_gmime() {
  static std::once_flag once;
  std::call_once(once, [] { g_mime_init(); });
}

std::string text_or_empty(const char* text) { return text == nullptr ? std::string() : std::string(text); }

bool is_control(char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; }

std::string bytes_of(GMimeStream* stream) {
  const auto* bytes = g_mime_stream_mem_get_byte_array(GMIME_STREAM_MEM(stream));
  return {reinterpret_cast<const char*>(bytes->data), bytes->len};
}

Held<GMimeMessage> parsed(std::string_view bytes) {
  begin_using_gmime();
  const Held<GMimeStream> stream(g_mime_stream_mem_new_with_buffer(bytes.data(), bytes.size()));
  const Held<GMimeParser> parser(g_mime_parser_new_with_stream(stream.get()));
  return Held<GMimeMessage>(g_mime_parser_construct_message(parser.get(), nullptr));
}

/// Each four characters are three bytes, and only the last may be fewer. A decoder that passes over what does not fit
/// would hand on a file with a hole.
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

/// Walks through the parts of one mail; not into mails within it, which others may have written.
class Walk {
 public:
  explicit Walk(Mail& mail) : mail_(mail) {}

  Result<void> look(GMimeObject* object, int depth) {
    if (object == nullptr) return {};
    if (depth > deepest) return fail(Fault::data, "the mail is nested more than " + std::to_string(deepest) + " deep");
    if (++parts_ > most_parts)
      return fail(Fault::data, "the mail has more than " + std::to_string(most_parts) + " parts");
    if (GMIME_IS_MULTIPART(object)) return look_into(GMIME_MULTIPART(object), depth);
    if (GMIME_IS_PART(object)) take(GMIME_PART(object));
    return {};
  }

 private:
  Result<void> look_into(GMimeMultipart* all, int depth) {
    // GMime keeps in mind whether the end was there.
    if (all->write_end_boundary == FALSE)
      return fail(Fault::data, "the mail ends before its last part does; have it sent again");
    for (int i = 0; i < g_mime_multipart_get_count(all); ++i)
      SLUSS_TRY(look(g_mime_multipart_get_part(all, i), depth + 1));
    return {};
  }

  void take(GMimePart* part) {
    auto name = plain_name(text_or_empty(g_mime_part_get_filename(part)));
    if (!name.empty()) mail_.attachments.push_back({std::move(name), content_of(part)});
  }

  Mail& mail_;
  std::size_t parts_ = 0;
};

void read_heads(GMimeMessage* message, Mail& mail) {
  mail.subject = text_or_empty(g_mime_message_get_subject(message));
  auto* from = g_mime_message_get_from(message);
  if (internet_address_list_length(from) != 1) return;
  auto* address = internet_address_list_get_address(from, 0);
  if (INTERNET_ADDRESS_IS_MAILBOX(address))
    mail.sender = text_or_empty(internet_address_mailbox_get_addr(INTERNET_ADDRESS_MAILBOX(address)));
}

std::size_t headers_in(std::string_view bytes) {
  const auto unix_end = bytes.find("\n\n"), end = bytes.find("\r\n\r\n");
  return std::min({unix_end, end, bytes.size()});
}

}  // namespace

std::string plain_name(std::string_view text) {
  text = text.substr(text.find_last_of("/\\") + 1);
  std::string name;
  for (const char c : text) name += is_control(c) ? '_' : c;
  while (name.size() > longest_name ||
         (!name.empty() && (static_cast<unsigned char>(name.back()) & 0xC0U) == 0x80U && !is_utf8(name)))
    name.pop_back();
  if (!is_utf8(name)) {
    for (char& c : name) c = static_cast<unsigned char>(c) < 0x80 ? c : '_';
  }
  return name;
}

Mail read_headers(std::string_view bytes) {
  Mail mail;
  if (const auto message = parsed(bytes)) read_heads(message.get(), mail);
  return mail;
}

Result<Mail> read_mail(std::string_view bytes) {
  if (headers_in(bytes) > longest_headers) return fail(Fault::data, "the mail's headers are longer than 1 MiB");
  const auto message = parsed(bytes);
  if (message == nullptr) return fail(Fault::data, "this is no mail: it has no headers");
  Mail mail;
  read_heads(message.get(), mail);
  SLUSS_TRY(Walk(mail).look(g_mime_message_get_mime_part(message.get()), 0));
  mail.report = find_report(message.get());
  return mail;
}

}  // namespace sluss::imap
