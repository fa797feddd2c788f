#include "alarms/smtp_server.h"

#include <algorithm>
#include <chrono>
#include <stdexcept>
#include <thread>

#include "base/json.h"

namespace sluss::test {
namespace {

std::vector<std::string> command(const std::filesystem::path& folder, const std::vector<std::string>& options) {
  std::vector<std::string> all = {SLUSS_SMTP_SERVER, folder.string()};
  all.insert(all.end(), options.begin(), options.end());
  return all;
}

}  // namespace

std::filesystem::path make_certificate(const std::filesystem::path& folder, const std::string& name) {
  const auto key = folder / "key.pem", certificate = folder / "certificate.pem", both = folder / "both.pem";
  std::filesystem::create_directories(folder);
  const auto made = run({"openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1",
                         "-nodes", "-days", "30", "-subj", "/CN=Sluss test", "-addext", "subjectAltName=" + name,
                         "-keyout", key.string(), "-out", certificate.string()},
                        folder);
  if (made.exit != 0) throw std::runtime_error("no certificate was made: " + made.err);
  write_file(both, read_file(certificate) + read_file(key));
  return both;
}

SmtpServer::SmtpServer(const std::vector<std::string>& options)
    : process_(command(folder_.path(), options), folder_.path()) {
  for (int i = 0; i < 600 && port_.empty(); ++i) {
    if (!process_.running()) throw std::runtime_error("the SMTP server ended: " + process_.err_so_far());
    port_ = read_file(folder_.path() / "port");
    if (port_.empty()) std::this_thread::sleep_for(std::chrono::milliseconds(50));
  }
  if (port_.empty()) throw std::runtime_error("the SMTP server did not start: " + process_.err_so_far());
}

std::vector<Value> SmtpServer::mails() const {
  std::vector<Value> all;
  for (int i = 1;; ++i) {
    const auto file = folder_.path() / (std::to_string(i) + ".json");
    if (!std::filesystem::exists(file)) return all;
    all.push_back(*parse_json(read_file(file)));
  }
}

std::size_t SmtpServer::logins() const {
  const auto log = read_file(folder_.path() / "logins");
  return static_cast<std::size_t>(std::count(log.begin(), log.end(), '\n'));
}

}  // namespace sluss::test
