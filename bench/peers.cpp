#include "peers.h"

#include <SQLiteCpp/SQLiteCpp.h>
#include <chrono>
#include <fstream>

#include "mail/mail_house.h"
#include "rewrite.h"
#include "ssh_server.h"
#include "support/mail_servers.h"
#include "support/post.h"
#include "support/postgres_server.h"

namespace sluss::bench {
namespace {

namespace fs = std::filesystem;

/// The columns that a sink of placements fills, and the table of its deliveries.
constexpr auto tables =
    "CREATE TABLE taken (id text PRIMARY KEY, type text, starts text, unit text);"
    "CREATE TABLE sluss_deliveries (key text PRIMARY KEY, digest text NOT NULL)";
constexpr auto into_table =
    ", table: taken, columns: { id: id, type: type, starts: start, unit: unit.name }, key: [id] } }";

std::string quoted(const fs::path& path) { return "\"" + path.string() + "\""; }

/// "CREATE TABLE placements (...)" with a column of text for each of the export's.
std::string table_of(const fs::path& csv) {
  std::string columns;
  each_row(csv, [&](const auto& names, const auto&) {
    if (!columns.empty()) return;
    for (const auto& name : names) columns += (columns.empty() ? "\"" : ", \"") + name + "\" text";
  });
  return "CREATE TABLE placements (" + columns + ")";
}

class File final : public Peer {
 public:
  explicit File(fs::path folder) : folder_(std::move(folder)) {
    for (const auto* name : {"in", "out"}) fs::create_directories(folder_ / name);
  }
  std::string offer(const Rows& rows) override {
    const auto offered = folder_ / "in/placeringar.jsonl";
    fs::copy_file(rows.json_lines, offered);
    fs::last_write_time(offered, fs::file_time_type::clock::now() - std::chrono::minutes(5));
    return "{ file: { folder: " + quoted(folder_ / "in") + " } }";
  }
  std::string target() override { return "{ file: { folder: " + quoted(folder_ / "out") + ", name: \"{id}\" } }"; }

 private:
  fs::path folder_;
};

class Sftp final : public Peer {
 public:
  std::string offer(const Rows& rows) override {
    ssh_.make_folder("ut");
    ssh_.put("ut/placeringar.jsonl", test::read_file(rows.json_lines));
    return at("ut", "");
  }
  std::string target() override {
    ssh_.make_folder("in");
    return at("in", ", name: \"{id}\"");
  }
  std::map<std::string, std::string> secrets() const override { return {{"peer", ssh_.private_key()}}; }

 private:
  [[nodiscard]] std::string at(const std::string& folder, const std::string& more) const {
    return "{ sftp: { host: 127.0.0.1, port: " + std::to_string(ssh_.port()) + ", user: " + ssh_.user() +
           ", host_key: \"" + ssh_.fingerprint() +
           "\", key: \"secret:peer\", folder: " + quoted(ssh_.folder() / folder) + more + " } }";
  }
  sftp::test::SshServer ssh_;
};

class Postgresql final : public Peer {
 public:
  std::string offer(const Rows& rows) override {
    const fs::path copy = fs::path(server_.socket()) / "placements.csv";
    fs::copy_file(rows.csv, copy);
    fs::permissions(copy, fs::perms(0644));
    server_.sql(table_of(rows.csv));
    server_.sql("COPY placements FROM '" + copy.string() + "' WITH (FORMAT csv, DELIMITER ';', HEADER)");
    server_.sql("GRANT SELECT ON placements TO sluss");
    return at() + ", query: SELECT * FROM placements } }";
  }
  std::string target() override {
    server_.sql(std::string("SET ROLE sluss; ") + tables);
    return at() + into_table;
  }
  std::map<std::string, std::string> secrets() const override { return {{"peer", test::database_password}}; }

