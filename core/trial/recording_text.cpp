#include "trial/recording_text.h"

#include <algorithm>
#include <set>
#include <tuple>

#include "base/file_name.h"
#include "base/text.h"
#include "trial/values.h"
#include "trial/verdict.h"

namespace sluss::trial {
namespace {

constexpr auto keyless = "row-";  // of a row whose key could not be read: it is made of its bytes

/// A test's moments are whole minutes.
std::string moment(Instant at) {
  const auto text = to_iso(at);
  return text.substr(0, text.find('T') + 6) + "Z";
}

std::string list_of(const std::vector<std::string>& texts) {
  std::vector<std::string> parts;
  for (const auto& text : texts) parts.push_back(to_scalar(text));
  return "[" + join(parts, ", ") + "]";
}

std::string answers_to_yaml(const std::vector<Asked>& answers) {
  std::map<std::string, std::string> by_step;
  for (const auto& [step, place, kind, when, gives] : answers)
    by_step[step] += "        - { " + (when.as_object()->empty() ? "" : "when: " + to_line(when, 1000) + ", ") +
                     "gives: " + to_line(gives, 1000) + " }\n";
  std::string text;
  for (const auto& [step, lines] : by_step) text += "      " + to_scalar(step) + ":\n" + lines;
  return text.empty() ? text : "    answers:\n" + text;
}

std::string folder_of(const RecordedTest& test) {
  const auto name = test.file.substr(0, test.file.rfind("_test.yaml"));
  return "golden/" + safe_name(name) + "/";
}

bool is_text(const Document& document) {
  return is_utf8(document.bytes) && document.bytes.find('\0') == std::string::npos;
}

/// The files of a message's documents, where all are texts: nobody could look through others.
std::vector<std::string> documents_of(const CameOut& message, const std::string& folder) {
  std::vector<std::string> files;
  std::set<std::string> taken;
  for (const auto& document : message.documents) {
    if (!is_text(document)) return {};
    const auto name = safe_name(message.way + "-" + message.name) + "." + safe_name(document.extension);
    int number = 1;
    while (!taken.insert(numbered(name, number)).second) ++number;
    files.push_back(folder + numbered(name, number));
  }
  return files;
}

std::string way_to_yaml(const std::string& way, const NightResult& result, const std::string& folder) {
  std::string documents;
  bool is_any = false;
  for (const auto& message : result.out) {
    if (message.way != way) continue;
    is_any = true;
    const auto change = message.change == Change::withdrawn ? "change: withdrawn, " : "";
    if (const auto files = documents_of(message, folder); !files.empty())
      documents += "        " + to_scalar(message.name) + ": { " + change +
                   "document: " + (files.size() == 1 ? to_scalar(files.front()) : list_of(files)) + " }\n";
  }
  const auto name = "      " + to_scalar(way) + ":";
  if (!is_any) return name + " none\n";
  const auto golden = to_scalar(folder + safe_name(way) + ".yaml");
  return documents.empty() ? name + " " + golden + "\n" : name + "\n        golden: " + golden + "\n" + documents;
}

/// The words of a reason that say the same wherever the row stands.
std::string because(const Ended& ended) {
  auto reason = reason_alone(ended);
  const auto resource = ended.place.substr(0, ended.place.find(','));
  if (const auto next = reason.find(resource); !resource.empty() && next != std::string::npos) reason.resize(next);
  while (reason.ends_with(' ') || reason.ends_with(';') || reason.ends_with('\n')) reason.pop_back();
  return reason;
}

std::string ends_to_yaml(const std::string& word, const std::vector<Ended>& ends) {
  std::map<std::pair<std::string, std::string>, int> counts;
  for (const auto& ended : ends) ++counts[{ended.key.starts_with(keyless) ? "" : ended.key, because(ended)}];
  std::string text;
  for (const auto& [end, count] : counts) {
    const auto& [key, reason] = end;
    text += "        - { " + (key.empty() ? "" : "key: " + to_scalar(key) + ", ") + "because: " + to_scalar(reason) +
            (count == 1 ? "" : ", count: " + std::to_string(count)) + " }\n";
  }
  return text.empty() ? text : "      " + word + ":\n" + text;
}

}  // namespace

std::string given_to_yaml(const RecordedTest& test) {
  auto text =
      "# Recorded from what would have come in, by sluss test --record. All persons and numbers of persons in it "
      "are made up.\n"
      "pipeline: " +
      to_scalar(test.pipeline) + "\ntests:\n  - test: " +
      to_scalar("what came in on " + to_iso(day_in_stockholm(test.at)) + " comes out as it did then") +
      "\n    at: " + moment(test.at) + "\n" + answers_to_yaml(test.answers) + "    given:\n";
  for (const auto& [way, columns, records] : test.given) {
    text += "      " + to_scalar(way) + ":\n";
    if (columns != nullptr) text += "        columns: " + list_of(columns->names) + "\n";
    text += "        records:\n";
    for (const auto& record : records) text += record_to_yaml(record, 10);
  }
  return text;
}

std::string to_yaml(const RecordedTest& test, const NightResult& result) {
  auto text = given_to_yaml(test) + "    expect:\n";
  for (const auto& way : test.ways_out) text += way_to_yaml(way, result, folder_of(test));
  text += ends_to_yaml("parked", result.parked) + ends_to_yaml("filtered", result.filtered);
  if (!result.collected.empty()) text += "      collected: " + list_of(result.collected) + "\n";
  if (!result.troubles.empty()) text += "      troubles: " + list_of(result.troubles) + "\n";
  if (text.ends_with("expect:\n")) text += "      parked: none\n";
  return text;
}

}  // namespace sluss::trial
