#include "page.h"

#include "base/json.h"

namespace sluss::jq {
namespace {

/// A program as it stands behind `jq:`.
std::string quoted(std::string_view program) {
  std::string text = "'";
  for (const char c : program) text += c == '\'' ? "''" : std::string(1, c);
  return text + "'";
}

Example gives(const char* name, const char* does, std::string_view program, const char* input, const char* output) {
  return {name, does, quoted(program), input, output, ""};
}

/// What a program is refused for, while it is read or when it runs.
Example refused(const char* name, const char* does, std::string_view program, const char* words) {
  return {name, does, quoted(program), "{}", "", words};
}

Section functions() {
  return {"What one writes most",
          "The language is jq 1.6; a step's program gives one object, the new body, or nothing.",
          {
              gives("=", "Sets a place", R"(.term = "HT2026")", R"({"id":"17"})", R"({"id":"17","term":"HT2026"})"),
              gives("|=", "Makes a place anew from what it holds", ".programme |= ascii_upcase",
                    R"({"programme":"ssk"})", R"({"programme":"SSK"})"),
              gives("select", "Lets through what the condition holds for; the rest goes no further",
                    R"(select(.type != "project"))", R"({"type":"vfu"})", R"({"type":"vfu"})"),
              gives("//", "What stands behind it where there is nothing", R"(.course = (.course // "okänd"))",
                    R"({"id":"17"})", R"({"id":"17","course":"okänd"})"),
              gives("if then else", "Chooses", R"(.paid = (if .days > 4 then "week" else "day" end))", R"({"days":5})",
                    R"({"days":5,"paid":"week"})"),
              gives("del", "Takes a place away", "del(.note)", R"({"id":"17","note":"x"})", R"({"id":"17"})"),
              gives("split, join", "Cuts a text, and puts texts together", R"(.days |= (split(",") | join(" ")))",
                    R"({"days":"mon,tue"})", R"({"days":"mon tue"})"),
              gives("tonumber, tostring", "A text as a number, and back", ".week |= (tonumber + 1 | tostring)",
                    R"({"week":"36"})", R"({"week":"37"})"),
              gives("startswith, ltrimstr", "The beginning of a text",
                    R"(if .id | startswith("P-") then .id |= ltrimstr("P-") else . end)", R"({"id":"P-17"})",
                    R"({"id":"17"})"),
              gives("map, add", "Each item of a list, and their sum", ".total = (.rows | map(.days) | add)",
                    R"({"rows":[{"days":2},{"days":3}]})", R"({"rows":[{"days":2},{"days":3}],"total":5})"),
              gives("with_entries", "Each name and value of an object", "with_entries(select(.value != null))",
                    R"({"id":"17","note":null})", R"({"id":"17"})"),
              gives("def", "A name for what is used twice", "def twice: . * 2; .days |= twice", R"({"days":3})",
                    R"({"days":6})"),
              refused("error", "Refuses the message with words of your own", R"(error("no term is given"))",
                      "no term is given"),
          }};
}

Section shut_off() {
  return {
      "What is shut off",
      "A program sees the message and nothing else. What would reach further is refused, or gives nothing.",
      {
          gives("env, $ENV", "The environment is empty", "{ env: env, ENV: $ENV }", "{}", R"({"env":{},"ENV":{}})"),
          gives("input_filename", "There is no file", "{ file: input_filename }", "{}", R"({"file":null})"),
          gives("input_line_number", "And no line", "{ line: input_line_number }", "{}", R"({"line":0})"),
          refused("input", "There is no other input", "input", "input is shut off"),
          refused("inputs", "Nor several", "inputs", "inputs is shut off"),
          refused("debug", "Nothing is written aside", "debug", "debug is shut off"),
          refused("stderr", "Nothing is written aside", "stderr", "stderr is shut off"),
          refused("halt", "A program does not end the step", "halt", "halt is shut off"),
          refused("import", "No modules: the configuration is refused", R"(import "m" as m; .)",
                  "the jq program is wrong"),
          refused("include", "No files: the configuration is refused", R"(include "m"; .)", "the jq program is wrong"),
      }};
}

}  // namespace

std::vector<Section> jq_sections() { return {functions(), shut_off()}; }

}  // namespace sluss::jq