 private:
  [[nodiscard]] std::string at() const {
    return "{ postgresql: { host: 127.0.0.1, port: " + std::to_string(server_.port()) +
           ", database: " + test::database_name + ", user: " + test::database_user +
           ", password: \"secret:peer\", ca: " + quoted(server_.ca());
  }
  test::PostgresServer server_;
};

class Sqlite final : public Peer {
 public:
  explicit Sqlite(const fs::path& folder) : file_(folder / "peer.sqlite") {}
  std::string offer(const Rows& rows) override {
    SQLite::Database database(file_.string(), SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
    database.exec(table_of(rows.csv));
    SQLite::Transaction transaction(database);
    std::optional<SQLite::Statement> insert;
    each_row(rows.csv, [&](const auto& names, const auto& cells) {
      if (!insert) {
        std::string places = "?";
        for (std::size_t i = 1; i < names.size(); ++i) places += ", ?";
        insert.emplace(database, "INSERT INTO placements VALUES (" + places + ")");
      }
      for (std::size_t i = 0; i < cells.size(); ++i) insert->bind(static_cast<int>(i) + 1, cells[i]);
      insert->exec();
      insert->reset();
    });
    transaction.commit();
    return "{ sqlite: { file: " + quoted(file_) + ", query: SELECT * FROM placements } }";
  }
  std::string target() override {
    SQLite::Database(file_.string(), SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE).exec(tables);
    return "{ sqlite: { file: " + quoted(file_) + into_table;
  }

 private:
  fs::path file_;
};

class Exec final : public Peer {
 public:
  std::string offer(const Rows& rows) override {
    return "{ exec: { command: [" SLUSS_SOURCE "/bench/child.py], settings: { file: " + quoted(rows.json_lines) +
           " } } }";
  }
  std::string target() override { return "{ exec: { command: [" SLUSS_SOURCE "/bench/child.py] } }"; }
};

/// A list page by page over plain HTTP.
class Rest final : public Peer {
 public:
  explicit Rest(fs::path folder) : folder_(std::move(folder)) {}
  std::string offer(const Rows& rows) override {
    const auto port = test::free_port();
    process_ = std::make_unique<test::Process>(
        std::vector<std::string>{SLUSS_SOURCE "/bench/pages.py", rows.json_lines.string(), std::to_string(port)},
        folder_);
    test::wait_until(*process_, "pages.py", [&] { return test::listens(port); });
    return "{ rest: { url: \"http://127.0.0.1:" + std::to_string(port) + "/\", rate: 0 } }";
  }
  ~Rest() override {
    if (process_) process_->send(SIGTERM);
  }

 private:
  fs::path folder_;
  std::unique_ptr<test::Process> process_;
};

/// A service that has each document on disk before it answers, over plain HTTP.
class Http final : public Peer {
 public:
  explicit Http(const fs::path& folder)
      : folder_(folder), process_({SLUSS_RECEIVER, folder.string(), "plain", "1"}, folder) {
    test::wait_until(process_, "the receiver", [&] { return fs::exists(folder_ / "port"); });
  }
  std::string target() override {
    auto port = test::read_file(folder_ / "port");
    port.erase(port.find_last_not_of('\n') + 1);
    return "{ http: { url: \"http://127.0.0.1:" + port + "/\" } }";
  }

 private:
  fs::path folder_;
  test::Process process_;
};

class Mail final : public Peer {
 public:
  Mail() {
    if (const auto why = test::why_no_mail_servers(); !why.empty()) throw std::runtime_error(why);
    mailbox_ = std::make_unique<test::Dovecot>();
    relay_ = std::make_unique<test::MailRelay>(*mailbox_);
  }
  /// An attachment holds five thousand rows: mails have limits.
  std::string offer(const Rows& rows) override {
    std::ifstream in(rows.json_lines);
    std::string text;
    int number = 0, mails = 0;
    const auto send = [&] {
      if (text.empty()) return;
      const auto name = "placeringar-" + std::to_string(++mails) + ".jsonl";
      mailbox_->deliver(test::attached(name, text, "placeringar@universitet.example"));
      text.clear();
    };
    for (std::string line; std::getline(in, line);) {
      text += line + "\n";
      if (++number % 5000 == 0) send();
    }
    send();
    return "{ imap: { " + test::reach(*mailbox_, "peer") + " } }";
  }
  std::string target() override {
    return "{ smtp: { " + test::reach(*relay_, "peer") +
           ", from: sluss@region.example, to: [enhet@region.example], subject: \"{id}\", text: Se bilagan., name: "
           "\"{id}\" } }";
  }
  std::map<std::string, std::string> secrets() const override { return {{"peer", test::mail_password}}; }

 private:
  std::unique_ptr<test::Dovecot> mailbox_;
  std::unique_ptr<test::MailRelay> relay_;
};

std::unique_ptr<Peer> start_sftp(const fs::path&) {
  if (const auto why = sftp::test::why_no_server(); !why.empty()) throw std::runtime_error(why);
  return std::make_unique<Sftp>();
}

}  // namespace

const std::vector<PeerKind>& peer_kinds() {
  using Made = std::unique_ptr<Peer>;
  static const std::vector<PeerKind> all = {
      {"file", [](const fs::path& folder) -> Made { return std::make_unique<File>(folder); }},
      {"sqlite", [](const fs::path& folder) -> Made { return std::make_unique<Sqlite>(folder); }},
      {"postgresql", [](const fs::path&) -> Made { return std::make_unique<Postgresql>(); }},
      {"exec", [](const fs::path&) -> Made { return std::make_unique<Exec>(); }},
      {"rest", [](const fs::path& folder) -> Made { return std::make_unique<Rest>(folder); }},
      {"http", [](const fs::path& folder) -> Made { return std::make_unique<Http>(folder); }},
      {"sftp", start_sftp},
      {"imap, smtp", [](const fs::path&) -> Made { return std::make_unique<Mail>(); }},
  };
  return all;
}

}  // namespace sluss::bench
