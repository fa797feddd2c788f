#include "letter.h"

#include <algorithm>
#include <gmime/gmime.h>
#include <memory>
#include <mutex>

#include "access.h"
#include "base/text.h"

namespace sluss::smtp {
namespace {

constexpr std::size_t longest_subject = 400;
constexpr std::size_t longest_name = 200;

struct Unref {
  void operator()(void* object) const { g_object_unref(object); }
  void operator()(GMimeFormatOptions* options) const { g_mime_format_options_free(options); }
  void operator()(GDateTime* date) const { g_date_time_unref(date); }
};
template <class T>
using Held = std::unique_ptr<T, Unref>;

void begin_using_gmime() {
  static std::once_flag once;
  std::call_once(once, [] { g_mime_init(); });
}

Result<void> check(const Letter& letter) {
  const auto is_none = [](const std::string& address) { return !mail::is_address(address); };
  const bool addressed = !is_none(letter.from) && (letter.reply_to.empty() || !is_none(letter.reply_to)) &&
                         std::none_of(letter.to.begin(), letter.to.end(), is_none) &&
                         std::none_of(letter.cc.begin(), letter.cc.end(), is_none);
  if (!addressed || letter.to.empty()) return fail(Fault::data, "it has an address that is none");
  if (has_control(letter.subject)) return fail(Fault::data, "its subject holds a control character");
  if (!is_utf8(letter.subject) || !is_utf8(letter.text) || letter.text.find('\0') != std::string::npos)
    return fail(Fault::data, "its text is not UTF-8, or holds a NUL");
  if (letter.subject.size() > longest_subject)
    return fail(Fault::data, "its subject is longer than " + std::to_string(longest_subject) + " bytes");
  for (const auto& enclosure : letter.enclosures) {
    if (has_control(enclosure.name) || !is_utf8(enclosure.name) || enclosure.name.size() > longest_name)
      return fail(Fault::data, "a document's name holds a control character or is longer than " +
                                   std::to_string(longest_name) + " bytes");
  }
  return {};
}

void add_addresses(GMimeMessage* message, GMimeAddressType type, const std::vector<std::string>& addresses) {
  for (const auto& address : addresses) g_mime_message_add_mailbox(message, type, nullptr, address.c_str());
}

void add_text(GMimeMultipart* all, const std::string& text) {
  const Held<GMimeTextPart> part(g_mime_text_part_new_with_subtype("plain"));
  g_mime_text_part_set_charset(part.get(), "utf-8");
  g_mime_text_part_set_text(part.get(), text.c_str());
  g_mime_part_set_content_encoding(GMIME_PART(part.get()), GMIME_CONTENT_ENCODING_QUOTEDPRINTABLE);
  g_mime_multipart_add(all, GMIME_OBJECT(part.get()));
}

void add_enclosure(GMimeMultipart* all, const Enclosure& enclosure) {
  const Held<GMimeContentType> type(g_mime_content_type_parse(nullptr, enclosure.type.c_str()));
  const Held<GMimePart> part(g_mime_part_new());
  g_mime_object_set_content_type(GMIME_OBJECT(part.get()), type.get());
  const Held<GMimeStream> bytes(g_mime_stream_mem_new_with_buffer(enclosure.bytes.data(), enclosure.bytes.size()));
  const Held<GMimeDataWrapper> content(
      g_mime_data_wrapper_new_with_stream(bytes.get(), GMIME_CONTENT_ENCODING_DEFAULT));
  g_mime_part_set_content(part.get(), content.get());
  g_mime_part_set_content_encoding(part.get(), GMIME_CONTENT_ENCODING_BASE64);
  g_mime_object_set_disposition(GMIME_OBJECT(part.get()), GMIME_DISPOSITION_ATTACHMENT);
  g_mime_part_set_filename(part.get(), enclosure.name.c_str());
  g_mime_multipart_add(all, GMIME_OBJECT(part.get()));
}

std::string written(GMimeMessage* message) {
  const Held<GMimeFormatOptions> format(g_mime_format_options_new());
  g_mime_format_options_set_newline_format(format.get(), GMIME_NEWLINE_FORMAT_DOS);
  g_mime_object_encode(GMIME_OBJECT(message), GMIME_ENCODING_CONSTRAINT_7BIT);
  const Held<GMimeStream> stream(g_mime_stream_mem_new());
  g_mime_object_write_to_stream(GMIME_OBJECT(message), format.get(), stream.get());
  const auto* bytes = g_mime_stream_mem_get_byte_array(GMIME_STREAM_MEM(stream.get()));
  return {reinterpret_cast<const char*>(bytes->data), bytes->len};
}

}  // namespace

std::string message_id(std::string_view delivery_key, std::string_view from) {
  return "sluss." + to_hex(digest(delivery_key)) + std::string(from.substr(from.find('@')));
}

Result<std::string> to_wire(const Letter& letter) {
  SLUSS_TRY(check(letter));
  begin_using_gmime();
  const Held<GMimeMessage> message(g_mime_message_new(TRUE));
  add_addresses(message.get(), GMIME_ADDRESS_TYPE_FROM, {letter.from});
  if (!letter.reply_to.empty()) add_addresses(message.get(), GMIME_ADDRESS_TYPE_REPLY_TO, {letter.reply_to});
  add_addresses(message.get(), GMIME_ADDRESS_TYPE_TO, letter.to);
  add_addresses(message.get(), GMIME_ADDRESS_TYPE_CC, letter.cc);
  g_mime_message_set_subject(message.get(), letter.subject.c_str(), "utf-8");
  const Held<GDateTime> date(g_date_time_new_from_unix_utc(letter.date.time_since_epoch().count()));
  g_mime_message_set_date(message.get(), date.get());
  g_mime_message_set_message_id(message.get(), letter.id.c_str());
  // So that no holiday answer comes back.
  g_mime_object_append_header(GMIME_OBJECT(message.get()), "Auto-Submitted", "auto-generated", nullptr);
  const Held<GMimeMultipart> all(g_mime_multipart_new_with_subtype("mixed"));
  // "=_" stands neither in base64 nor in quoted-printable.
  g_mime_multipart_set_boundary(all.get(), ("=_" + to_hex(digest(letter.id))).c_str());
  add_text(all.get(), letter.text);
  for (const auto& enclosure : letter.enclosures) add_enclosure(all.get(), enclosure);
  g_mime_message_set_mime_part(message.get(), GMIME_OBJECT(all.get()));
  return written(message.get());
}

std::string safe_name(std::string_view text) {
  std::string safe;
  for (const char c : text)
    safe += has_control({&c, 1}) || std::string_view("/\\:*?\"<>|").find(c) != std::string_view::npos ? '_' : c;
  if (safe.starts_with('.')) safe.front() = '_';
  return safe;
}

}  // namespace sluss::smtp
