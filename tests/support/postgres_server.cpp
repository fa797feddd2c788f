#include "support/postgres_server.h"

#include <algorithm>
#include <csignal>
#include <stdexcept>

#include "support/post.h"

namespace sluss::test {
namespace {

namespace fs = std::filesystem;

/// Debian has the server's programs in a folder of their version, on no PATH.
fs::path program(const std::string& name) {
  std::vector<fs::path> found;
  std::error_code missing;
  for (const auto& version : fs::directory_iterator("/usr/lib/postgresql", missing)) {
    if (fs::exists(version.path() / "bin" / name)) found.push_back(version.path() / "bin" / name);
  }
  if (found.empty()) throw std::runtime_error("postgresql is not installed: see deploy/packages.txt");
  return *std::max_element(found.begin(), found.end());
}

std::string settings_of(const fs::path& folder, const Certificate& certificate, int port) {
  return "listen_addresses = '127.0.0.1'\nport = " + std::to_string(port) + "\nunix_socket_directories = '" +
         folder.string() + "'\nfsync = off\nmax_connections = 20\nshared_buffers = 16MB\nssl = on\nssl_cert_file = '" +
         certificate.certificate.string() + "'\nssl_key_file = '" + certificate.key.string() + "'\nssl_ca_file = '" +
         (folder / "client.pem").string() + "'\n";
}

std::string admission_of() {
  return std::string("local all postgres trust\nlocal all sluss scram-sha-256\nhostssl all ") + certified_user +
         " 127.0.0.1/32 cert\nhostssl all sluss 127.0.0.1/32 scram-sha-256\n"
         "hostnossl all sluss 127.0.0.1/32 scram-sha-256\n";
}

}  // namespace

PostgresServer::PostgresServer(const std::string& holder, int days)
    : certificate_(make_certificate(folder_.path(), "server", holder, days)),
      client_(make_certificate(folder_.path(), "client", "DNS:client.example")),
      port_(free_port()) {
  const auto data = folder_.path() / "data", scratch = folder_.path() / "scratch";
  fs::create_directory(scratch);
  // The test keeps the key that it logs in with; all else is the server's.
  const auto key = read_file(client_.key);
  folder_.hand_over();
  const auto made = run(unprivileged({program("initdb"), "-D", data, "-U", "postgres", "-A", "trust", "--no-locale",
                                      "-E", "UTF8", "--no-sync"}),
                        scratch);
  if (made.exit != 0) throw std::runtime_error("initdb: " + made.err);
  fs::remove(client_.key);
  write_file(client_.key, key);
  fs::permissions(client_.key, fs::perms::owner_read | fs::perms::owner_write);
  write_file(data / "postgresql.conf", settings_of(folder_.path(), certificate_, port_));
  write_file(data / "pg_hba.conf", admission_of());
  start();
  sql(std::string("SET password_encryption = 'scram-sha-256'; CREATE ROLE sluss LOGIN PASSWORD '") + database_password +
      "'; CREATE ROLE " + certified_user + " LOGIN");
  sql(std::string("CREATE DATABASE ") + database_name + " OWNER sluss");
}

void PostgresServer::start() {
  process_ = std::make_unique<Process>(unprivileged({program("postgres"), "-D", (folder_.path() / "data").string()}),
                                       folder_.path() / "scratch");
  wait_until(*process_, "postgres", [&] {
    return listens(port_) &&
           run(unprivileged({program("pg_isready"), "-q", "-h", socket(), "-p", std::to_string(port_)}),
               folder_.path() / "scratch")
                   .exit == 0;
  });
}

void PostgresServer::stop() {
  if (process_ == nullptr) return;
  if (process_->running()) process_->send(SIGQUIT);
  process_->wait();
  process_.reset();
}

std::string PostgresServer::sql(const std::string& statements) const {
  const auto database = statements.starts_with("SET password") || statements.starts_with("CREATE DATABASE")
                            ? std::string("postgres")
                            : std::string(database_name);
  const auto done = run(unprivileged({program("psql"), "-X", "-q", "-At", "-h", socket(), "-p", std::to_string(port_),
                                      "-U", "postgres", "-d", database, "-v", "ON_ERROR_STOP=1", "-c", statements}),
                        folder_.path() / "scratch");
  if (done.exit != 0) throw std::runtime_error("psql: " + done.err);
  return done.out.substr(0, done.out.find_last_not_of('\n') + 1);
}

int PostgresServer::backend(const std::string& statement) const {
  const auto found = sql("SELECT pid FROM pg_stat_activity WHERE state = 'active' AND query LIKE '" + statement +
                         "%' AND pid <> pg_backend_pid() LIMIT 1");
  return found.empty() ? 0 : std::stoi(found);
}

}  // namespace sluss::test
