#include "mail_codec.h"

#include "answer.h"

namespace sluss::mail {
namespace {

constexpr std::size_t largest = std::size_t{64} * 1024 * 1024;
/// Of the text that people are shown.
constexpr std::size_t longest_shown = std::size_t{16} * 1024;

std::string beginning_of(std::string text) {
  if (text.size() <= longest_shown) return text;
  auto size = longest_shown;
  while (size > 0 && (static_cast<unsigned char>(text[size]) & 0xC0U) == 0x80U) --size;
  text.resize(size);
  return text;
}

Value body_of(const Answer& answer, const std::string& code) {
  auto body = Value::object();
  body["id"] = answer.id;
  body["thread"] = code.empty() ? answer.id : code;
  body["code"] = code;
  body["sender"] = answer.sender;
  body["date"] = answer.date ? to_iso(day_in_stockholm(*answer.date)) : "";
  body["subject"] = answer.subject;
  auto& ids = body["answers"] = Value::list();
  for (const auto& id : answer.answers) ids.as_list()->push_back(id);
  body["text"] = answer.own.first;
  body["more"] = answer.own.more;
  body["automatic"] = answer.automatic;
  body["report"] = answer.report;
  return body;
}

}  // namespace

Spec<CodecConfig> mail_spec() {
  return Spec<CodecConfig>("mail", "A mail as what somebody answers: who, to what, and the first line of their own")
      .option("code", &CodecConfig::code,
              "The shape of the code that stands between square brackets in the subject; # is one letter or digit",
              "\"####-####-####-####\"");
}

Result<void> MailCodec::decode(Input& input, const Emit& emit) {
  SLUSS_TRY_ASSIGN(bytes, read_all(input, largest, "the mail is larger than 64 MiB"));
  SLUSS_TRY_ASSIGN(answer, read_answer(bytes));
  Record record;
  record.message.body = body_of(answer, code_in(answer.subject, config_.code));
  record.message.raw = beginning_of(std::move(answer.text));
  return emit(std::move(record));
}

}  // namespace sluss::mail
