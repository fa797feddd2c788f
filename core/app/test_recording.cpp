#include "app/test_recording.h"

#include <iostream>

#include "app/interrupt.h"
#include "app/workplace.h"
#include "base/counted.h"
#include "base/file.h"
#include "base/json.h"
#include "base/text.h"
#include "trial/recording.h"

namespace sluss::app {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view ending = "_test.yaml";

/// Where the test goes. Throws Stop when it may not.
fs::path place_of(const RecordingOptions& options, const fs::path& configuration) {
  const auto file =
      options.to.empty() ? configuration / "pipelines" / (options.pipeline + "_recorded_test.yaml") : options.to;
  const auto name = file.filename().string();
  if (!name.ends_with(ending) || name.size() == ending.size())
    throw Stop{Exit::usage, name + " would not be found as a test: expected a name that ends in _test.yaml"};
  if (fs::exists(file) && !options.overwrite)
    throw Stop{Exit::usage, file.string() + " is there already; name another file (--to), or say --overwrite"};
  return file;
}

/// Files of what is right may be there without their test.
void check_free(const fs::path& folder, const std::map<fs::path, std::string>& files) {
  for (const auto& [name, bytes] : files) {
    if (fs::exists(folder / name))
      throw Stop{Exit::usage, (folder / name).string() +
                                  " is there already, and nothing was written; name another "
                                  "file (--to), or say --overwrite"};
  }
}

void write(const fs::path& folder, const std::map<fs::path, std::string>& files) {
  for (const auto& [name, bytes] : files) {
    std::error_code failed;
    fs::create_directories((folder / name).parent_path(), failed);
    if (!write_bytes(folder / name, bytes))
      throw Stop{Exit::unreachable, (folder / name).string() + " cannot be written; may you write in its folder?"};
  }
}

std::string list_or_none(const std::vector<std::string>& names) { return names.empty() ? "none" : join(names, ", "); }

void print(const trial::RecordedWay& way) {
  std::cout << way.way << ": ";
  if (!way.left_out.empty()) std::cout << "left out: " << way.left_out << "\n";
  else if (way.taken == 0) std::cout << "nothing would come in\n";
  else {
    std::cout << way.taken << " of " << (way.is_all ? "" : "the first ")
              << counted(static_cast<std::int64_t>(way.seen), "record") << "\n  made up: " << list_or_none(way.replaced)
              << "\n  as it was: " << list_or_none(way.kept) << "\n";
  }
  if (way.unreadable > 0)
    std::cout << "  left out: " << counted(way.unreadable, "record")
              << " that the format cannot read, so that nobody knows who is in them\n";
}

void print(const trial::Recording& recording, const fs::path& file) {
  for (const auto& way : recording.ways) print(way);
  if (recording.answers > 0)
    std::cout << "Other systems gave " << counted(static_cast<std::int64_t>(recording.answers), "answer")
              << "; they stand in the test, made up in the same way.\n";
  if (recording.unanswered > 0)
    std::cout << "Other systems had no answer about "
              << counted(static_cast<std::int64_t>(recording.unanswered), "message")
              << ", which is parked in the test.\n";
  for (const auto& text : recording.notes) std::cout << "note: " << text << "\n";
  std::cout << "\nWritten, and it passes: " << file.string() << "\n";
  const auto beside = static_cast<std::int64_t>(recording.files.size()) - 1;
  if (beside > 0) std::cout << "  with " << counted(beside, "file") << " of what is right, below golden/ there\n";
  std::cout
      << "Read it before you keep it or give it away: nobody of the real exchange was found in it, but only you know\n"
         "what the columns hold that are as they were. It begins on an empty store: what came in before is no part of "
         "it.\n\n"
         "Next:\n  sluss test "
      << file.string() << "\n";
}

Value to_value(const trial::Recording& recording, const fs::path& file) {
  auto value = Value::object();
  value["file"] = file.string();
  auto ways = Value::list(), files = Value::list(), notes = Value::list();
  const auto texts = [](const std::vector<std::string>& all) { return Value(Value::List(all.begin(), all.end())); };
  for (const auto& way : recording.ways) {
    auto entry = Value::object();
    entry["way"] = way.way;
    entry["taken"] = static_cast<std::int64_t>(way.taken);
    entry["seen"] = static_cast<std::int64_t>(way.seen);
    entry["unreadable"] = way.unreadable;
    entry["left_out"] = way.left_out;
    entry["replaced"] = texts(way.replaced);
    entry["kept"] = texts(way.kept);
    ways.as_list()->push_back(std::move(entry));
  }
  for (const auto& [name, bytes] : recording.files) files.as_list()->emplace_back((file.parent_path() / name).string());
  value["ways"] = std::move(ways);
  value["files"] = std::move(files);
  value["answers"] = static_cast<std::int64_t>(recording.answers);
  value["unanswered"] = static_cast<std::int64_t>(recording.unanswered);
  value["notes"] = texts(recording.notes);
  return value;
}

}  // namespace

void record_test(const Commands& commands, const RecordingOptions& options) {
  const Workplace work(commands.options);
  work.need_configuration();
  (void)work.pipeline(options.pipeline);
  const auto file = place_of(options, commands.options.configuration);
  const Interrupt interrupt;
  const trial::RecordingWish wish{
      options.pipeline, file.filename().string(), options.rows, {options.keep.begin(), options.keep.end()}};
  const auto recording =
      must(trial::record(work.configuration(), work.registry(), work.clock(), wish, interrupt.token()));
  if (!options.overwrite) check_free(file.parent_path(), recording.files);
  write(file.parent_path(), recording.files);
  if (commands.options.json) std::cout << to_pretty_json(to_value(recording, file)) << "\n";
  else print(recording, file);
}

}  // namespace sluss::app
