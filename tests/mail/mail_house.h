// A house whose placements come by mail and whose bases leave by mail: what the tests by mail share.
#pragma once

#include <algorithm>
#include <gtest/gtest.h>
#include <map>
#include <string>
#include <vector>

#include "base/json.h"
#include "base/text.h"
#include "support/mail_servers.h"
#include "support/world.h"

namespace sluss::test {

/// The value of a header that is one line; empty when it is not there.
inline std::string header(const std::string& mail, const std::string& name) {
  const auto end = std::min(mail.find("\r\n\r\n"), mail.find("\n\n"));
  for (const auto line : split(std::string_view(mail).substr(0, end), '\n')) {
    if (fold_case(line).starts_with(fold_case(name) + ":")) return std::string(trim(line.substr(name.size() + 1)));
  }
  return {};
}

/// How often each Message-ID came.
inline std::map<std::string, int> by_message_id(const std::vector<std::string>& mails) {
  std::map<std::string, int> all;
  for (const auto& mail : mails) ++all[header(mail, "Message-ID")];
  return all;
}

/// A mail with one attachment, as people send it. Its bytes are text without a line that begins with "--=_".
inline std::string mail_with(const std::string& name, const std::string& bytes, const std::string& sender) {
  return "From: " + sender + "\r\nTo: placeringar@region.example\r\nSubject: Placeringar\r\nMIME-Version: 1.0\r\n" +
         "Content-Type: multipart/mixed; boundary=\"=_b\"\r\n\r\n--=_b\r\nContent-Type: text/plain\r\n\r\nHej!\r\n" +
         "--=_b\r\nContent-Type: text/csv; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n" +
         "Content-Disposition: attachment; filename=\"" + name + "\"\r\n\r\n" + bytes + "\r\n--=_b--\r\n";
}

/// The same with any bytes, as base64.
inline std::string attached(const std::string& name, const std::string& bytes, const std::string& sender) {
  constexpr std::string_view digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string text;
  for (std::size_t at = 0; at < bytes.size(); at += 3) {
    const auto size = std::min<std::size_t>(3, bytes.size() - at);
    unsigned three = 0;
    for (std::size_t i = 0; i < 3; ++i)
      three = three << 8U | (i < size ? static_cast<unsigned char>(bytes[at + i]) : 0U);
    for (unsigned i = 0; i < 4; ++i) text += i <= size ? digits[three >> (18 - 6 * i) & 63U] : '=';
    if (at % 57 == 54) text += "\r\n";
  }
  auto mail = mail_with(name, text, sender);
  const std::string from = "Content-Transfer-Encoding: 8bit";
  return mail.replace(mail.find(from), from.size(), "Content-Transfer-Encoding: base64");
}

/// The options by which a plugin reaches a server of the tests.
template <class Server>
std::string reach(const Server& server, const std::string& secret = "mail_password") {
  return "host: 127.0.0.1, port: " + std::to_string(server.port()) + ", user: " + mail_user +
         ", password: \"secret:" + secret + "\", ca: \"" + server.ca().string() + "\"";
}

inline void add_secret(const World& world, const std::string& name, const std::string& value) {
  std::filesystem::create_directories(world.root() / "config/secrets");
  world.configure("secrets/" + name, value);
  std::filesystem::permissions(world.root() / "config/secrets" / name, std::filesystem::perms(0600));
}

}  // namespace sluss::test
