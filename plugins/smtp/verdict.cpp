#include "verdict.h"

#include <algorithm>

namespace sluss::smtp {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// "5.1.1" at the front of a text, or nothing.
std::string status_in(std::string_view text) {
  const auto word = text.substr(0, text.find(' '));
  const bool fits = word.size() >= 5 && word.size() <= 9 && word[1] == '.' &&
                    (word[0] == '2' || word[0] == '4' || word[0] == '5') &&
                    std::count(word.begin(), word.end(), '.') == 2 &&
                    std::all_of(word.begin(), word.end(), [](char c) { return is_digit(c) || c == '.'; });
  return fits ? std::string(word) : std::string();
}

std::string shown(const Reply& reply) {
  return std::to_string(reply.code) + (reply.status.empty() ? "" : " " + reply.status);
}

/// What the second and third number of the enhanced status say.
std::string meaning(const Reply& reply) {
  const auto detail = reply.status.size() > 2 ? reply.status.substr(2) : std::string();
  if (detail == "1.1" || detail == "1.10") return ": there is no such mailbox";
  if (detail == "1.2") return ": there is no such domain";
  if (detail == "2.1") return ": the mailbox is closed";
  if (detail == "2.2" || reply.code == 452) return ": the mailbox is full";
  if (detail == "3.4" || reply.code == 552) return ": it is too large";
  if (detail.starts_with("7.")) return ": its rules forbid it";
  return "";
}

std::string what_is_done(Stage stage, const std::string& whom) {
  switch (stage) {
    case Stage::sender: return "does not take mail from the address of from:";
    case Stage::recipient: return "does not take mail for " + whom;
    case Stage::data: return "does not want the mail";
    case Stage::end: return "did not take the mail";
  }
  return {};
}

}  // namespace

std::optional<Reply> read_reply(std::string_view line) {
  if (line.size() < 3 || !std::all_of(line.begin(), line.begin() + 3, is_digit) || line[0] < '2' || line[0] > '5')
    return std::nullopt;
  if (line.size() > 3 && line[3] != ' ' && line[3] != '-') return std::nullopt;
  const int code = (line[0] - '0') * 100 + (line[1] - '0') * 10 + (line[2] - '0');
  return Reply{code, line.size() > 4 ? status_in(line.substr(4)) : std::string()};
}

Verdict judge(Stage stage, const Reply& reply, const std::string& place, const std::string& whom) {
  if (reply.code < 400 && (reply.code < 300) == (stage != Stage::data)) return {};
  const bool for_good = reply.code >= 500;
  const auto what = place + " " + what_is_done(stage, whom) + " (" + shown(reply) + ")" + meaning(reply);
  if (reply.code == 421) return {std::nullopt, Error{Fault::unavailable, place + " is closing (421)"}};
  if (reply.code < 400)
    return {std::nullopt, Error{Fault::unavailable, place + " answered " + shown(reply) + ", which does not fit"}};
  if (reply.code == 530)
    return {std::nullopt,
            Error{Fault::denied, place + " wants a login or encryption (530); look at user, password and encryption"}};
  const bool too_large = reply.code == 552 || reply.status.ends_with(".3.4");
  if (stage == Stage::sender && !(for_good && too_large))
    return {std::nullopt, Error{for_good ? Fault::denied : Fault::unavailable, what}};
  return {Error{for_good ? Fault::rejected : Fault::unavailable, what}, std::nullopt};
}

}  // namespace sluss::smtp
