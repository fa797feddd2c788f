#include <algorithm>

#include "base/text.h"
#include "trial/trial.h"

namespace sluss::trial {
namespace {

/// Text as XML has it: what XML has no place for becomes a question mark.
std::string escaped(const std::string& text) {
  if (!is_utf8(text)) return escaped(shape_of("text that is not UTF-8"));
  std::string all;
  for (const char c : text) {
    switch (c) {
      case '&': all += "&amp;"; break;
      case '<': all += "&lt;"; break;
      case '>': all += "&gt;"; break;
      case '"': all += "&quot;"; break;
      case '\n': all += "&#10;"; break;
      case '\t': all += "&#9;"; break;
      default: all += static_cast<unsigned char>(c) < 0x20 ? '?' : c;
    }
  }
  return all;
}

std::string attribute(const std::string& name, const std::string& value) {
  return " " + name + "=\"" + escaped(value) + "\"";
}

std::string seconds(std::chrono::milliseconds time) {
  auto fraction = std::to_string(time.count() % 1000);
  fraction.insert(0, 3 - fraction.size(), '0');
  return std::to_string(time.count() / 1000) + "." + fraction;
}

std::string text_of(const Failure& failure) {
  return (failure.mark.file == nullptr ? "" : failure.mark.text() + ": ") + failure.text +
         (failure.paste.empty() ? "" : "\n    " + failure.paste);
}

struct Sums {
  std::size_t tests = 0, failures = 0, errors = 0;
  std::chrono::milliseconds time{0};

  [[nodiscard]] std::string attributes() const {
    return attribute("tests", std::to_string(tests)) + attribute("failures", std::to_string(failures)) +
           attribute("errors", std::to_string(errors)) + attribute("time", seconds(time));
  }
};

Sums sums_of(const FileResult& result) {
  Sums sums;
  if (!result.faults.empty()) ++sums.tests, ++sums.errors;
  for (const auto& test : result.tests) {
    ++sums.tests;
    sums.time += test.took;
    if (!test.gave_up.empty()) ++sums.errors;
    else if (!test.failures.empty()) ++sums.failures;
  }
  return sums;
}

std::string element(const std::string& name, const std::vector<std::string>& lines) {
  return "      <" + name + attribute("message", lines.front()) + ">" + escaped(join(lines, "\n")) + "</" + name +
         ">\n";
}

std::string case_of(const FileResult& result, const TestResult& test) {
  auto text = "    <testcase" + attribute("classname", result.path.string()) + attribute("name", test.name) +
              attribute("file", result.path.string()) + attribute("line", std::to_string(test.mark.line)) +
              attribute("time", seconds(test.took));
  if (test.passed()) return text + "/>\n";
  text += ">\n";
  std::vector<std::string> lines;
  for (const auto& failure : test.failures) lines.push_back(text_of(failure));
  if (!test.gave_up.empty()) lines.insert(lines.begin(), test.gave_up);
  return text + element(test.gave_up.empty() ? "failure" : "error", lines) + "    </testcase>\n";
}

std::string suite_of(const FileResult& result) {
  auto text = "  <testsuite" + attribute("name", result.path.string()) + sums_of(result).attributes() + ">\n";
  if (!result.faults.empty())
    text += "    <testcase" + attribute("classname", result.path.string()) + attribute("name", "the file") + ">\n" +
            element("error", result.faults) + "    </testcase>\n";
  for (const auto& test : result.tests) text += case_of(result, test);
  return text + "  </testsuite>\n";
}

}  // namespace

std::string to_junit(const std::vector<FileResult>& results) {
  Sums all;
  std::string suites;
  for (const auto& result : results) {
    const auto sums = sums_of(result);
    all.tests += sums.tests;
    all.failures += sums.failures;
    all.errors += sums.errors;
    all.time += sums.time;
    suites += suite_of(result);
  }
  return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites" + all.attributes() + ">\n" + suites +
         "</testsuites>\n";
}

}  // namespace sluss::trial
