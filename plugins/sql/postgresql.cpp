#include "postgresql.h"

#include <algorithm>
#include <array>
#include <libpq-fe.h>
#include <poll.h>

#include "base/waiting.h"

namespace sluss::sql {
namespace {

using std::chrono::seconds;
using std::chrono::steady_clock;

constexpr auto system_ca = "/etc/ssl/certs/ca-certificates.crt";
/// What libpq would otherwise read in the home folder of whoever runs it.
constexpr auto nowhere = "/dev/null/none";
/// The server ends a statement by itself; who does not, so much later, is gone.
constexpr seconds grace(10);
constexpr auto rows_at_once = "500";

constexpr unsigned type_timestamp = 1114, type_timestamptz = 1184, type_date = 1082, type_int2 = 21, type_int4 = 23,
                   type_int8 = 20, type_numeric = 1700;

struct ConnectionEnd {
  void operator()(PGconn* connection) const { PQfinish(connection); }
};
struct AnswerEnd {
  void operator()(PGresult* answer) const { PQclear(answer); }
};
using Answer = std::unique_ptr<PGresult, AnswerEnd>;

void pass_over(void* /*unused*/, const PGresult* /*notice*/) {}

/// A parameter as libpq takes it; nullopt is NULL.
std::optional<std::string> text_of(const Value& value) {
  if (value.is_null()) return std::nullopt;
  if (const auto* flag = value.as_bool()) return *flag ? "true" : "false";
  if (value.as_list() != nullptr || value.as_object() != nullptr) return to_json(value);
  return value.text_or_empty();
}

std::string field(const PGresult* answer, int code) {
  const auto* text = PQresultErrorField(answer, code);
  return text == nullptr ? std::string() : text;
}

class Postgresql final : public Database {
 public:
  Postgresql(const Server& server, Access access) : server_(server), access_(access) {}

  Result<void> connect(const std::stop_token& stop);

  Result<void> begin() override;
  Result<void> commit(const std::stop_token& stop) override;
  void rollback() noexcept override;
  Result<std::int64_t> run(const std::string& statement, const Parameters& parameters,
                           const std::stop_token& stop) override;
  Result<std::unique_ptr<Rows>> query(const std::string& statement, const Parameters& parameters,
                                      const std::stop_token& stop) override;
  Result<std::optional<Value>> first(const std::string& statement, const Parameters& parameters,
                                     const std::stop_token& stop) override;
  Result<std::string> from_overlap(const std::string& statement, const std::string& column, Overlap kind,
                                   std::int64_t by, const std::stop_token& stop) override;
  bool is_endless(const Value& value) const override {
    constexpr std::array words = {"infinity", "-infinity", "Infinity", "-Infinity", "NaN"};
    const auto* text = value.as_text();
    return text != nullptr && std::any_of(words.begin(), words.end(), [&](const auto* word) { return *text == word; });
  }

  /// Sends a statement; its answers are fetched one by one.
  Result<void> send(const std::string& statement, const Parameters& parameters, const std::stop_token& stop);
  /// The next answer; null when there is none. An error of the server's is one of ours.
  Result<Answer> next(const std::stop_token& stop);
  /// The only answer.
  Result<Answer> ask(const std::string& statement, const Parameters& parameters, const std::stop_token& stop);

 private:
  [[nodiscard]] tl::unexpected<Error> lost(const std::string& why) {
    connection_.reset();
    return fail(Fault::unavailable, "the connection to " + server_.place() + " broke: " + why);
  }
  Result<void> wait(short events, steady_clock::time_point latest, const std::stop_token& stop);

  const Server server_;
  Access access_;
  std::unique_ptr<PGconn, ConnectionEnd> connection_;
};

/// Rows of a cursor of the server's, some at a time; of those one by one.
class CursorRows final : public Rows {
 public:
  explicit CursorRows(Postgresql& database) : database_(database) {}

  Result<void> start(const std::stop_token& stop) {
    SLUSS_TRY(fetch(stop));
    SLUSS_TRY_ASSIGN(first, database_.next(stop));
    if (first == nullptr) return fail(Fault::unavailable, "the server gave no answer to a query");
    for (int i = 0; i < PQnfields(first.get()); ++i) names_.emplace_back(PQfname(first.get(), i));
    ahead_ = std::move(first);
    return {};
  }
  const std::vector<std::string>& names() const override { return names_; }

  Result<std::optional<Row>> next(const std::stop_token& stop) override {
    while (!over_) {
      if (ahead_ == nullptr) {
        SLUSS_TRY_ASSIGN(answer, database_.next(stop));
        ahead_ = std::move(answer);
      }
      if (ahead_ == nullptr) {
        // The answers to one FETCH have ended: one that gave nothing was the last.
        if (in_fetch_ == 0) over_ = true;
        else SLUSS_TRY(fetch(stop));
        continue;
      }
      const auto answer = std::exchange(ahead_, nullptr);
      if (PQntuples(answer.get()) == 0) continue;
      ++in_fetch_;
      return row_of(*answer);
    }
    return std::nullopt;
  }

