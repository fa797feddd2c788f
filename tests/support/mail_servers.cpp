#include "support/mail_servers.h"

#include <algorithm>
#include <csignal>
#include <map>
#include <stdexcept>
#include <unistd.h>

#include "support/post.h"

namespace sluss::test {
namespace {

namespace fs = std::filesystem;

constexpr auto delivery_agent = "/usr/lib/dovecot/dovecot-lda";

std::string identity(const char* root, int own) { return ::geteuid() == 0 ? std::string(root) : std::to_string(own); }

std::string name_of(const char* id, const char* number) {
  FILE* out = ::popen((std::string("getent ") + id + " " + number + " | cut -d: -f1").c_str(), "r");
  char buffer[256] = {};
  const auto size = std::fread(buffer, 1, sizeof buffer - 1, out);
  ::pclose(out);
  std::string text(buffer, size);
  return text.substr(0, text.find('\n'));
}

std::string configuration_of(const fs::path& folder, const Certificate& certificate, int port, int tls_port,
                             const std::string& more) {
  const auto uid = identity("65534", static_cast<int>(::geteuid()));
  const auto gid = identity("65534", static_cast<int>(::getegid()));
  const auto at = folder.string();
  std::string text = "protocols = imap\nlisten = 127.0.0.1\nbase_dir = " + at + "/run\nstate_dir = " + at +
                     "/run\nlog_path = " + at + "/log\nmail_location = maildir:" + at +
                     "/mail\nssl = required\nauth_mechanisms = plain login\nauth_failure_delay = 0\n"
                     "mail_fsync = never\nfirst_valid_uid = 1\nfirst_valid_gid = 0\n"
                     "default_vsz_limit = 1G\n";
  text += "default_internal_user = " + name_of("passwd", uid.c_str()) +
          "\ndefault_login_user = " + name_of("passwd", uid.c_str()) +
          "\ndefault_internal_group = " + name_of("group", gid.c_str()) + "\n";
  text += "ssl_cert = <" + certificate.certificate.string() + "\nssl_key = <" + certificate.key.string() + "\n";
  text += "passdb {\n driver = passwd-file\n args = " + at +
          "/users\n}\nuserdb {\n driver = static\n args = uid=" + uid + " gid=" + gid + " home=" + at + "/mail\n}\n";
  text +=
      "service anvil {\n chroot =\n}\nservice stats {\n chroot =\n}\nservice imap-login {\n chroot =\n"
      " inet_listener imap {\n  port = " +
      std::to_string(port) + "\n }\n inet_listener imaps {\n  port = " + std::to_string(tls_port) +
      "\n  ssl = yes\n }\n}\nnamespace inbox {\n inbox = yes\n separator = /\n}\n";
  return text + more;
}

}  // namespace

std::string why_no_mail_servers() {
  if (!fs::exists("/usr/sbin/dovecot") || !fs::exists(delivery_agent)) return "dovecot-imapd is not installed";
  if (!fs::exists("/usr/lib/python3/dist-packages/aiosmtpd")) return "python3-aiosmtpd is not installed";
  return {};
}

Dovecot::Dovecot(const Options& options)
    : certificate_(make_certificate(folder_.path(), "certificate", options.holder, options.days)),
      port_(free_port()),
      tls_port_(free_port()) {
  for (const auto* name : {"run", "mail", "scratch"}) fs::create_directory(folder_.path() / name);
  write_file(configuration(), configuration_of(folder_.path(), certificate_, port_, tls_port_, options.settings));
  write_file(folder_.path() / "users", std::string(mail_user) + ":{PLAIN}" + mail_password + "::::::\n");
  folder_.hand_over();
  start();
}

void Dovecot::start() {
  process_ = std::make_unique<Process>(unprivileged({"/usr/sbin/dovecot", "-F", "-c", configuration().string()}),
                                       folder_.path() / "scratch");
  wait_until(*process_, "dovecot", [&] { return listens(port_) && listens(tls_port_); });
}

void Dovecot::stop() {
  if (process_ == nullptr) return;
  if (process_->running()) process_->send(SIGTERM);
  process_->wait();
  process_.reset();
}

void Dovecot::kill_sessions() const {
  // The children of our own master, by their ids.
  for (const auto& entry : fs::directory_iterator("/proc")) {
    const auto name = read_file(entry.path() / "comm");
    const auto status = read_file(entry.path() / "status");
    const auto mine = "\nPPid:\t" + std::to_string(process_->pid()) + "\n";
    if ((name == "imap\n" || name == "imap-login\n") && status.find(mine) != std::string::npos)
      ::kill(std::stoi(entry.path().filename()), SIGKILL);
  }
}

void Dovecot::deliver(const std::string& bytes) const {
  const auto file = folder_.path() / "scratch" / "incoming";
  write_file(file, bytes);
  const auto done = run(unprivileged({"/bin/sh", "-c",
                                      std::string(delivery_agent) + " -e -c '" + configuration().string() + "' < '" +
                                          file.string() + "'"}),
                        folder_.path() / "scratch", {"USER=sluss", "HOME=" + (folder_.path() / "mail").string()});
  if (done.exit != 0) throw std::runtime_error("the mail was not put into the mailbox: " + done.err);
}

std::vector<std::string> Dovecot::mails(const std::string& folder) const {
  const auto root = folder_.path() / "mail" / (folder.empty() ? "" : "." + folder);
  std::map<std::string, std::string> all;
  for (const auto* part : {"new", "cur"}) {
    if (!fs::exists(root / part)) continue;
    for (const auto& entry : fs::directory_iterator(root / part))
      all[entry.path().filename()] = read_file(entry.path());
  }
  std::vector<std::string> mails;
  for (auto& [name, bytes] : all) mails.push_back(std::move(bytes));
  return mails;
}

int Dovecot::unseen() const {
  int count = 0;
  for (const auto* part : {"new", "cur"}) {
    for (const auto& entry : fs::directory_iterator(folder_.path() / "mail" / part)) {
      const auto name = entry.path().filename().string();
      const auto flags = name.rfind(":2,");
      count += flags == std::string::npos || name.find('S', flags) == std::string::npos ? 1 : 0;
    }
  }
  return count;
}

int Dovecot::logged(const std::string& text) const {
  const auto log = read_file(folder_.path() / "log");
  int count = 0;
  for (auto at = log.find(text); at != std::string::npos; at = log.find(text, at + 1)) ++count;
  return count;
}

MailRelay::MailRelay(const Dovecot& mailbox, const std::vector<std::string>& options, const std::string& holder,
                     int days)
    : certificate_(make_certificate(folder_.path(), "certificate", holder, days)) {
  folder_.hand_over();
  std::vector<std::string> command = {"/usr/bin/python3",
                                      SLUSS_MAIL_RELAY,
                                      folder_.path().string(),
                                      certificate_.certificate.string(),
                                      certificate_.key.string(),
                                      mailbox.configuration().string(),
                                      mail_user,
                                      mail_password};
  command.insert(command.end(), options.begin(), options.end());
  process_ = std::make_unique<Process>(unprivileged(command), folder_.path());
  const auto port = folder_.path() / "port";
  wait_until(*process_, "the mail relay", [&] { return fs::exists(port); });
  port_ = std::stoi(read_file(port));
}

void MailRelay::stop() {
  if (process_ == nullptr) return;
  if (process_->running()) process_->send(SIGKILL);
  process_->wait();
  process_.reset();
}

int MailRelay::logins() const {
  const auto log = read_file(folder_.path() / "logins");
  return static_cast<int>(std::count(log.begin(), log.end(), '\n'));
}

}  // namespace sluss::test
