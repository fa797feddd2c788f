#include "command.h"

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <fcntl.h>
#include <unistd.h>

#include "base/counted.h"
#include "base/folder.h"

namespace sluss::exec {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view secret_prefix = "secret:", folder_place = "{folder}", folder_prefix = "sluss-exec-";
constexpr std::size_t longest_shown = 200, longest_digits = 5;

Value scalar_value(const Node& node, ParseContext& context) {
  if (std::string_view(node.text).starts_with(secret_prefix)) {
    Secret secret;
    options::read(node, context, secret);
    return secret.reveal();
  }
  if (node.quoted) return node.text;
  if (node.text == "true" || node.text == "false") return node.text == "true";
  // JSON's numbers and no others: 007 and 12:30 are texts.
  auto number = parse_json(node.text);
  const bool is_number = number && (number->as_int() != nullptr || number->as_number() != nullptr);
  return is_number ? std::move(*number) : Value(node.text);
}

Value value_of(const Node& node, ParseContext& context) {
  if (node.is_scalar()) return scalar_value(node, context);
  if (node.is_list()) {
    Value::List items;
    for (const auto& item : node.items) items.push_back(value_of(item, context));
    return items;
  }
  if (!node.is_map()) return nullptr;
  Value::Object members;
  for (const auto& entry : node.entries) members.emplace_back(entry.key, value_of(entry.value, context));
  return members;
}

bool is_variable(const std::string& name) {
  const auto fits = [](char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_'; };
  return !name.empty() && std::isdigit(static_cast<unsigned char>(name.front())) == 0 &&
         std::all_of(name.begin(), name.end(), fits);
}

void read_variable(const Node::Entry& entry, CommandConfig::Values& values, ParseContext& context) {
  if (!is_variable(entry.key)) return context.diagnostics.add(entry.value, "this is no variable's name");
  if (!entry.value.is_scalar()) return context.diagnostics.add(entry.value, "expected a text or secret:NAME");
  Secret value(entry.value.text);
  if (std::string_view(entry.value.text).starts_with(secret_prefix)) options::read(entry.value, context, value);
  if (value.reveal().find('\0') != std::string::npos)
    return context.diagnostics.add(entry.value, "the value holds a NUL");
  values.environment.emplace_back(entry.key, std::move(value));
}

bool is_table_or_missing(const Node& node, ParseContext& context) {
  if (node.kind == Node::Kind::missing || node.is_map()) return true;
  context.diagnostics.add(node, "expected a table of names and values");
  return false;
}

std::string replaced(std::string text, std::string_view what, const std::string& with) {
  for (auto at = text.find(what); at != std::string::npos; at = text.find(what, at + with.size()))
    text.replace(at, what.size(), with);
  return text;
}

Result<void> write_private(const fs::path& file, const std::string& bytes) {
  const int descriptor = ::open(file.c_str(), O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, 0600);
  std::string_view rest = bytes;
  while (descriptor >= 0 && !rest.empty()) {
    const auto written = ::write(descriptor, rest.data(), rest.size());
    if (written < 0 && errno != EINTR) break;
    rest.remove_prefix(static_cast<std::size_t>(std::max<ssize_t>(written, 0)));
  }
  const auto error_number = errno;
  if (descriptor >= 0) ::close(descriptor);
  if (descriptor >= 0 && rest.empty()) return {};
  return fail(Fault::unavailable, "the file " + file.filename().string() +
                                      " for the program cannot be written: " + std::strerror(error_number));
}

/// A process that was killed leaves its programs' folders, and they hold secrets. Another user's stay.
void remove_left_behind(const fs::path& where) {
  std::error_code failed;
  for (const auto& path : names_in(where).value_or(std::vector<fs::path>())) {
    const auto name = path.filename().string();
    if (!name.starts_with(folder_prefix)) continue;
    const auto maker = static_cast<pid_t>(std::strtol(name.c_str() + folder_prefix.size(), nullptr, 10));
    const bool lives = maker <= 0 || ::kill(maker, 0) == 0 || errno != ESRCH;
    if (!lives) fs::remove_all(path, failed);
  }
}

}  // namespace

std::string one_line(std::string_view text) {
  std::string line(text.substr(0, longest_shown));
  while (!line.empty() && !is_utf8(line)) line.pop_back();
  std::replace_if(
      line.begin(), line.end(), [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; }, ' ');
  return line;
}

std::string shown(std::string_view text) {
  auto line = one_line(text);
  for (std::size_t from = 0; from < line.size();) {
    auto to = from;
    // As personal numbers are written: 19990102-1234.
    while (to < line.size() && (std::isdigit(static_cast<unsigned char>(line[to])) != 0 ||
                                (to > from && (line[to] == '-' || line[to] == '+'))))
      ++to;
    if (to - from > longest_digits)
      std::replace_if(
          line.begin() + static_cast<std::ptrdiff_t>(from), line.begin() + static_cast<std::ptrdiff_t>(to),
          [](char c) { return std::isdigit(static_cast<unsigned char>(c)) != 0; }, '9');
    from = to + 1;
  }
  return line;
}

void check_command(const CommandConfig& config, const Node& node, ParseContext& context) {
  auto& diagnostics = context.diagnostics;
  if (config.command.empty() || !config.command.front().starts_with('/'))
    diagnostics.add(node["command"], "expected the program's file, from / on",
                    "for example [/opt/taps/bin/tap-csv]; no PATH is searched");
  for (const auto& argument : config.command) {
    if (argument.find('\0') != std::string::npos) diagnostics.add(node["command"], "an argument holds a NUL");
  }
  if (config.hang.count() == 0) diagnostics.add(node["hang"], "expected at least 1s");
  config.values->environment.clear();
  if (is_table_or_missing(config.environment, context)) {
    for (const auto& entry : config.environment.entries) read_variable(entry, *config.values, context);
  }
  if (is_table_or_missing(config.settings, context) && config.settings.is_map())
    config.values->settings = Secret(to_json(value_of(config.settings, context)));
}

Result<std::unique_ptr<Running>> Running::start(const CommandConfig& config,
                                                const std::vector<std::string>& more_arguments, const Files& files) {
  std::unique_ptr<Running> running(new Running(config));
  SLUSS_TRY(running->make_folder());
  const auto folder = running->folder_.string();
  for (const auto& [name, bytes] : files) SLUSS_TRY(write_private(running->folder_ / name, bytes));
  Program program;
  program.arguments = config.command;
  for (const auto& argument : more_arguments) program.arguments.push_back(replaced(argument, folder_place, folder));
  program.environment = {"PATH=/usr/local/bin:/usr/bin:/bin", "LANG=C.UTF-8", "HOME=" + folder, "TMPDIR=" + folder};
  for (const auto& [name, value] : config.values->environment) {
    std::erase_if(program.environment, [&](const auto& other) { return other.starts_with(name + "="); });
    program.environment.push_back(name + "=" + value.reveal());
  }
  program.folder = running->folder_;
  program.log = config.log;
  program.hang = config.hang;
  SLUSS_TRY_ASSIGN(child, ChildProcess::start(std::move(program)));
  running->child_ = std::move(child);
  return running;
}

Result<void> Running::make_folder() {
  std::error_code failed;
  const auto where = fs::temp_directory_path(failed);
  remove_left_behind(where);
  auto name = (where / (std::string(folder_prefix) + std::to_string(::getpid()) + "-XXXXXX")).string();
  if (failed || ::mkdtemp(name.data()) == nullptr)
    return fail(Fault::unavailable, "no private folder can be made in " + where.string() + ": " +
                                        (failed ? failed.message() : std::string(std::strerror(errno))));
  folder_ = name;
  return {};
}

Running::~Running() {
  child_.reset();
  std::error_code failed;
  if (!folder_.empty()) fs::remove_all(folder_, failed);
}

Error Running::told(Error error) const {
  error.what = "the program " + fs::path(config_.command.front()).filename().string() + ": " + error.what;
  const auto lines = child_ == nullptr ? 0 : child_->complaints();
  if (error.fault == Fault::cancelled || lines == 0) return error;
  error.what += "; it wrote " + counted(lines, "line") + " to stderr" +
                (config_.log.empty() ? ", give log: to keep them" : ", see " + config_.log.string());
  return error;
}

Result<void> Running::expect_good_end(const std::stop_token& stop) {
  const auto ended = child_->wait(stop);
  if (!ended) return fail(told(ended.error()));
  return ended->is_good() ? Result<void>() : fault(Fault::unavailable, "it " + ended->text());
}

Result<void> try_out(const CommandConfig& config) {
  const auto& file = config.command.front();
  std::error_code failed;
  if (fs::is_regular_file(file, failed) && ::access(file.c_str(), X_OK) == 0) return {};
  return fail(Fault::config,
              "the program " + file +
                  (fs::exists(file, failed) ? " is no program that may be run by this user" : " does not exist") +
                  "; check command:");
}

}  // namespace sluss::exec