 private:
  Result<void> fetch(const std::stop_token& stop) {
    in_fetch_ = 0;
    return database_.send(std::string("FETCH FORWARD ") + rows_at_once + " FROM sluss_rows", {}, stop);
  }

  Row row_of(const PGresult& answer) const {
    Row row;
    for (int i = 0; i < static_cast<int>(names_.size()); ++i) {
      if (PQgetisnull(&answer, 0, i) != 0) {
        row.cells.emplace_back();
        continue;
      }
      const std::string_view text(PQgetvalue(&answer, 0, i), static_cast<std::size_t>(PQgetlength(&answer, 0, i)));
      // The session's encoding is UTF-8; a database of SQL_ASCII gives its bytes as they are.
      if (!is_utf8(text)) row.trouble = "column " + names_[static_cast<std::size_t>(i)] + " is not UTF-8";
      row.cells.push_back(value_of(PQftype(&answer, i), text));
    }
    return row;
  }

  Postgresql& database_;
  std::vector<std::string> names_;
  Answer ahead_;
  int in_fetch_ = 0;
  bool over_ = false;
};

Result<void> Postgresql::wait(short events, steady_clock::time_point latest, const std::stop_token& stop) {
  std::array<pollfd, 1> socket = {pollfd{PQsocket(connection_.get()), events, 0}};
  const auto waited = wait_for(socket, latest, stop);
  if (waited == Waited::ready) return {};
  if (waited == Waited::late) return lost("it gave no answer in time");
  connection_.reset();
  return fail(Fault::cancelled, "it was stopped");
}

Result<void> Postgresql::connect(const std::stop_token& stop) {
  if (stop.stop_requested()) return fail(Fault::cancelled, "connecting was stopped");
  const auto port = std::to_string(server_.port);
  const auto patience = std::to_string(std::chrono::milliseconds(server_.answer_timeout + grace).count());
  const bool encrypted = server_.tls == Tls::verified;
  const auto ca = server_.ca.empty() ? std::string(system_ca) : server_.ca.string();
  const auto certificate = server_.certificate.empty() ? std::string(nowhere) : server_.certificate.string();
  const auto key = server_.certificate_key.empty() ? std::string(nowhere) : server_.certificate_key.string();
  const std::vector<std::pair<const char*, const char*>> settings = {{"host", server_.host.c_str()},
                                                                     {"port", port.c_str()},
                                                                     {"dbname", server_.database.c_str()},
                                                                     {"user", server_.user.c_str()},
                                                                     {"password", server_.password.reveal().c_str()},
                                                                     {"passfile", nowhere},
                                                                     {"sslmode", encrypted ? "verify-full" : "disable"},
                                                                     {"sslrootcert", ca.c_str()},
                                                                     {"sslcert", certificate.c_str()},
                                                                     {"sslkey", key.c_str()},
                                                                     {"gssencmode", "disable"},
                                                                     {"client_encoding", "UTF8"},
                                                                     {"application_name", "sluss"},
                                                                     {"tcp_user_timeout", patience.c_str()}};
  std::vector<const char*> names, values;
  for (const auto& [name, value] : settings) {
    names.push_back(name);
    values.push_back(value);
  }
  names.push_back(nullptr);
  values.push_back(nullptr);
  connection_.reset(PQconnectStartParams(names.data(), values.data(), 0));
  if (connection_ == nullptr) return fail(Fault::unavailable, "no memory for a connection");
  PQsetNoticeReceiver(connection_.get(), pass_over, nullptr);
  PQsetErrorVerbosity(connection_.get(), PQERRORS_VERBOSE);
  const auto latest = steady_clock::now() + server_.connect_timeout;
  for (auto state = PGRES_POLLING_WRITING; state != PGRES_POLLING_OK; state = PQconnectPoll(connection_.get())) {
    if (state == PGRES_POLLING_FAILED || PQstatus(connection_.get()) == CONNECTION_BAD) {
      auto error = meaning_of_failure(PQerrorMessage(connection_.get()), server_.place());
      connection_.reset();
      return fail(std::move(error));
    }
    auto waited = wait(state == PGRES_POLLING_READING ? POLLIN : POLLOUT, latest, stop);
    if (!waited && waited.error().fault == Fault::unavailable)
      return fail(Fault::unavailable, server_.place() + " gives no answer within " +
                                          std::to_string(server_.connect_timeout.count()) + " s");
    SLUSS_TRY(std::move(waited));
  }
  PQsetnonblocking(connection_.get(), 1);
  const auto limit = std::to_string(std::chrono::milliseconds(server_.answer_timeout).count());
  for (const auto& setting :
       {"SET statement_timeout = " + limit, "SET lock_timeout = " + limit, std::string("SET datestyle = 'ISO'"),
        std::string("SET timezone = 'UTC'"), std::string("SET intervalstyle = 'iso_8601'"),
        std::string("SET bytea_output = 'hex'"), std::string("SET extra_float_digits = 1")})
    SLUSS_TRY(ask(setting, {}, stop));
  return {};
}

Result<void> Postgresql::send(const std::string& statement, const Parameters& parameters, const std::stop_token& stop) {
  if (connection_ == nullptr) return fail(Fault::unavailable, "the connection to " + server_.place() + " is broken");
  std::vector<std::optional<std::string>> texts;
  for (const auto& parameter : parameters) texts.push_back(text_of(parameter));
  std::vector<const char*> values;
  for (const auto& text : texts) {
    // libpq takes texts to their first NUL.
    if (text && text->find('\0') != std::string::npos)
      return fail(Fault::rejected, "a value holds a NUL, which PostgreSQL has no place for");
    values.push_back(text ? text->c_str() : nullptr);
  }
  auto* const connection = connection_.get();
  if (PQsendQueryParams(connection, statement.c_str(), static_cast<int>(values.size()), nullptr, values.data(), nullptr,
                        nullptr, 0) == 0)
    return lost("a statement cannot be sent");
  PQsetSingleRowMode(connection);
  const auto latest = steady_clock::now() + server_.answer_timeout + grace;
  for (int left = PQflush(connection); left != 0; left = PQflush(connection)) {
    if (left < 0) return lost("a statement cannot be sent");
    SLUSS_TRY(wait(POLLIN | POLLOUT, latest, stop));
    if (PQconsumeInput(connection) == 0) return lost("it was closed");
  }
  return {};
}

Result<Answer> Postgresql::next(const std::stop_token& stop) {
  if (connection_ == nullptr) return fail(Fault::unavailable, "the connection to " + server_.place() + " is broken");
  auto* const connection = connection_.get();
  const auto latest = steady_clock::now() + server_.answer_timeout + grace;
  while (PQisBusy(connection) != 0) {
    SLUSS_TRY(wait(POLLIN, latest, stop));
    if (PQconsumeInput(connection) == 0) return lost("it was closed");
  }
  Answer answer(PQgetResult(connection));
  const auto status = PQresultStatus(answer.get());
  if (answer == nullptr || (status != PGRES_FATAL_ERROR && status != PGRES_BAD_RESPONSE)) return answer;
  const auto state = field(answer.get(), PG_DIAG_SQLSTATE);
  if (PQstatus(connection) == CONNECTION_BAD || state.empty()) return lost("it was closed");
  Refusal refusal{state, field(answer.get(), PG_DIAG_CONSTRAINT_NAME), field(answer.get(), PG_DIAG_COLUMN_NAME),
                  field(answer.get(), PG_DIAG_TABLE_NAME), field(answer.get(), PG_DIAG_MESSAGE_PRIMARY)};
  answer.reset();
  // What ends the connection says so first.
  const bool ends = state.starts_with("57P") || state.starts_with("08");
  while (!ends) {
    while (PQisBusy(connection) != 0) {
      SLUSS_TRY(wait(POLLIN, latest, stop));
      if (PQconsumeInput(connection) == 0) return lost("it was closed");
    }
    if (Answer(PQgetResult(connection)) == nullptr) break;
  }
  if (ends) connection_.reset();
  auto error = meaning_of(refusal);
  if (error.fault != Fault::rejected) error.what = server_.place() + ": " + error.what;
  return fail(std::move(error));
}

Result<Answer> Postgresql::ask(const std::string& statement, const Parameters& parameters,
                               const std::stop_token& stop) {
  SLUSS_TRY(send(statement, parameters, stop));
  Answer last;
  for (;;) {
    SLUSS_TRY_ASSIGN(answer, next(stop));
    if (answer == nullptr) return last;
    last = std::move(answer);
  }
}

Result<void> Postgresql::begin() {
  const auto* how = access_ == Access::read ? "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"
                                            : "BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE";
  SLUSS_TRY(ask(how, {}, {}));
  return {};
}

Result<void> Postgresql::commit(const std::stop_token& stop) {
  const auto answer = ask("COMMIT", {}, stop);
  if (answer && *answer != nullptr && std::string_view(PQcmdStatus(answer->get())) == "COMMIT") return {};
  if (answer) return fail(Fault::unavailable, server_.place() + ": the transaction had failed already");
  // Who broke off may have done it; who said why has not.
  if (connection_ == nullptr) return fail(Fault::unknown_outcome, answer.error().what);
  return fail(answer.error());
}

void Postgresql::rollback() noexcept {
  if (connection_ != nullptr) (void)ask("ROLLBACK", {}, {});
}

Result<std::int64_t> Postgresql::run(const std::string& statement, const Parameters& parameters,
                                     const std::stop_token& stop) {
  SLUSS_TRY_ASSIGN(answer, ask(statement, parameters, stop));
  const std::string count = answer == nullptr ? "" : PQcmdTuples(answer.get());
  return count.empty() ? 0 : std::stoll(count);
}

Result<std::unique_ptr<Rows>> Postgresql::query(const std::string& statement, const Parameters& parameters,
                                                const std::stop_token& stop) {
  SLUSS_TRY(ask("DECLARE sluss_rows NO SCROLL CURSOR FOR " + statement, parameters, stop));
  auto rows = std::make_unique<CursorRows>(*this);
  SLUSS_TRY(rows->start(stop));
  return rows;
}

Result<std::optional<Value>> Postgresql::first(const std::string& statement, const Parameters& parameters,
                                               const std::stop_token& stop) {
  SLUSS_TRY(send(statement, parameters, stop));
  std::optional<Value> found;
  for (;;) {
    SLUSS_TRY_ASSIGN(answer, next(stop));
    if (answer == nullptr) return found;
    if (!found && PQntuples(answer.get()) > 0)
      found = value_of(PQftype(answer.get(), 0), PQgetvalue(answer.get(), 0, 0));
  }
}

Result<std::string> Postgresql::from_overlap(const std::string& statement, const std::string& column, Overlap kind,
                                             std::int64_t by, const std::stop_token& stop) {
  SLUSS_TRY_ASSIGN(answer, ask("SELECT " + column + " FROM " + statement + " LIMIT 0", {}, stop));
  const auto type = answer == nullptr ? 0U : PQftype(answer.get(), 0);
  const bool is_number = type == type_int2 || type == type_int4 || type == type_int8 || type == type_numeric;
  const bool is_time = type == type_timestamp || type == type_timestamptz || type == type_date;
  const auto step = std::to_string(by);
  if (kind == Overlap::number && is_number) return column + " >= $1::numeric - " + step;
  if (kind == Overlap::time && is_time)
    return column + " >= $1::" + (type == type_timestamptz ? "timestamptz" : "timestamp") + " - interval '" + step +
           " seconds'";
  return fail(Fault::config,
              "overlap: does not fit the column of cursor:; write a number for a number, a duration for "
              "a time or a date");
}

}  // namespace

std::string Server::place() const {
  return user + "@" + host + (host.starts_with('/') ? "" : ":" + std::to_string(port)) + "/" + database;
}

void check_server(const Server& server, const Node& node, ParseContext& context) {
  auto& diagnostics = context.diagnostics;
  for (const auto& [name, value] : {std::pair<const char*, const std::string*>("host", &server.host),
                                    {"database", &server.database},
                                    {"user", &server.user}}) {
    if (value->empty() || value->find('\0') != std::string::npos)
      diagnostics.add(node[name], "expected a name, found nothing");
  }
  if (server.host.find(',') != std::string::npos) diagnostics.add(node["host"], "expected one host");
  if (server.port < 1 || server.port > 65'535) diagnostics.add(node["port"], "expected 1 to 65535");
  const bool is_here = server.host == "localhost" || server.host == "::1" || server.host.starts_with("127.") ||
                       server.host.starts_with('/');
  if (server.tls == Tls::none && !is_here)
    diagnostics.add(node["tls"], "without TLS everything would go in clear to another machine",
                    "write tls: verified, and ca: where the server's certificate is not a public one's");
  if (server.tls == Tls::verified && server.host.starts_with('/'))
    diagnostics.add(node["tls"], "a socket of this machine has no TLS", "write tls: none");
  if (server.certificate.empty() != server.certificate_key.empty())
    diagnostics.add(node[server.certificate_key.empty() ? "certificate" : "certificate_key"],
                    "certificate: and certificate_key: go together");
  if (server.connect_timeout.count() == 0) diagnostics.add(node["connect_timeout"], "expected at least 1s");
  if (server.answer_timeout.count() == 0) diagnostics.add(node["answer_timeout"], "expected at least 1s");
}

Result<std::unique_ptr<Database>> open_postgresql(const Server& server, Access access, const std::stop_token& stop) {
  auto made = std::make_unique<Postgresql>(server, access);
  SLUSS_TRY(made->connect(stop));
  return made;
}

}  // namespace sluss::sql
