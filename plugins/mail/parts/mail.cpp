#include "mail.h"

#include <algorithm>

#include "delivery_report.h"
#include "mime.h"

namespace sluss::mail {
namespace {

constexpr std::size_t longest_name = 200;

bool is_control(char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; }

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
  mail.sender = sender_of(message);
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
  if (const auto message = parse_mail(bytes)) read_heads(message->get(), mail);
  return mail;
}

Result<Mail> read_mail(std::string_view bytes) {
  SLUSS_TRY_ASSIGN(message, parse_mail(bytes));
  Mail mail;
  read_heads(message.get(), mail);
  SLUSS_TRY(Walk(mail).look(g_mime_message_get_mime_part(message.get()), 0));
  mail.report = find_report(message.get());
  return mail;
}

}  // namespace sluss::mail
