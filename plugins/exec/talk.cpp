#include "talk.h"

#include <array>
#include <utility>

#include "base/base64.h"
#include "command.h"

namespace sluss::exec {
namespace {

constexpr std::int64_t version = 1;

std::string line_of(const Value& value) { return to_json(value) + "\n"; }

Value value_of(const Document& document) {
  auto value = Value::object();
  value["extension"] = document.extension;
  const bool is_text = is_utf8(document.bytes);
  value[is_text ? "text" : "base64"] = is_text ? document.bytes : to_base64(document.bytes);
  return value;
}

/// An object, or why it is none. What the parser says may quote.
Result<Value> parse_object(std::string_view line) {
  auto value = parse_json(line);
  if (value && value->as_object() != nullptr) return value;
  return fail(Fault::data, value ? "it is no JSON object" : "it is no JSON");
}

std::string text_at(const Value& value, const char* name) {
  const auto* text = value[name].as_text();
  return text == nullptr ? std::string() : *text;
}

Error reason_of(Fault fault, const Value& value, const char* otherwise) {
  const auto reason = shown(text_at(value, "reason"));
  Error error{fault, reason.empty() ? otherwise : reason, std::nullopt};
  const auto* after = value["retry_after"].as_int();
  if (after != nullptr && *after >= 0) error.retry_after = std::chrono::seconds(std::min<std::int64_t>(*after, 86'400));
  return error;
}

struct Word {
  const char* word;
  Fault fault;
  const char* otherwise;
};
constexpr std::array words = {Word{"rejected", Fault::rejected, "it was rejected, without a reason"},
                              Word{"unavailable", Fault::unavailable, "not now, it says"},
                              Word{"throttled", Fault::throttled, "too many at once, it says"},
                              Word{"denied", Fault::denied, "it is not let in, it says"},
                              Word{"unknown", Fault::unknown_outcome, "it does not know what became of it"}};

std::optional<Error> error_of(const std::string& result, const Value& value) {
  for (const auto& word : words) {
    if (result == word.word) return reason_of(word.fault, value, word.otherwise);
  }
  return std::nullopt;
}

}  // namespace

std::string greeting(Task task, const std::string& settings, const std::string& position) {
  constexpr std::array names = {"source", "sink", "probe"};
  auto value = Value::object();
  value["sluss"] = version;
  value["task"] = names[static_cast<std::size_t>(task)];
  value["settings"] = parse_json(settings).value_or(Value::object());
  if (task == Task::source) value["position"] = position.empty() ? Value() : Value(position);
  return line_of(value);
}

Result<void> read_readiness(std::string_view line) {
  const auto value = parse_object(line);
  const auto* ready = value ? (*value)["ready"].as_bool() : nullptr;
  if (ready == nullptr) return fail(Fault::unavailable, "its first line is not {\"ready\": true}, or false with a why");
  if (*ready) return {};
  auto why = error_of(text_at(*value, "result"), *value);
  const bool may_be = why && why->fault != Fault::rejected && why->fault != Fault::unknown_outcome;
  return fail(may_be ? std::move(*why) : reason_of(Fault::unavailable, *value, "it is not ready, and says not why"));
}

Result<SourceLine> read_source_line(const std::string& line) {
  const auto value = parse_object(line);
  if (!value) {
    // A record that cannot be read is one for a person; the others go on.
    if (line.starts_with('{') && is_utf8(line) && line.find('\0') == std::string::npos) return RecordLine{line};
    return fail(value.error());
  }
  if (const auto& record = (*value)["record"]; record.as_object() != nullptr) return RecordLine{to_json(record)};
  if (const auto* id = (*value)["batch"].as_text()) return BatchLine{*id, text_at(*value, "position")};
  const auto* done = (*value)["done"].as_bool();
  if (done != nullptr && *done) return DoneLine{};
  return fail(Fault::data, "it is neither a record, nor the end of a batch, nor done");
}

std::string settlement(const std::string& batch, Outcome outcome, const std::string& why) {
  constexpr std::array names = {"taken", "refused", "left"};
  auto value = Value::object();
  value["batch"] = batch;
  value["outcome"] = names[static_cast<std::size_t>(outcome)];
  if (outcome == Outcome::refused) value["reason"] = why;
  return line_of(value);
}

std::string delivery_line(const Parcel& parcel) {
  Value::List documents;
  for (const auto& document : parcel.documents) documents.push_back(value_of(document));
  auto value = Value::object();
  value["deliver"] = parcel.key;
  value["documents"] = std::move(documents);
  return line_of(value);
}

std::string question(const std::string& key) {
  auto value = Value::object();
  value["ask"] = key;
  return line_of(value);
}

Result<Answer> read_answer(std::string_view line) {
  SLUSS_TRY_ASSIGN(value, parse_object(line));
  const auto result = text_at(value, "result");
  Answer answer{text_at(value, "key"), result == "absent", {}};
  if (answer.key.empty()) return fail(Fault::data, "it names no key");
  if (answer.absent) return answer;
  if (result == "ok") {
    const auto receipt = one_line(text_at(value, "receipt"));
    answer.receipt = receipt.empty() ? answer.key : receipt;
    return answer;
  }
  auto error = error_of(result, value);
  if (!error)
    return fail(
        Fault::data,
        "its result is none of ok, rejected, unavailable, throttled, denied, unknown and, to a question, absent");
  answer.receipt = fail(std::move(*error));
  return answer;
}

}  // namespace sluss::exec
