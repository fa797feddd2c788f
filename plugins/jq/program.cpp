#include "program.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string_view>

namespace sluss::jq {
namespace {

/// Goes before every program, on its first line so that line numbers hold. jq has no imports behind a definition.
constexpr std::string_view sandbox =
    "{} as $ENV | {} as $__prog_args | def env: {}; def input: error(\"input is shut off\"); "
    "def inputs: error(\"inputs is shut off\"); def debug: error(\"debug is shut off\"); "
    "def stderr: error(\"stderr is shut off\"); def input_filename: null; def input_line_number: 0; "
    "def halt: error(\"halt is shut off\"); def halt_error: error(\"halt_error is shut off\"); "
    "def halt_error(f): error(\"halt_error is shut off\"); def modulemeta: error(\"modulemeta is shut off\"); "
    "def get_search_list: []; ";

constexpr std::size_t longest_program = 64U << 10U;

bool is_word(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_'; }

/// The end of a text literal that begins at `at`.
std::size_t end_of_literal(std::string_view text, std::size_t at) {
  for (++at; at < text.size() && text[at] != '"'; ++at) {
    if (text[at] == '\\') ++at;
  }
  return at + 1;
}

/// Finds `import` or `include` where it is a word of the language.
std::optional<std::string> module_word(std::string_view text) {
  for (std::size_t i = 0; i < text.size();) {
    if (text[i] == '"') {
      i = end_of_literal(text, i);
    } else if (text[i] == '#') {
      i = std::min(text.find('\n', i), text.size());
    } else if (is_word(text[i])) {
      const auto end = static_cast<std::size_t>(
          std::find_if_not(text.begin() + static_cast<std::ptrdiff_t>(i), text.end(), is_word) - text.begin());
      const auto word = text.substr(i, end - i);
      const bool is_name = i > 0 && (text[i - 1] == '.' || text[i - 1] == '$');
      if (!is_name && (word == "import" || word == "include")) return std::string(word);
      i = end;
    } else {
      ++i;
    }
  }
  return std::nullopt;
}

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

constexpr std::array<std::string_view, 6> kinds = {"null", "boolean", "number", "string", "array", "object"};

/// The first word when it names a kind of value.
std::string kind_at(std::string_view text) {
  const auto word = text.substr(0, text.find_first_of(" ("));
  return std::find(kinds.begin(), kinds.end(), word) == kinds.end() ? "a value"
                                                                    : "a value of kind " + std::string(word);
}

}  // namespace

std::string safe_reason(const std::string& error, const std::string& program) {
  if (!error.empty() && program.find("\"" + error + "\"") != std::string::npos) return error;
  if (std::string_view(error).ends_with("is shut off") && sandbox.find("\"" + error + "\"") != std::string_view::npos)
    return error;
  for (const std::string_view opening : {"Cannot index ", "Cannot iterate over "}) {
    if (error.starts_with(opening))
      return std::string(opening) + kind_at(std::string_view(error).substr(opening.size()));
  }
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
  for (const auto closing : closings) {
    if (error.ends_with(closing)) return kind_at(error) + " " + std::string(closing);
  }
  return "one of its functions was given what it cannot take";
}

Result<std::unique_ptr<Program>> Program::compile(const std::string& text, std::chrono::milliseconds limit) {
  if (text.size() > longest_program) return fail(Fault::config, "a jq program may have 64 KiB at most");
  if (text.find('\0') != std::string::npos) return fail(Fault::config, "a jq program holds no NUL character");
  if (const auto word = module_word(text)) return fail(Fault::config, *word + " is shut off: a program has no modules");
  State state(jq_init());
  if (state == nullptr) return fail(Fault::internal, "jq could not be started");
  std::string error;
  jq_set_error_cb(state.get(), keep_first, &error);
  const bool compiled = jq_compile(state.get(), (std::string(sandbox) + text).c_str()) != 0;
  if (!compiled) return fail(Fault::config, "the jq program is wrong: " + readable(error));
  jq_set_error_cb(
      state.get(), [](void*, jv message) { jv_free(message); }, nullptr);
  return std::unique_ptr<Program>(new Program(std::move(state), text, limit));
}

Result<std::vector<Value>> Program::run(const Value& value, std::size_t most) {
  SLUSS_TRY_ASSIGN(input, to_jv(value));
  jq_start(state_.get(), input, 0);
  watchdog_.begin();
  auto results = collect(most);
  if (watchdog_.end())
    return fail(Fault::data, "the jq program took longer than its time for one message and was stopped");
  return results;
}

Result<std::vector<Value>> Program::collect(std::size_t most) {
  std::vector<Value> results;
  while (results.size() < most) {
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
