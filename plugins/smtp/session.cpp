#include "session.h"

#include <charconv>

namespace sluss::smtp {
namespace {

constexpr int most_lines = 100;  // of one answer

/// What the server says of the largest mail it takes: "250-SIZE 35882577".
std::optional<std::size_t> announced_size(const std::vector<std::string>& heard) {
  std::optional<std::size_t> size;
  for (const auto& line : heard) {
    if (line.size() < 8 || !line.starts_with("250") || fold_case(line.substr(4, 4)) != "size") continue;
    size = 0;
    if (line.size() > 9) std::from_chars(line.data() + 9, line.data() + line.size(), *size);
  }
  return size;
}

}  // namespace

std::string with_dots(std::string_view wire) {
  std::string dotted;
  dotted.reserve(wire.size());
  bool begins = true;
  for (const char c : wire) {
    if (begins && c == '.') dotted += '.';
    dotted += c;
    begins = c == '\n';
  }
  return dotted;
}

Session::Session(mail::Connection& connection) : connection_(connection) {
  const auto size = announced_size(connection.heard());
  takes_size_ = size.has_value();
  largest_ = size.value_or(0);
}

Result<Reply> Session::reply(const std::stop_token& stop) {
  for (int i = 0; i < most_lines; ++i) {
    SLUSS_TRY_ASSIGN(line, connection_.line(stop));
    const auto read = read_reply(line);
    if (!read) return connection_.not_understood();
    if (line.size() < 4 || line[3] == ' ') return *read;
  }
  return connection_.not_understood();
}

Verdict Session::command(Stage stage, const std::string& line, const std::string& whom, const std::stop_token& stop) {
  const auto sent = connection_.send(line + "\r\n", stop);
  if (!sent) return {std::nullopt, sent.error()};
  const auto answer = reply(stop);
  if (!answer) return {std::nullopt, answer.error()};
  return judge(stage, *answer, connection_.place(), whom);
}

Verdict Session::announce(const Envelope& envelope, std::size_t size, const std::stop_token& stop) {
  if (largest_ != 0 && size > largest_)
    return {Error{Fault::rejected, connection_.place() + " takes mails of " + std::to_string(largest_) +
                                       " bytes at most; this one has " + std::to_string(size)},
            std::nullopt};
  const auto told = takes_size_ ? " SIZE=" + std::to_string(size) : std::string();
  auto verdict = command(Stage::sender, "MAIL FROM:<" + envelope.from + ">" + told, "", stop);
  for (auto to = envelope.recipients.begin(); verdict.good() && to != envelope.recipients.end(); ++to)
    verdict = command(Stage::recipient, "RCPT TO:<" + to->address + ">", to->shown, stop);
  return verdict.good() ? command(Stage::data, "DATA", "", stop) : verdict;
}

Handover Session::deliver(const Envelope& envelope, std::string_view wire, const std::stop_token& stop) {
  auto verdict = announce(envelope, wire.size(), stop);
  if (verdict.stopped) return {std::nullopt, std::move(verdict.stopped)};
  if (verdict.parcel) return {std::move(verdict.parcel), reset(stop)};
  // A mail without its end is never taken.
  const auto sent = connection_.send(with_dots(wire), stop);
  return sent ? finish(stop) : Handover{std::nullopt, sent.error()};
}

Result<void> Session::may_send(const std::string& from, const std::stop_token& stop) {
  const auto verdict = command(Stage::sender, "MAIL FROM:<" + from + ">", "", stop);
  if (verdict.stopped) return fail(*verdict.stopped);
  if (verdict.parcel) return fail(*verdict.parcel);
  if (auto failed = reset(stop)) return fail(std::move(*failed));
  return {};
}

Handover Session::finish(const std::stop_token& stop) {
  const auto ended = connection_.send(".\r\n", stop);
  // What left must not stay unknown because we are told to stop: the answer has its time.
  const auto answer = ended ? reply({}) : Result<Reply>(fail(ended.error()));
  const bool is_answer = answer && (answer->code < 300 || answer->code >= 400);
  if (!is_answer) {
    const auto why = answer ? connection_.not_understood().value() : answer.error();
    return {Error{Fault::unknown_outcome, "the whole mail left, and no answer came: " + why.what}, why};
  }
  auto verdict = judge(Stage::end, *answer, connection_.place(), "");
  return {std::move(verdict.parcel), std::move(verdict.stopped)};
}

std::optional<Error> Session::reset(const std::stop_token& stop) {
  const auto sent = connection_.send("RSET\r\n", stop);
  if (!sent) return sent.error();
  const auto answer = reply(stop);
  if (!answer) return answer.error();
  if (answer->code < 300) return std::nullopt;
  return Error{Fault::unavailable, connection_.place() + " does not go on after a mail that it refused"};
}

}  // namespace sluss::smtp
