#include "net/mail_text.h"

#include <algorithm>
#include <date/date.h>

#include "base/digest.h"
#include "base/text.h"
#include "config/watch_settings.h"

namespace sluss::net {
namespace {

constexpr std::size_t longest_line = 76;
constexpr std::size_t longest_word = 66;  // an encoded word with its frame: 75 with "Subject: " before it
constexpr std::string_view word_begin = "=?UTF-8?Q?", word_end = "?=";

bool is_control(char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; }
bool is_continuation(char c) { return (static_cast<unsigned char>(c) & 0xC0) == 0x80; }
bool is_letter_or_digit(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9'); }

std::string escaped(char c) {
  constexpr auto* digits = "0123456789ABCDEF";
  const auto byte = static_cast<unsigned char>(c);
  return {'=', digits[byte >> 4U], digits[byte & 15U]};
}

std::string encoded_line(std::string_view line) {
  std::string out;
  std::size_t width = 0;
  for (std::size_t i = 0; i < line.size(); ++i) {
    const char c = line[i];
    const bool is_last = i + 1 == line.size();
    const bool as_it_is = (c > 0x20 && c < 0x7F && c != '=') || (c == ' ' && !is_last);
    const auto piece = as_it_is ? std::string(1, c) : escaped(c);
    if (width + piece.size() > longest_line - (is_last ? 0 : 1)) {
      out += "=\r\n";
      width = 0;
    }
    out += piece;
    width += piece.size();
  }
  return out;
}

std::string addresses(const std::vector<std::string>& to) { return join(to, ",\r\n "); }

Result<void> check(const Mail& mail) {
  auto all = mail.to;
  all.push_back(mail.from);
  const bool well = !mail.to.empty() && std::all_of(all.begin(), all.end(), config::is_mail_address);
  if (!well) return fail(Fault::internal, "a mail has an address that is none; nothing was sent");
  if (std::any_of(mail.subject.begin(), mail.subject.end(), is_control))
    return fail(Fault::internal, "a mail's subject has a control character; nothing was sent");
  return {};
}

}  // namespace

std::string encoded_header(std::string_view text) {
  if (std::all_of(text.begin(), text.end(), [](char c) { return c >= 0x20 && c < 0x7F; })) return std::string(text);
  std::string out(word_begin);
  std::size_t width = word_begin.size() + word_end.size();
  for (std::size_t i = 0; i < text.size();) {
    std::string piece;  // a whole character: an encoded word must not split one
    do piece += is_letter_or_digit(text[i]) ? std::string(1, text[i]) : text[i] == ' ' ? "_" : escaped(text[i]);
    while (++i < text.size() && is_continuation(text[i]));
    if (width + piece.size() > longest_word) {
      out += std::string(word_end) + "\r\n " + std::string(word_begin);
      width = word_begin.size() + word_end.size();
    }
    out += piece;
    width += piece.size();
  }
  return out + std::string(word_end);
}

std::string quoted_printable(std::string_view text) {
  std::string out;
  for (const auto line : split(text, '\n')) out += encoded_line(line) + "\r\n";
  return out.substr(0, out.size() - 2);  // split gives one line more than there are line breaks
}

Result<std::string> to_wire(const Mail& mail) {
  SLUSS_TRY(check(mail));
  const auto date = date::format("%a, %d %b %Y %T +0000", mail.date);
  const auto id = to_hex(digest(date + "\n" + mail.subject + "\n" + join(mail.to, ",") + "\n" + mail.text));
  return "Date: " + date + "\r\nFrom: " + mail.from + "\r\nTo: " + addresses(mail.to) +
         "\r\nSubject: " + encoded_header(mail.subject) + "\r\nMessage-ID: <" + id +
         mail.from.substr(mail.from.find('@')) +
         ">\r\nAuto-Submitted: auto-generated\r\nMIME-Version: 1.0\r\n"
         "Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n" +
         quoted_printable(mail.text);
}

}  // namespace sluss::net
