#include "mailbox.h"

#include <algorithm>
#include <charconv>

#include "mailbox_name.h"

namespace sluss::imap {
namespace {

constexpr std::uint64_t small = 64 * 1024;
constexpr std::size_t most_responses = 1'000'000;
constexpr std::size_t most_text = std::size_t{64} * 1024 * 1024;  // of one answer, without literals

/// The number that stands after a word, e.g. after "UID ".
template <class Number>
std::optional<Number> number_after(std::string_view text, std::string_view word) {
  const auto at = text.find(word);
  if (at == std::string_view::npos) return std::nullopt;
  const auto rest = text.substr(at + word.size());
  Number number{};
  const auto [end, error] = std::from_chars(rest.data(), rest.data() + rest.size(), number);
  return error == std::errc() ? std::optional(number) : std::nullopt;
}

/// How many bytes follow the line, when it ends with "{123}".
std::optional<std::uint64_t> literal_size(std::string_view line) {
  const auto open = line.rfind('{');
  if (open == std::string_view::npos || !line.ends_with('}')) return std::nullopt;
  std::uint64_t size = 0;
  const auto* last = line.data() + line.size() - 1;
  const auto [end, error] = std::from_chars(line.data() + open + 1, last, size);
  return error == std::errc() && end == last ? std::optional(size) : std::nullopt;
}

/// The text of `"..."` after a word, without its escapes.
std::string quoted_after(std::string_view text, std::string_view word) {
  const auto at = text.find(word);
  if (at == std::string_view::npos) return {};
  std::string plain;
  for (auto i = at + word.size(); i < text.size() && text[i] != '"'; ++i) {
    if (text[i] == '\\' && i + 1 < text.size()) ++i;
    plain += text[i];
  }
  return plain;
}

bool has_word(std::string_view text, std::string_view word) {
  const auto words = split(text, ' ');
  return std::find(words.begin(), words.end(), word) != words.end();
}

bool is_fetch(std::string_view text) {
  return text.starts_with("* ") && text.find(" FETCH (") != std::string_view::npos;
}

std::string code_of(std::string_view status) {
  const auto open = status.find('['), close = status.find_first_of(" ]", open == std::string_view::npos ? 0 : open);
  if (open == std::string_view::npos || close == std::string_view::npos) return {};
  const auto code = status.substr(open + 1, close - open - 1);
  const bool is_code = code.size() < 30 &&
                       std::all_of(code.begin(), code.end(), [](char c) { return (c >= 'A' && c <= 'Z') || c == '-'; });
  return is_code ? std::string(code) : std::string();
}

}  // namespace

Result<std::unique_ptr<Mailbox>> Mailbox::open(const mail::Access& access, const std::string& folder, Use use,
                                               const std::stop_token& stop) {
  SLUSS_TRY_ASSIGN(connection, mail::Connection::open(mail::Protocol::imap, access, stop));
  std::unique_ptr<Mailbox> made(new Mailbox(std::move(connection)));
  SLUSS_TRY(made->learn_capabilities(stop));
  SLUSS_TRY(made->select(folder, use, stop));
  return made;
}

Result<Mailbox::Response> Mailbox::response(std::uint64_t largest_literal, const std::stop_token& stop) {
  Response all;
  for (;;) {
    SLUSS_TRY_ASSIGN(line, connection_->line(stop));
    all.text += line;
    if (all.text.size() > most_text) return connection_->not_understood();
    const auto size = literal_size(line);
    if (!size) return all;
    if (*size > largest_literal || all.literals.size() > 100) return connection_->not_understood();
    SLUSS_TRY_ASSIGN(bytes, connection_->bytes(*size, stop));
    all.literals.push_back(std::move(bytes));
  }
}

Result<Mailbox::Answer> Mailbox::command(const std::string& text, std::uint64_t largest_literal,
                                         const std::stop_token& stop) {
  const auto tag = "S" + std::to_string(++commands_);
  SLUSS_TRY(connection_->send(tag + " " + text + "\r\n", stop));
  Answer answer;
  std::size_t size = 0;
  for (;;) {
    SLUSS_TRY_ASSIGN(next, response(largest_literal, stop));
    if (next.text.starts_with(tag + " ")) {
      answer.status = next.text.substr(tag.size() + 1);
      return answer;
    }
    size += next.text.size();
    const bool fits = next.text.starts_with("* ") && answer.responses.size() < most_responses && size <= most_text;
    if (!fits) return connection_->not_understood();
    if (next.text.starts_with("* BYE"))
      return fail(Fault::unavailable, connection_->place() + " closes the connection");
    answer.responses.push_back(std::move(next));
  }
}

tl::unexpected<Error> Mailbox::refused(const std::string& what, const Answer& answer) const {
  const auto code = code_of(answer.status);
  const auto full = code == "OVERQUOTA" ? ": the mailbox is full" : "";
  return fail(Fault::unavailable, connection_->place() + " " + what + (code.empty() ? "" : " (" + code + ")") + full);
}

Result<void> Mailbox::learn_capabilities(const std::stop_token& stop) {
  SLUSS_TRY_ASSIGN(answer, command("CAPABILITY", small, stop));
  for (const auto& response : answer.responses) {
    if (!response.text.starts_with("* CAPABILITY ")) continue;
    moves_ = has_word(response.text, "MOVE");
    expunges_by_uid_ = has_word(response.text, "UIDPLUS");
  }
  return {};
}

Result<void> Mailbox::select(const std::string& folder, Use use, const std::stop_token& stop) {
  const std::string verb = use == Use::read ? "EXAMINE " : "SELECT ";
  SLUSS_TRY_ASSIGN(answer, command(verb + quoted_name(folder), small, stop));
  if (!answer.good()) {
    const auto code = code_of(answer.status);
    if (code == "UNAVAILABLE" || code == "INUSE" || code == "SERVERBUG")
      return refused("does not open the folder", answer);
    return fail(Fault::denied, connection_->place() + " has no folder " + folder +
                                   " that the user may open; look at folder:, which needs the server's own spelling");
  }
  if (use == Use::read_and_move && code_of(answer.status) == "READ-ONLY")
    return fail(Fault::denied, connection_->place() + ": the user may only read the folder " + folder +
                                   "; what was read must be moved away from it");
  for (const auto& response : answer.responses) {
    if (const auto validity = number_after<std::uint32_t>(response.text, "[UIDVALIDITY ")) validity_ = *validity;
  }
  if (validity_ == 0) return connection_->not_understood();
  return {};
}

Result<std::vector<Listed>> Mailbox::list(const std::stop_token& stop) {
  SLUSS_TRY_ASSIGN(answer, command("UID FETCH 1:* (UID FLAGS RFC822.SIZE)", small, stop));
  if (!answer.good()) return refused("does not list the folder", answer);
  std::vector<Listed> all;
  for (const auto& response : answer.responses) {
    if (!is_fetch(response.text) || response.text.find("\\Deleted") != std::string::npos) continue;
    const auto uid = number_after<std::uint32_t>(response.text, "UID ");
    const auto size = number_after<std::uint64_t>(response.text, "RFC822.SIZE ");
    if (uid && size) all.push_back({*uid, *size});
  }
  std::sort(all.begin(), all.end(), [](const auto& a, const auto& b) { return a.uid < b.uid; });
  return all;
}

Result<std::optional<std::string>> Mailbox::fetch(std::uint32_t uid, const std::string& what, std::uint64_t largest,
                                                  const std::stop_token& stop) {
  const auto number = std::to_string(uid);
  SLUSS_TRY_ASSIGN(answer, command("UID FETCH " + number + " (UID BODY.PEEK[" + what, largest, stop));
  if (!answer.good()) return refused("does not give the message", answer);
  for (auto& response : answer.responses) {
    if (!is_fetch(response.text) || number_after<std::uint32_t>(response.text, "UID ") != uid) continue;
    if (!response.literals.empty()) return std::move(response.literals.front());
    if (response.text.find("] \"") != std::string::npos || response.text.find("> \"") != std::string::npos)
      return quoted_after(response.text, response.text.find("> \"") != std::string::npos ? "> \"" : "] \"");
  }
  return std::nullopt;
}

Result<std::optional<std::string>> Mailbox::message(std::uint32_t uid, std::uint64_t largest,
                                                    const std::stop_token& stop) {
  return fetch(uid, "])", largest, stop);
}

Result<std::optional<std::string>> Mailbox::headers(std::uint32_t uid, const std::stop_token& stop) {
  return fetch(uid, "HEADER]<0." + std::to_string(small) + ">)", small, stop);
}

Result<Mailbox::Answer> Mailbox::move_once(const std::string& uid, const std::string& folder,
                                           const std::stop_token& stop) {
  const auto to = uid + " " + quoted_name(folder);
  if (moves_) return command("UID MOVE " + to, small, stop);
  SLUSS_TRY_ASSIGN(copied, command("UID COPY " + to, small, stop));
  if (!copied.good()) return copied;
  SLUSS_TRY_ASSIGN(marked, command("UID STORE " + uid + " +FLAGS.SILENT (\\Deleted)", small, stop));
  // A plain EXPUNGE would also take what others have deleted. What stays is marked, and is not listed again.
  if (!marked.good() || !expunges_by_uid_) return marked;
  return command("UID EXPUNGE " + uid, small, stop);
}

Result<void> Mailbox::move(std::uint32_t uid, const std::string& folder, const std::stop_token& stop) {
  const auto number = std::to_string(uid);
  SLUSS_TRY_ASSIGN(answer, move_once(number, folder, stop));
  if (answer.good()) return {};
  if (code_of(answer.status) != "TRYCREATE") return refused("does not move a message to " + folder, answer);
  SLUSS_TRY_ASSIGN(made, command("CREATE " + quoted_name(folder), small, stop));
  if (!made.good()) return refused("does not make the folder " + folder, made);
  SLUSS_TRY_ASSIGN(again, move_once(number, folder, stop));
  if (!again.good()) return refused("does not move a message to " + folder, again);
  return {};
}

}  // namespace sluss::imap
