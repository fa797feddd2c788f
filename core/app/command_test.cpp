#include <iostream>

#include "app/commands.h"
#include "app/interrupt.h"
#include "app/workplace.h"
#include "base/file.h"
#include "base/json.h"
#include "trial/trial.h"

namespace sluss::app {
namespace {

namespace fs = std::filesystem;

struct TestOptions {
  std::string path, junit;
  bool update = false;
};

/// The configuration's tests, and those of the connectors in it and beside it.
std::vector<fs::path> places_of(const TestOptions& options, const fs::path& configuration) {
  if (!options.path.empty()) return {options.path};
  std::vector<fs::path> places = {configuration};
  if (const auto beside = configuration / ".." / "connectors"; fs::is_directory(beside))
    places.push_back(beside.lexically_normal());
  return places;
}

std::vector<fs::path> files_of(const TestOptions& options, const fs::path& configuration) {
  std::vector<fs::path> all;
  for (const auto& place : places_of(options, configuration)) {
    if (!fs::exists(place)) throw Stop{Exit::usage, "there is no file or folder " + place.string()};
    const auto files = trial::test_files(place);
    all.insert(all.end(), files.begin(), files.end());
  }
  if (all.empty())
    throw Stop{Exit::usage, "there are no tests: no file named *_test.yaml lies below " +
                                places_of(options, configuration).front().string()};
  return all;
}

void print(const trial::Failure& failure) {
  std::cout << "        " << (failure.mark.file == nullptr ? "" : failure.mark.text() + ": ") << failure.text << "\n";
  if (!failure.paste.empty()) std::cout << "            if that is right: " << failure.paste << "\n";
}

void print(const trial::FileResult& result) {
  std::cout << result.path.string() << "\n";
  for (const auto& fault : result.faults) std::cout << "  " << fault << "\n";
  for (const auto& test : result.tests) {
    std::cout << (test.passed() ? "  ok    " : "  FAIL  ") << test.name << "\n";
    for (const auto& failure : test.failures) print(failure);
    if (!test.gave_up.empty()) std::cout << "        it could not be played: " << test.gave_up << "\n";
  }
  for (const auto& file : result.written)
    std::cout << "  wrote " << file.string() << ": read what changed before you keep it\n";
}

Value to_value(const trial::FileResult& result) {
  auto value = Value::object();
  value["file"] = result.path.string();
  auto& faults = value["faults"] = Value::list();
  for (const auto& fault : result.faults) faults.as_list()->push_back(fault);
  auto& tests = value["tests"] = Value::list();
  for (const auto& test : result.tests) {
    auto entry = Value::object();
    entry["test"] = test.name;
    entry["passed"] = test.passed();
    entry["milliseconds"] = std::int64_t{test.took.count()};
    entry["gave_up"] = test.gave_up;
    auto& failures = entry["failures"] = Value::list();
    for (const auto& failure : test.failures) {
      auto one = Value::object();
      one["at"] = failure.mark.file == nullptr ? "" : failure.mark.text();
      one["text"] = failure.text;
      one["paste"] = failure.paste;
      failures.as_list()->push_back(std::move(one));
    }
    tests.as_list()->push_back(std::move(entry));
  }
  auto& written = value["written"] = Value::list();
  for (const auto& file : result.written) written.as_list()->push_back(file.string());
  return value;
}

struct Counts {
  std::size_t tests = 0, failed = 0, faulty = 0;
};

Counts count(const std::vector<trial::FileResult>& results) {
  Counts counts;
  for (const auto& result : results) {
    counts.faulty += result.faults.empty() ? 0U : 1U;
    for (const auto& test : result.tests) {
      ++counts.tests;
      counts.failed += test.passed() ? 0U : 1U;
    }
  }
  return counts;
}

void write_junit(const std::string& file, const std::vector<trial::FileResult>& results) {
  if (!write_bytes(file, trial::to_junit(results))) throw Stop{Exit::usage, file + " cannot be written"};
}

void run_tests(const Commands& commands, const TestOptions& options) {
  Registry registry;
  for (const auto& module : load_modules(commands.options.plugins, registry))
    std::cerr << "note: the module " << module.file.filename().string() << " was not loaded: " << module.reason << "\n";
  const Interrupt interrupt;
  trial::Trials trials(registry, commands.options.configuration);
  std::vector<trial::FileResult> results;
  for (const auto& file : files_of(options, commands.options.configuration)) {
    if (interrupt.token().stop_requested()) throw Stop{Exit::parked, "stopped"};
    results.push_back(
        trials.play(file, options.update ? trial::Golden::update : trial::Golden::compare, interrupt.token()));
    if (!commands.options.json) print(results.back());
  }
  const auto counts = count(results);
  if (commands.options.json) {
    auto all = Value::list();
    for (const auto& result : results) all.as_list()->push_back(to_value(result));
    std::cout << to_pretty_json(all) << "\n";
  } else {
    std::cout << counts.tests << (counts.tests == 1 ? " test, " : " tests, ") << counts.failed << " failed";
    if (counts.faulty > 0)
      std::cout << "; " << counts.faulty << (counts.faulty == 1 ? " file has" : " files have")
                << " faults; no test there was played";
    std::cout << "\n";
  }
  if (!options.junit.empty()) write_junit(options.junit, results);
  commands.exit = counts.faulty > 0 ? Exit::usage : counts.failed > 0 ? Exit::parked : Exit::well;
}

}  // namespace

void add_test(Commands commands) {
  auto* command = commands.line.add_subcommand("test", "Play the tests of connectors and pipelines; touches nothing");
  auto options = std::make_shared<TestOptions>();
  command->add_option("PATH", options->path,
                      "A file of tests, or a folder of such files (default: the configuration and its connectors)");
  command->add_flag("--update", options->update, "Write what comes out now into the files that hold what is right");
  command->add_option("--junit", options->junit, "Also write the results as JUnit's XML")->type_name("FILE");
  command->footer(
      "Example:\n  sluss test connectors/klipp\n\nTests stand in files named *_test.yaml. A test fails on anything "
      "that comes out and that it does not mention.");
  command->callback([commands, options] { run_tests(commands, *options); });
}

}  // namespace sluss::app
