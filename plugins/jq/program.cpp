#include "program.h"

#include <algorithm>
#include <array>
#include <string_view>

#include "base/json.h"

namespace sluss::jq {
namespace {

/// Goes before every program, on its first line so that line numbers hold. Behind a definition jq takes no `import`,
/// `include` or `module`. An error without words would be no error to jq: the program would just end.
constexpr std::string_view sandbox =
    "{} as $ENV | {} as $__prog_args | def env: {}; def input: error(\"input is shut off\"); "
    "def inputs: error(\"inputs is shut off\"); def debug: error(\"debug is shut off\"); "
    "def stderr: error(\"stderr is shut off\"); def input_filename: null; def input_line_number: 0; "
    "def halt: error(\"halt is shut off\"); def halt_error: error(\"halt_error is shut off\"); "
    "def halt_error(f): error(\"halt_error is shut off\"); def modulemeta: error(\"modulemeta is shut off\"); "
    "def get_search_list: []; def __fail: error; "
    "def error: if . == null then \"it called error with null\" else . end | __fail; def error(f): f | error; ";

constexpr std::size_t longest_program = 64U << 10U;

/// What an answer from the chamber begins with. Behind it: the results as JSON, one a line, or the reason.
constexpr char success_mark = '+';
constexpr char failure_mark = '-';

std::string take_text(jv value) {
  std::string text = jv_get_kind(value) == JV_KIND_STRING ? jv_string_value(value) : "";
  jv_free(value);
  return text;
}

void keep_first(void* first, jv message) {
  auto& kept = *static_cast<std::string*>(first);
  auto text = take_text(jq_format_error(message));
  if (kept.empty()) kept = std::move(text);
}

/// jq: error: syntax error, unexpected '}' (Unix shell quoting issues?) at <top-level>, line 2: <the program's text>
std::string readable(std::string text) {
  for (const std::string_view noise : {"jq: error: ", " (Unix shell quoting issues?)"}) {
    const auto at = text.find(noise);
    if (at != std::string::npos) text.erase(at, noise.size());
  }
  const auto place = text.find(" at <top-level>, line ");
  if (place == std::string::npos) return text.substr(0, text.find('\n'));
  const auto number = text.find_first_of("0123456789", place);
  const auto end = std::min(text.find_first_not_of("0123456789", number), text.size());
  return text.substr(0, place) + " in line " + text.substr(number, end - number);
}

/// What jq's own texts end with behind the value that they quote.
constexpr std::array<std::string_view, 11> closings = {"cannot be added",
                                                       "cannot be subtracted",
                                                       "cannot be multiplied",
                                                       "cannot be divided",
                                                       "because the divisor is zero",
                                                       "cannot be parsed as a number",
                                                       "has no keys",
                                                       "has no length",
                                                       "cannot be matched, as it is not a string",
                                                       "not valid in a csv row",
                                                       "cannot be sorted, as it is not an array"};

constexpr std::array<std::string_view, 6> kinds = {"null", "boolean", "number", "string", "array", "object"};

/// The first word when it names a kind of value.
std::string kind_at(std::string_view text) {
  const auto word = text.substr(0, text.find_first_of(" ("));
  return std::find(kinds.begin(), kinds.end(), word) == kinds.end() ? "a value"
                                                                    : "a value of kind " + std::string(word);
}

}  // namespace

std::string safe_reason(const std::string& error, const std::string& program) {
  const auto literal = "\"" + error + "\"";
  if (!error.empty() && (program.find(literal) != std::string::npos || sandbox.find(literal) != std::string_view::npos))
    return error;
  for (const std::string_view opening : {"Cannot index ", "Cannot iterate over "}) {
    if (error.starts_with(opening))
      return std::string(opening) + kind_at(std::string_view(error).substr(opening.size()));
  }
  for (const auto closing : closings) {
    if (error.ends_with(closing)) return kind_at(error) + " " + std::string(closing);
  }
  return "jq's reason is left out, as it may quote the message";
}

Program::Program(State state, std::string text, Limits limits)
    : state_(std::move(state)),
      text_(std::move(text)),
      chamber_([this](std::string_view request) { return answer(request); }, limits) {}

Result<std::unique_ptr<Program>> Program::compile(const std::string& text, Limits limits) {
  if (text.size() > longest_program) return fail(Fault::config, "a jq program may have 64 KiB at most");
  if (text.find('\0') != std::string::npos) return fail(Fault::config, "a jq program holds no NUL character");
  State state(jq_init());
  if (state == nullptr) return fail(Fault::internal, "jq could not be started");
  std::string error;
  jq_set_error_cb(state.get(), keep_first, &error);
  const bool compiled = jq_compile(state.get(), (std::string(sandbox) + text).c_str()) != 0;
  if (!compiled) return fail(Fault::config, "the jq program is wrong: " + readable(error));
  jq_set_error_cb(
      state.get(), [](void*, jv message) { jv_free(message); }, nullptr);
  return std::unique_ptr<Program>(new Program(std::move(state), text, limits));
}

Result<std::vector<Value>> Program::run(const Value& value) {
  auto answered = chamber_.ask(to_json(value));
  if (!answered && answered.error().fault == Fault::data)
    return fail(Fault::data, "the jq program " + answered.error().what);
  if (!answered) return fail(std::move(answered).error());
  auto rest = std::string_view(*answered);
  const bool failed = rest.front() == failure_mark;
  rest.remove_prefix(1);
  if (failed) return fail(Fault::data, std::string(rest));
  std::vector<Value> results;
  while (!rest.empty()) {
    const auto end = rest.find('\n');
    SLUSS_TRY_ASSIGN(result, parse_json(rest.substr(0, end)));
    results.push_back(std::move(result));
    rest.remove_prefix(end + 1);
  }
  return results;
}

std::string Program::answer(std::string_view request) {
  const auto results = results_for(request);
  if (!results) return failure_mark + results.error().what;
  std::string text(1, success_mark);
  for (const auto& result : *results) text += to_json(result) + "\n";
  return text;
}

Result<std::vector<Value>> Program::results_for(std::string_view body) {
  SLUSS_TRY_ASSIGN(value, parse_json(body));
  SLUSS_TRY_ASSIGN(input, to_jv(value));
  jq_start(state_.get(), input, 0);
  std::vector<Value> results;
  while (results.size() < most_results) {
    const jv result = jq_next(state_.get());
    if (jv_is_valid(result) != 0) {
      auto made = from_jv(result);
      if (!made) return fail(Fault::data, "the jq program's result cannot be taken: " + made.error().what);
      results.push_back(std::move(*made));
      continue;
    }
    if (jv_invalid_has_msg(jv_copy(result)) == 0) {
      jv_free(result);
      break;
    }
    return fail(Fault::data, "the jq program failed: " + safe_reason(take_text(jv_invalid_get_msg(result)), text_));
  }
  return results;
}

}  // namespace sluss::jq
