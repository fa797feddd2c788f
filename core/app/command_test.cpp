#include <iostream>
#include <set>

#include "app/commands.h"
#include "app/interrupt.h"
#include "app/test_recording.h"
#include "app/workplace.h"
#include "base/file.h"
#include "base/json.h"
#include "config/connector.h"
#include "trial/trial.h"

namespace sluss::app {
namespace {

namespace fs = std::filesystem;

struct TestOptions {
  std::vector<fs::path> paths;
  std::string junit;
  bool update = false;
};

/// The configuration, and the folders that it has its connectors from. Those that come with Sluss are tested there.
std::vector<fs::path> own_places(const fs::path& configuration, const Registry& registry) {
  std::vector<fs::path> places = {configuration};
  Diagnostics faults;  // each file of tests tells them
  const auto loaded = trial::load_configuration(configuration, registry, faults);
  for (const auto& folder : loaded.connector_folders) {
    if (folder != config::installed_connectors() && fs::is_directory(folder))
      places.push_back(folder.lexically_normal());
  }
  return places;
}

/// Each file once, also where one place lies within another.
std::vector<fs::path> files_in(const std::vector<fs::path>& places) {
  std::vector<fs::path> all;
  std::set<fs::path> known;
  for (const auto& place : places) {
    if (!fs::exists(place)) throw Stop{Exit::usage, "there is no file or folder " + place.string()};
    for (const auto& file : trial::test_files(place)) {
      if (known.insert(fs::weakly_canonical(file)).second) all.push_back(file);
    }
  }
  if (all.empty())
    throw Stop{Exit::usage, "there are no tests: no file named *_test.yaml lies below " + places.front().string()};
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
  const auto places = options.paths.empty() ? own_places(commands.options.configuration, registry) : options.paths;
  for (const auto& file : files_in(places)) {
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
  auto recording = std::make_shared<RecordingOptions>();
  auto* paths = command->add_option("PATH", options->paths,
                                    "Files of tests, or folders of such files (default: the configuration and its "
                                    "connectors)");
  auto* update =
      command->add_flag("--update", options->update, "Write what comes out now into the files that hold what is right");
  auto* junit = command->add_option("--junit", options->junit, "Also write the results as JUnit's XML");
  junit->type_name("FILE");
  auto* record = command->add_option("--record", recording->pipeline,
                                     "Make a test of what this pipeline would bring in now, with all persons made up");
  record->type_name("PIPELINE")->excludes(paths)->excludes(update)->excludes(junit);
  command->add_option("--to", recording->to, "Where the recorded test goes (pipelines/PIPELINE_recorded_test.yaml)")
      ->type_name("FILE")
      ->needs(record);
  command
      ->add_option("--rows", recording->rows,
                   "How many records of each way in (5); the first one for each reason to be parked or filtered "
                   "comes with them")
      ->type_name("N")
      ->check(CLI::Range(1, 1000))
      ->needs(record);
  command
      ->add_option("--keep", recording->keep,
                   "Columns that stay as they are, since they tell of nobody; only those that nothing reads need this")
      ->type_name("COLUMN")
      ->needs(record);
  command->add_flag("--overwrite", recording->overwrite, "Record over a test that is there")->needs(record);
  command->footer(
      "Examples:\n  sluss test connectors/klipp\n  sluss test --record nightly-placements\n\nTests stand in files "
      "named "
      "*_test.yaml. A test fails on anything that comes out and that it does not mention.");
  command->callback([commands, options, recording] {
    if (recording->pipeline.empty()) run_tests(commands, *options);
    else record_test(commands, *recording);
  });
}

}  // namespace sluss::app
