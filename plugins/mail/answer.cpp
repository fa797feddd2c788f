#include "answer.h"

#include <algorithm>
#include <array>

#include "delivery_report.h"
#include "mime.h"

namespace sluss::mail {
namespace {

constexpr std::size_t longest_id = 250;
constexpr std::size_t most_ids = 50;

struct Unchained {
  void operator()(GMimeReferences* ids) const { g_mime_references_free(ids); }
};

bool is_type(GMimeObject* object, const char* type, const char* subtype) {
  return g_mime_content_type_is_type(g_mime_object_get_content_type(object), type, subtype) != FALSE;
}

std::string header_of(GMimeMessage* message, const char* name) {
  return fold_case(trim(text_or_empty(g_mime_object_get_header(GMIME_OBJECT(message), name))));
}

/// A Message-ID that can be shown; else nothing.
std::string plain_id(const char* id) {
  auto text = text_or_empty(id);
  const bool fits = !text.empty() && text.size() <= longest_id &&
                    std::all_of(text.begin(), text.end(), [](char c) { return c > 0x20 && c < 0x7F; });
  return fits ? text : std::string();
}

std::string one_line(std::string text) {
  if (!is_utf8(text)) return {};
  std::replace_if(
      text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; }, ' ');
  return text;
}

/// Nobody sat there and wrote it (RFC 3834, and what is done besides).
bool is_automatic(GMimeMessage* message, const Answer& answer) {
  constexpr std::array marks = {"X-Autoreply",         "X-Autorespond", "X-Auto-Reply",
                                "X-Failed-Recipients", "List-Id",       "List-Unsubscribe"};
  constexpr std::array precedences = {"bulk", "junk", "list", "auto_reply"};
  constexpr std::array subjects = {"autosvar", "automatiskt svar", "automatic reply", "auto:",       "out of office",
                                   "frånvaro", "undelivered",      "undeliverable",   "olevererbart"};
  const auto said = header_of(message, "Auto-Submitted");
  if (!said.empty() && said != "no") return true;
  if (std::any_of(marks.begin(), marks.end(), [&](const char* name) { return !header_of(message, name).empty(); }))
    return true;
  const auto precedence = header_of(message, "Precedence");
  if (std::any_of(precedences.begin(), precedences.end(), [&](const char* word) { return precedence == word; }))
    return true;
  if (header_of(message, "Return-Path") == "<>") return true;
  const auto from = fold_case(answer.sender), subject = fold_case(answer.subject);
  if (from.starts_with("mailer-daemon@") || from.starts_with("postmaster@")) return true;
  auto* root = g_mime_message_get_mime_part(message);
  if (root != nullptr && is_type(root, "multipart", "report")) return true;
  return std::any_of(subjects.begin(), subjects.end(), [&](const char* begin) { return subject.starts_with(begin); });
}

/// Finds the first text and the first page of a mail that are no attachments; not within mails within it.
class Texts {
 public:
  GMimeTextPart *plain = nullptr, *page = nullptr;

  Result<void> look(GMimeObject* object, int depth) {
    if (object == nullptr) return {};
    if (depth > deepest || ++parts_ > most_parts)
      return fail(Fault::data, "the mail is nested too deep, or has too many parts");
    if (GMIME_IS_MULTIPART(object)) {
      auto* all = GMIME_MULTIPART(object);
      if (all->write_end_boundary == FALSE)
        return fail(Fault::data, "the mail ends before its last part does; have it sent again");
      for (int i = 0; i < g_mime_multipart_get_count(all); ++i)
        SLUSS_TRY(look(g_mime_multipart_get_part(all, i), depth + 1));
    } else if (GMIME_IS_TEXT_PART(object)) {
      take(GMIME_TEXT_PART(object));
    }
    return {};
  }

 private:
  void take(GMimeTextPart* part) {
    const auto how = fold_case(text_or_empty(g_mime_object_get_disposition(GMIME_OBJECT(part))));
    if (how == "attachment" || g_mime_part_get_filename(GMIME_PART(part)) != nullptr) return;
    if (plain == nullptr && is_type(GMIME_OBJECT(part), "text", "plain")) plain = part;
    if (page == nullptr && is_type(GMIME_OBJECT(part), "text", "html")) page = part;
  }

