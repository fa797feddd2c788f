// The program that is run, as the configuration has it, and how it is run: in a folder of its own, with an environment
// of its own.
#pragma once

#include <chrono>
#include <filesystem>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "base/child_process.h"
#include "plugin/sdk.h"
#include "plugin/shapes.h"

namespace sluss::exec {

struct CommandConfig {
  std::vector<std::string> command;
  Node environment, settings;
  /// What the check read from the two tables: with secrets in them.
  struct Values {
    std::vector<std::pair<std::string, Secret>> environment;
    Secret settings{"{}"};  ///< as JSON
  };
  std::shared_ptr<Values> values = std::make_shared<Values>();
  std::filesystem::path log;
  std::chrono::seconds hang{300};
};

/// A text of unknown origin, cut to one line of at most 200 bytes.
[[nodiscard]] std::string one_line(std::string_view text);
/// The same as an error may show it: long runs of digits are masked.
[[nodiscard]] std::string shown(std::string_view text);

/// Reads the tables, and checks the rest.
void check_command(const CommandConfig& config, const Node& node, ParseContext& context);

/// The options that all roles have in common. `what` is told the settings: "the child", "the tap".
template <class Config>
void add_command(Spec<Config>& spec, const std::string& example) {
  spec.template required<std::vector<std::string>>(
          "command", &Config::command,
          "The program's file, from / on, and its arguments; no shell looks at them, and secrets do not belong here",
          example)
      .template option<Node>("settings", &Config::settings,
                             "What the program is told: a table that becomes JSON; a value may be secret:NAME",
                             "{ start_date: \"2026-01-01\", token: secret:name }")
      .template option<Node>("environment", &Config::environment,
                             "Variables of its environment beside PATH, LANG, HOME and TMPDIR; a value may be "
                             "secret:NAME",
                             "{ TZ: Europe/Stockholm }")
      .shape("settings", shapes::any_table)
      .shape("environment", shapes::texts_by_name)
      .template option<std::filesystem::path>(
          "log", &Config::log,
          "A file for what the program writes to stderr, begun anew at each start; it may hold personal data",
          "log/tap.log")
      .template option<std::chrono::seconds>(
          "hang", &Config::hang, "How long the program may be silent before it is taken to hang, and is ended", "5m");
}

/// A program that runs, and its private folder, which goes when it has ended.
class Running {
 public:
  /// Files for the program: written into its folder, for its user alone. In an argument `{folder}` stands for the
  /// folder.
  using Files = std::vector<std::pair<std::string, std::string>>;
  [[nodiscard]] static Result<std::unique_ptr<Running>> start(const CommandConfig& config,
                                                              const std::vector<std::string>& more_arguments,
                                                              const Files& files);
  ~Running();
  Running(const Running&) = delete;
  Running& operator=(const Running&) = delete;

  [[nodiscard]] ChildProcess& child() { return *child_; }
  /// The error with the program's name before it, and where to look for more behind it.
  [[nodiscard]] Error told(Error error) const;
  [[nodiscard]] tl::unexpected<Error> fault(Fault fault, const std::string& what) const {
    return fail(told({fault, what, std::nullopt}));
  }
  /// Waits for its end: Fault::unavailable unless that is a good one.
  [[nodiscard]] Result<void> expect_good_end(const std::stop_token& stop);

 private:
  explicit Running(const CommandConfig& config) : config_(config) {}
  [[nodiscard]] Result<void> make_folder();

  const CommandConfig& config_;
  std::filesystem::path folder_;
  std::unique_ptr<ChildProcess> child_;
};

/// Is there such a program, and may it be run?
[[nodiscard]] Result<void> try_out(const CommandConfig& config);

}  // namespace sluss::exec
