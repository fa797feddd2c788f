// The promises about instances. What may crash or hang is tried in a process of its own.
#include <algorithm>
#include <csignal>
#include <fstream>
#include <sys/wait.h>
#include <unistd.h>

#include "promises.h"
#include "trial.h"

namespace sluss::contract {
namespace {

namespace fs = std::filesystem;

constexpr unsigned patience = 5;  // seconds

/// What a process shows of threads and I/O.
struct Traces {
  std::ptrdiff_t threads = 0, descriptors = 0;
  std::int64_t reads_and_writes = 0;
  std::vector<std::string> files;
};

std::ptrdiff_t entries_in(const fs::path& folder) {
  return std::distance(fs::directory_iterator(folder), fs::directory_iterator());
}

/// The calls of read and write that the process has made.
std::int64_t reads_and_writes() {
  std::ifstream in("/proc/self/io");
  std::int64_t sum = 0;
  std::string name;
  for (std::int64_t number = 0; in >> name >> number;) {
    if (name == "syscr:" || name == "syscw:") sum += number;
  }
  return sum;
}

Traces traces() {
  Traces now{entries_in("/proc/self/task"), entries_in("/proc/self/fd"), reads_and_writes(), {}};
  for (const auto& entry : fs::recursive_directory_iterator(fs::current_path()))
    now.files.push_back(entry.path().string());
  std::sort(now.files.begin(), now.files.end());
  return now;
}

Sentences differences(const Traces& before, const Traces& after, std::int64_t cost_of_looking) {
  Sentences found;
  if (before.threads != after.threads) found.emplace_back("making it starts a thread");
  if (before.descriptors != after.descriptors) found.emplace_back("making it opens a file or a socket");
  if (before.files != after.files) found.emplace_back("making it changes the folder it stands in");
  if (after.reads_and_writes - before.reads_and_writes != cost_of_looking)
    found.emplace_back("making it reads or writes something");
  return found;
}

std::string rest_of(int descriptor) {
  std::string text;
  char buffer[512];
  for (ssize_t size = 0; (size = ::read(descriptor, buffer, sizeof buffer)) > 0;)
    text.append(buffer, static_cast<std::size_t>(size));
  return text;
}

[[noreturn]] void be_the_child(const std::function<std::string()>& attempt, int answer_to) {
  ::alarm(patience);
  std::string answer;
  try {
    answer = attempt();
  } catch (...) {
    answer = "it throws";
  }
  const auto written = ::write(answer_to, answer.data(), answer.size());
  ::_exit(written == static_cast<ssize_t>(answer.size()) ? 0 : 1);
}

/// What the attempt says, made in a process of its own; or how that process ended.
Sentences apart(const std::function<std::string()>& attempt) {
  int ends[2];
  if (::pipe(ends) != 0) return {"no pipe can be made"};
  const auto child = ::fork();
  if (child < 0) return {"no process can be made"};
  if (child == 0) be_the_child(attempt, ends[1]);
  ::close(ends[1]);
  const auto answer = rest_of(ends[0]);
  ::close(ends[0]);
  int status = 0;
  ::waitpid(child, &status, 0);
  if (WIFSIGNALED(status) && WTERMSIG(status) == SIGALRM) return {"it does not return"};
  if (!WIFEXITED(status) || WEXITSTATUS(status) != 0) return {"it brings the process down"};
  return answer.empty() ? Sentences() : Sentences{answer};
}

/// An instance that works in the folder that the process stands in; null when its configuration is refused.
template <class Role>
std::shared_ptr<Role> instance_of(const Subject& subject) {
  const auto result = parsed(subject, yaml_of(subject.spec, local_settings(subject.spec)));
  return result.make ? std::static_pointer_cast<Role>((*result.make)()) : nullptr;
}

template <class Role>
std::string close_twice(const Subject& subject) {
  const auto unopened = instance_of<Role>(subject);
  if (unopened == nullptr) return "its own examples are refused";
  unopened->close();
  unopened->close();
  const auto opened = instance_of<Role>(subject);
  static_cast<void>(opened->open(std::stop_token()));
  opened->close();
  opened->close();
  return {};
}

std::stop_token stopped() {
  std::stop_source source;
  source.request_stop();
  return source.get_token();
}

template <class T>
bool is_cancelled(const Result<T>& result) {
  return !result && result.error().fault == Fault::cancelled;
}

/// A stop that comes before `open`, or between `open` and what follows.
template <class Role>
std::string stop_it(const Subject& subject, bool before_open, const std::function<std::string(Role&)>& go_on) {
  const auto instance = instance_of<Role>(subject);
  if (instance == nullptr) return "its own examples are refused";
  const auto opened = instance->open(before_open ? stopped() : std::stop_token());
  if (!opened && before_open && !is_cancelled(opened))
    return "open gives another error than cancelled: " + opened.error().what;
  auto broken = opened ? go_on(*instance) : std::string();
  instance->close();
  return broken;
}

std::string read_stopped(Source& source) {
  const auto read = source.read(stopped());
  if (is_cancelled(read) || (read && !read->has_value())) return {};
  return read ? "read gives something" : "read gives another error than cancelled: " + read.error().what;
}

std::string write_stopped(Sink& sink) {
  Message message;
  message.body = Value::object();
  const std::vector<Parcel> parcels = {{"key", &message, {{"txt", "made up"}}}};
  const auto report = sink.write(parcels, stopped());
  if (is_cancelled(report) || (report && (report->stopped || report->receipts.size() == parcels.size()))) return {};
  return report ? "write does not report on each parcel"
                : "write gives another error than cancelled: " + report.error().what;
}

std::string probe_stopped(const Subject& subject) {
  const auto probe = instance_of<Probe>(subject);
  if (probe == nullptr) return "its own examples are refused";
  const auto probed = probe->probe(stopped());
  return probed || is_cancelled(probed) ? "" : "probe gives another error than cancelled: " + probed.error().what;
}

}  // namespace

Sentences quiet_making(const Subject& subject) {
  const EmptyFolder folder;
  const auto yaml = yaml_of(subject.spec, local_settings(subject.spec));
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
  // The sanitizers read and write on their own when they meet a type for the first time.
  {
    const EmptyFolder elsewhere;
    if (const auto met = parsed(subject, yaml); met.make) static_cast<void>((*met.make)());
    static_cast<void>(traces());
  }
#endif
  const auto first = traces();
  const auto before = traces();
  const auto cost_of_looking = before.reads_and_writes - first.reads_and_writes;
  const auto result = parsed(subject, yaml);
  if (!result.make) return {"its own examples are refused"};
  const auto instance = (*result.make)();
  return differences(before, traces(), cost_of_looking);
}

Sentences closing(const Subject& subject) {
  const EmptyFolder folder;
  if (subject.role == "source") return apart([&] { return close_twice<Source>(subject); });
  if (subject.role == "sink") return apart([&] { return close_twice<Sink>(subject); });
  return {};
}

Sentences stopping(const Subject& subject) {
  const EmptyFolder folder;
  std::ofstream("placeringar.csv") << "there is something to read\n";
  if (subject.role.ends_with("_probe")) return apart([&] { return probe_stopped(subject); });
  for (const bool before_open : {true, false}) {
    Sentences broken;
    if (subject.role == "source") broken = apart([&] { return stop_it<Source>(subject, before_open, read_stopped); });
    if (subject.role == "sink") broken = apart([&] { return stop_it<Sink>(subject, before_open, write_stopped); });
    if (!broken.empty()) return broken;
  }
  return {};
}

}  // namespace sluss::contract