  std::size_t parts_ = 0;
};

/// In UTF-8, whatever encoding it came in.
Result<std::string> text_of(GMimeTextPart* part) {
  const auto content = content_of(GMIME_PART(part));
  // Behind a NUL more may stand than would be read.
  if (!content || content->find('\0') != std::string::npos) return fail(Fault::data, "the mail's text is damaged");
  char* made = g_mime_text_part_get_text(part);
  std::string text = text_or_empty(made);
  g_free(made);
  if (!is_utf8(text)) return fail(Fault::data, "the mail's text is in an encoding that is not known; ask for it anew");
  return text;
}

Result<std::string> text_of(GMimeMessage* message) {
  Texts texts;
  SLUSS_TRY(texts.look(g_mime_message_get_mime_part(message), 0));
  if (texts.plain != nullptr) {
    SLUSS_TRY_ASSIGN(text, text_of(texts.plain));
    if (texts.page == nullptr || !trim(text).empty()) return std::move(text);
  }
  if (texts.page == nullptr) return std::string();
  SLUSS_TRY_ASSIGN(html, text_of(texts.page));
  return text_of_html(html);
}

void add_ids(GMimeMessage* message, const char* header, std::vector<std::string>& ids) {
  const auto* text = g_mime_object_get_header(GMIME_OBJECT(message), header);
  if (text == nullptr) return;
  const std::unique_ptr<GMimeReferences, Unchained> found(g_mime_references_parse(nullptr, text));
  for (int i = 0; i < g_mime_references_length(found.get()) && ids.size() < most_ids; ++i) {
    auto id = plain_id(g_mime_references_get_message_id(found.get(), i));
    if (!id.empty() && std::find(ids.begin(), ids.end(), id) == ids.end()) ids.push_back(std::move(id));
  }
}

std::string report_text(const std::optional<DeliveryReport>& report) {
  if (!report) return {};
  return "<" + report->message_id + "> " + report->action + (report->status.empty() ? "" : " (" + report->status + ")");
}

}  // namespace

Result<Answer> read_answer(std::string_view bytes) {
  SLUSS_TRY_ASSIGN(held, parse_mail(bytes));
  auto* message = held.get();
  Answer answer;
  answer.id = plain_id(g_mime_message_get_message_id(message));
  if (answer.id.empty()) answer.id = "without-id." + to_hex(digest(bytes));
  answer.sender = one_line(sender_of(message));
  answer.subject = one_line(text_or_empty(g_mime_message_get_subject(message)));
  if (auto* date = g_mime_message_get_date(message))
    answer.date = Instant(std::chrono::seconds(g_date_time_to_unix(date)));
  add_ids(message, "In-Reply-To", answer.answers);
  add_ids(message, "References", answer.answers);
  answer.report = report_text(find_report(message));
  answer.automatic = is_automatic(message, answer);
  SLUSS_TRY_ASSIGN(text, text_of(message));
  answer.own = own_text(text);
  answer.text = std::move(text);
  return answer;
}

std::string code_in(std::string_view subject, std::string_view shape) {
  for (auto end = subject.rfind(']'); end != std::string_view::npos && end > 0; end = subject.rfind(']', end - 1)) {
    const auto begin = subject.rfind('[', end);
    if (begin == std::string_view::npos) return {};
    const auto inner = trim(subject.substr(begin + 1, end - begin - 1));
    const bool fits =
        inner.size() == shape.size() && std::equal(inner.begin(), inner.end(), shape.begin(), [](char c, char s) {
          const bool digit = (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
          return s == '#' ? digit : c == s;
        });
    if (!fits) continue;
    std::string code(inner);
    std::transform(code.begin(), code.end(), code.begin(),
                   [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c; });
    return code;
  }
  return {};
}

}  // namespace sluss::mail
