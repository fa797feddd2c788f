#include "login.h"

#include <memory>

#include "base/file_name.h"

namespace sluss::sftp {
namespace {

struct KeyEnd {
  void operator()(ssh_key key) const { ssh_key_free(key); }
};
using Key = std::unique_ptr<ssh_key_struct, KeyEnd>;

/// Without it the library would ask at the terminal.
int give_no_passphrase(const char* /*prompt*/, char* /*buffer*/, std::size_t /*size*/, int /*echo*/, int /*verify*/,
                       void* /*data*/) {
  return -1;
}

Result<Key> read_key(const Server& server) {
  const auto* passphrase = server.passphrase.empty() ? nullptr : server.passphrase.reveal().c_str();
  ssh_key key = nullptr;
  const int read =
      ssh_pki_import_privkey_base64(server.key.reveal().c_str(), passphrase, &give_no_passphrase, nullptr, &key);
  if (read == SSH_OK) return Key(key);
  return fail(Fault::denied,
              "the secret of key: is no private key that can be read: it is not whole, or passphrase: is missing or "
              "wrong. Nothing was tried at " +
                  server.place());
}

/// Answers the one question that is not shown while it is typed: the password.
int answer_questions(ssh_session session, const Server& server) {
  int said = ssh_userauth_kbdint(session, nullptr, nullptr);
  for (bool answered = false; said == SSH_AUTH_INFO; said = ssh_userauth_kbdint(session, nullptr, nullptr)) {
    const int questions = ssh_userauth_kbdint_getnprompts(session);
    char echo = 0;
    if (questions == 0) continue;
    const bool is_password = questions == 1 && ssh_userauth_kbdint_getprompt(session, 0, &echo) != nullptr && echo == 0;
    if (!is_password || answered) return SSH_AUTH_DENIED;
    if (ssh_userauth_kbdint_setanswer(session, 0, server.password.reveal().c_str()) < 0) return SSH_AUTH_ERROR;
    answered = true;
  }
  return said;
}

int give_password(ssh_session session, const Server& server) {
  const auto ways = static_cast<unsigned>(ssh_userauth_list(session, nullptr));
  const bool only_asks = (ways & SSH_AUTH_METHOD_PASSWORD) == 0 && (ways & SSH_AUTH_METHOD_INTERACTIVE) != 0;
  if (only_asks) return answer_questions(session, server);
  return ssh_userauth_password(session, nullptr, server.password.reveal().c_str());
}

/// Some servers hang up, with a word of farewell, on those whose proof they do not take. The library then waits until
/// its own time is out, and has nothing but a text to tell by.
bool hung_up(ssh_session session) {
  return std::string_view(ssh_get_error(session)).find("SSH_MSG_DISCONNECT") != std::string_view::npos;
}

Result<void> verdict(ssh_session session, int said, const Server& server, const std::string& with) {
  const auto who = server.place() + " refuses " + shown(server.user);
  if (said == SSH_AUTH_SUCCESS) return {};
  if (said == SSH_AUTH_PARTIAL)
    return fail(Fault::denied, who + ": it took " + with + ", and asks for more; give both key: and password:");
  if (said == SSH_AUTH_DENIED || hung_up(session))
    return fail(Fault::denied, who + " with " + with + "; check user: and the secret, and that the account is open");
  return fail(Fault::unavailable, "the connection to " + server.place() + " broke while logging in");
}

}  // namespace

Result<void> log_in(ssh_session session, const Server& server) {
  Key key;
  if (!server.key.empty()) {
    SLUSS_TRY_ASSIGN(read, read_key(server));
    key = std::move(read);
  }
  int said = ssh_userauth_none(session, nullptr);
  if (said != SSH_AUTH_DENIED) return verdict(session, said, server, "no proof");
  if (key == nullptr && server.password.empty())
    return fail(Fault::denied, server.place() + " asks who we are; give key: or password:");
  if (key != nullptr) said = ssh_userauth_publickey(session, nullptr, key.get());
  const bool asks_for_both = key != nullptr && said == SSH_AUTH_PARTIAL;
  if (key != nullptr && (!asks_for_both || server.password.empty())) return verdict(session, said, server, "this key");
  said = give_password(session, server);
  return verdict(session, said, server, asks_for_both ? "this key and password" : "this password");
}

}  // namespace sluss::sftp
