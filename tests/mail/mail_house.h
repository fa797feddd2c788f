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

/// What stands in a connector's file between two texts, replaced.
inline void replace_part(const std::filesystem::path& file, const std::string& from, const std::string& to,
                         const std::string& with) {
  auto text = read_file(file);
  const auto begin = text.find(from), end = text.find(to, begin);
  ASSERT_TRUE(begin != std::string::npos && end != std::string::npos) << file << " no longer has " << from;
  write_file(file, text.replace(begin, end - begin, with));
}

inline const std::string mail_parameters =
    "  host: { type: text }\n  port: { type: number }\n  user: { type: text }\n  password: { type: secret }\n"
    "  ca: { type: text }\n";
inline const std::string mail_access =
    "        host: \"${host}\"\n        port: \"${port}\"\n        user: \"${user}\"\n"
    "        password: \"${password}\"\n        ca: \"${ca}\"\n";

/// The connector `klipp` with imap in the place of `file`, and `invoice-basis` with smtp: nothing else of them changes.
inline void over_mail(const std::filesystem::path& connectors, const std::string& from = "faktura@region.example") {
  const auto klipp = connectors / "klipp/connector.yaml", basis = connectors / "invoice-basis/connector.yaml";
  replace_part(klipp, "  folder:", "\nprovides:", mail_parameters);
  replace_part(klipp, "      file:", "    format:",
               "      imap:\n" + mail_access + "        match: \"placeringar*.csv\"\n        answer_timeout: 30s\n");
  replace_part(basis, "  folder:", "\ntakes:", mail_parameters);
  replace_part(basis, "      file:", "    format:",
               "      smtp:\n" + mail_access + "        from: " + from +
                   "\n        to: [ekonomi@universitet.example]\n"
                   "        subject: \"Underlag {number}\"\n        text: \"Här kommer underlag {number}.\"\n"
                   "        name: \"underlag-{seller.unit}-{term}-{number}\"\n        answer_timeout: 30s\n");
}

/// How a connection reaches a server of the tests.
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
