#include "trial/trial.h"

#include <algorithm>

#include "base/file.h"
#include "trial/night.h"

namespace sluss::trial {
namespace {

namespace fs = std::filesystem;
using Steady = std::chrono::steady_clock;

/// Error: what could not be written.
Result<void> write(const fs::path& file, const std::string& bytes) {
  std::error_code failed;
  fs::create_directories(file.parent_path(), failed);
  return write_bytes(file, bytes).map_error([](Error error) {
    error.what += "; may you write in its folder?";
    return error;
  });
}

/// Writes the files that do not say so already.
Result<std::vector<fs::path>> write_golden(const GoldenFiles& files) {
  std::vector<fs::path> written;
  for (const auto& [path, bytes] : files) {
    const auto before = file_bytes(path);
    if (before && *before == bytes) continue;
    SLUSS_TRY(write(path, bytes));
    written.push_back(path);
  }
  return written;
}

}  // namespace

std::vector<fs::path> test_files(const fs::path& path) {
  if (fs::is_regular_file(path)) return {path};
  std::vector<fs::path> files;
  std::error_code failed;
  for (fs::recursive_directory_iterator at(path, failed), end; !failed && at != end; at.increment(failed)) {
    const auto name = at->path().filename().string();
    if (name.starts_with('.') && at->is_directory()) at.disable_recursion_pending();
    else if (name.ends_with("_test.yaml") && !name.starts_with('.')) files.push_back(at->path());
  }
  std::sort(files.begin(), files.end());
  return files;
}

FileResult Trials::play(const fs::path& path, Golden golden, const std::stop_token& stop) {
  FileResult result{path, {}, {}, {}};
  Diagnostics faults;
  const auto file = read_test_file(path, faults);
  std::vector<Stage> stages;
  for (std::size_t i = 0; file && i < file->tests.size(); ++i) {
    auto stage = stage_for(*file, file->tests[i], faults);
    if (!stage) break;  // the others would say the same
    Nights(*stage, file->tests[i], registry_, path.parent_path()).check(faults);
    stages.push_back(std::move(*stage));
  }
  for (const auto& fault : faults.all()) result.faults.push_back(fault.text());
  if (!file || !result.faults.empty()) return result;
  GoldenFiles right;
  for (std::size_t i = 0; i < stages.size() && !stop.stop_requested(); ++i)
    result.tests.push_back(play(*file, file->tests[i], stages[i], golden, right, stop));
  if (golden != Golden::update) return result;
  auto written = write_golden(right);
  if (written) result.written = std::move(*written);
  else result.faults.push_back(written.error().what);
  return result;
}

TestResult Trials::play(const TestFile& file, const Test& test, const Stage& stage, Golden golden, GoldenFiles& right,
                        const std::stop_token& stop) {
  const auto begun = Steady::now();
  TestResult result{test.name, test.mark, {}, "", {}};
  const auto folder = file.path.parent_path();
  Nights nights(stage, test, registry_, folder);
  for (const auto& night : test.nights) {
    const auto came = nights.play(night, stop);
    if (!came) {
      result.gave_up = came.error().what;
      break;
    }
    const auto ways = ways_out(stage, night.pipeline.empty() ? stage.pipeline : night.pipeline);
    auto verdict = judge(night.expect, *came, ways, folder, golden);
    std::move(verdict.failures.begin(), verdict.failures.end(), std::back_inserter(result.failures));
    for (auto& [name, bytes] : verdict.golden) {
      const auto [known, is_new] = right.emplace(name, bytes);
      if (golden == Golden::update && !is_new && known->second != bytes)
        result.failures.push_back({night.expect.mark,
                                   name.filename().string() + " is named twice, and each time something else comes out",
                                   ""});
    }
  }
  result.took = std::chrono::duration_cast<std::chrono::milliseconds>(Steady::now() - begun);
  return result;
}

std::optional<Stage> Trials::stage_for(const TestFile& file, const Test& test, Diagnostics& faults) {
  if (file.subject == Subject::connector) return stage_of_connector(file, test, registry_, faults);
  const auto& loaded = loaded_for(file.path);
  for (const auto& fault : loaded.faults.all()) faults.add(fault.mark, fault.path, fault.message, fault.hint);
  return loaded.faults.ok() ? stage_of_pipeline(loaded.configuration, file.name, faults) : std::nullopt;
}

/// The configuration that the file lies in.
const Trials::Loaded& Trials::loaded_for(const fs::path& file) {
  auto folder = configuration_;
  for (auto above = fs::absolute(file).lexically_normal().parent_path(); above.has_relative_path();
       above = above.parent_path()) {
    if (!fs::exists(above / "sluss.yaml")) continue;
    folder = above;
    break;
  }
  const auto [at, is_new] = loaded_.try_emplace(folder);
  if (is_new) at->second.configuration = load_configuration(folder, registry_, at->second.faults);
  return at->second;
}

}  // namespace sluss::trial
