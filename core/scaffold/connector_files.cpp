#include "scaffold/connector_files.h"

#include <algorithm>

#include "base/fitted.h"
#include "base/text.h"
#include "scaffold/yaml_text.h"

namespace sluss::scaffold {
namespace {

std::string blanks(std::size_t count) { return std::string(count, ' '); }

/// What a person must settle, as comments; the line to write, when it is known, below it.
std::string open_comments(const Draft& draft, bool of_mapping, std::size_t indent) {
  std::string text;
  for (const auto& open : draft.proposal.open) {
    if (open.target.empty() == of_mapping) continue;
    text += blanks(indent) + "# OPEN " + (of_mapping ? open.target + ": " : "") + open.text + "\n";
    for (const auto line : split(open.line, '\n')) {
      if (!line.empty()) text += blanks(indent) + "#   " + std::string(line) + "\n";
    }
  }
  return text;
}

std::string mapping(const Draft& draft, std::size_t indent) {
  const auto& rules = draft.proposal.rules;
  std::size_t targets = 0, values = 0;
  for (const auto& rule : rules) {
    targets = std::max(targets, rule.target.size() + 2);
    if (rule.yaml.size() < 60) values = std::max(values, characters_in(rule.yaml) + 2);
  }
  std::string text;
  for (const auto& rule : rules)
    text +=
        blanks(indent) + padded(rule.target + ":", targets) + padded(rule.yaml, values) + "  # " + rule.reason + "\n";
  return text;
}

std::string parameters(const Draft& draft) {
  std::string text =
      "parameters:\n"
      "  folder: { type: path, text: The folder that the files are put into, example: /srv/" +
      draft.name +
      "/inbox }\n"
      "  transport:\n"
      "    type: transport\n"
      "    text: How they come, when not through a folder here\n"
      "    default: { file: { folder: \"${folder}\" } }\n";
  if (draft.proposal.asks_institution)
    text +=
        "  institution: { type: text, required: true, text: \"The institution that is billed, by id, name or alias of "
        "the "
        "agreements\", example: Exempeluniversitetet }\n";
  return text;
}

std::string skipped(const Draft& draft, std::size_t indent) {
  if (!draft.totals) return {};
  return blanks(indent) + "skip: { column: " + yaml_text(draft.totals->column) +
         ", like: " + yaml_texts(draft.totals->patterns) + " }  # " + std::to_string(draft.totals->rows.size()) +
         " rows that sum up others\n";
}

std::string reindented(const std::string& lines, std::size_t indent) {
  std::string text;
  for (const auto line : split(lines, '\n')) {
    if (!line.empty()) text += blanks(indent) + std::string(line) + "\n";
  }
  return text;
}

std::string unused(const Draft& draft, std::size_t indent) {
  std::string text;
  for (const auto& column : draft.proposal.unused)
    text += blanks(indent) + "# Not used: " + column.column + " (" + column.text + ")\n";
  return text;
}

std::string open_list(const Draft& draft) {
  std::string text;
  for (const auto& open : draft.proposal.open) {
    text += "- " + (open.target.empty() ? "" : "`" + open.target + "`: ") + open.text + "\n";
    for (const auto line : split(open.line, '\n')) {
      if (!line.empty()) text += "  `" + std::string(line) + "`\n";
    }
  }
  return text;
}

std::string mapping_table(const Draft& draft) {
  std::string text = "| in the file | becomes | why |\n|---|---|---|\n";
  for (const auto& rule : draft.proposal.rules)
    text += "| " + (rule.columns.empty() ? "(nothing)" : join(rule.columns, ", ")) + " | `" + rule.target + "` | " +
            rule.reason + " |\n";
  for (const auto& column : draft.proposal.unused)
    text += "| " + column.column + " | not used | " + column.text + " |\n";
  return text;
}

}  // namespace

std::string pattern_of(const std::string& sample) {
  std::string pattern;
  for (const char c : sample) {
    const bool digit = c >= '0' && c <= '9';
    if (!digit) pattern += c;
    else if (!pattern.ends_with('*')) pattern += '*';
  }
  return pattern;
}

std::string format_yaml(const Draft& draft, std::size_t indent, bool with_reasons) {
  const auto& options = draft.recognised.options;
  if (options.empty()) return blanks(indent) + draft.codec + ": {}\n";
  std::string text = blanks(indent) + draft.codec + ":\n";
  for (const auto& option : options) {
    const bool is_block = option.yaml.starts_with('\n');
    const auto reason = with_reasons && !option.reason.empty() ? "  # " + option.reason : "";
    text += blanks(indent + 2) + option.name + ":" + (is_block ? "" : " " + option.yaml) + reason + "\n";
    if (is_block) text += reindented(option.yaml, indent + 4);
  }
  return text;
}

std::string connector_yaml(const Draft& draft) {
  const auto& kind = *draft.proposal.kind;
  const std::string ways(kind.ways), message(kind.name);
  auto text = "# Proposed from " + std::to_string(draft.rows) + " rows of " + draft.sample +
              ". What begins with \"OPEN\" only a person can settle: take it away when it is settled.\n"
              "connector: " +
              draft.name + "\nsummary: " + yaml_text(ways + " out of " + draft.name) + "\n" + parameters(draft) +
              "\nprovides:\n  " + ways + ":\n    message: " + message +
              "\n    from: \"${transport}\"\n    with:\n      match: " + yaml_text(pattern_of(draft.sample)) +
              "  # files that are called so; * stands for anything\n      then: archive\n    format:\n" +
              format_yaml(draft, 6, true) + skipped(draft, 4) + "    key: id\n";
  return text + open_comments(draft, false, 4) + "    map:\n" + mapping(draft, 6) + open_comments(draft, true, 6) +
         unused(draft, 6);
}

std::string test_yaml(const Draft& draft, const std::string& at) {
  const std::string ways(draft.proposal.kind->ways);
  const auto skipped =
      draft.totals ? ", filtered: [{ because: left out, count: " + std::to_string(draft.totals->rows.size()) + " }]"
                   : "";
  return "# When what is open in connector.yaml is settled, and sluss preview shows what you want:\n"
         "#   sluss test .../connectors/" +
         draft.name +
         " --update\n"
         "# writes golden/" +
         ways +
         ".yaml. From then on the test says what is no longer so.\n"
         "connector: " +
         draft.name + "\ntests:\n  - test: the sample gives what it gave before\n    at: " + at + "\n    given: { " +
         ways + ": " + yaml_text("samples/" + draft.sample) + " }\n    expect: { " + ways + ": golden/" + ways +
         ".yaml" + skipped + " }\n";
}

std::string readme(const Draft& draft) {
  const auto open = open_list(draft);
  const auto institution = draft.proposal.asks_institution ? ", institution: Exempeluniversitetet" : "";
  const std::string ways(draft.proposal.kind->ways);
  auto text = "# " + draft.name + "\n\nReads " + ways + " from files like `" + pattern_of(draft.sample) +
              "`. Proposed from a sample of " + std::to_string(draft.rows) + " rows.\n\n```yaml\nconnections:\n  " +
              draft.name + ": { use: " + draft.name + ", folder: /srv/" + draft.name + "/inbox" + institution +
              " }\n```\n\n";
  if (!open.empty()) text += "## What a person must settle\n\n" + open + "\n";
  return text + "## What becomes of each column\n\n" + mapping_table(draft) +
         "\n## Try it\n\n- `sluss check`: is the configuration right?\n- `sluss preview " + draft.name + "." + ways +
         "`: what becomes of the rows, beside the rows themselves.\n- `sluss test connectors/" + draft.name +
         " --update`, and from then on without `--update`: the test in this folder.\n";
}

std::string samples_readme(const Draft& draft) {
  auto text = "# Samples\n\n`" + draft.sample +
              "` is synthetic where it tells of people: it has the form of a real file, but what stood in these "
              "columns was replaced by "
              "something made up:\n\n";
  for (const auto& column : draft.replaced) text += "- " + column + "\n";
  text += "\nThese are as they were. Look through them before you give the sample to anybody:\n\n";
  for (const auto& column : draft.kept) text += "- " + column + "\n";
  return text;
}

}  // namespace sluss::scaffold
