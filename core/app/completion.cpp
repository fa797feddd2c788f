#include "app/completion.h"

#include <map>
#include <vector>

#include "base/text.h"

namespace sluss::app {
namespace {

/// What stands for a value in the help, and how bash finds what may stand there.
const std::map<std::string, std::string> finders = {
    {"DIR", "compgen -d -- \"$word\""},
    {"FILE", "compgen -f -- \"$word\""},
    {"PATH", "compgen -f -- \"$word\""},
    {"PIPELINE", "_sluss_names pipelines"},
    {"CONNECTION.MESSAGE", "_sluss_names connections"},
    {"PLUGIN", "_sluss_names plugins"},
    {"SHELL", "compgen -W bash -- \"$word\""},
};

// Bash sees word, previous, path and folder of the function that calls.
constexpr auto before = R"bash(# Made by sluss completion bash; what it offers stands in the program.
_sluss_names() {
  compgen -W "$(sluss "${folder[@]}" completion --names "$1" 2> /dev/null)" -- "$word"
}

_sluss() {
  local word=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD-1]} path=sluss i
  local -a folder=()
  COMPREPLY=()
  for ((i = 1; i < COMP_CWORD; i++)); do
    case ${COMP_WORDS[i]} in
    -c | --config)
      i=$((i + 1))
      folder=(-c "${COMP_WORDS[i]}")
      continue
      ;;
    --plugins | --at) i=$((i + 1)) && continue ;;
    esac
    case "$path ${COMP_WORDS[i]}" in
)bash";

constexpr auto after_paths = R"bash(    esac
  done
  # The value of an option.
  case "$path $previous" in
)bash";

constexpr auto after_values = R"bash(  esac
  case $path in
)bash";

constexpr auto after = R"bash(  esac
}
complete -o filenames -F _sluss sluss
)bash";

std::string quoted(const std::string& text) { return "\"" + text + "\""; }

class BashCompletion {
 public:
  std::string of(const CLI::App& line) {
    add(line, line.get_name(), {});
    for (const auto* command : line.get_subcommands({})) add_below(*command, line.get_name(), line);
    return before + paths_ + after_paths + values_ + after_values + commands_ + after;
  }

 private:
  static std::vector<std::string> long_names(const CLI::App& command) {
    std::vector<std::string> names;
    for (const auto* option : command.get_options()) {
      for (const auto& name : option->get_lnames()) names.push_back("--" + name);
    }
    return names;
  }

  void add_below(const CLI::App& command, const std::string& above, const CLI::App& line) {
    const auto path = above + " " + command.get_name();
    paths_ += "      " + quoted(path) + ") path=" + quoted(path) + " ;;\n";
    add(command, path, long_names(line));
    add_values(line, path);
    for (const auto* inner : command.get_subcommands({})) add_below(*inner, path, line);
  }

  void add(const CLI::App& command, const std::string& path, std::vector<std::string> words) {
    const auto own = long_names(command);
    words.insert(words.end(), own.begin(), own.end());
    for (const auto* inner : command.get_subcommands({})) words.push_back(inner->get_name());
    std::string finder;
    for (const auto* option : command.get_options()) {
      if (const auto at = finders.find(option->get_name(true)); option->get_positional() && at != finders.end())
        finder = at->second;
    }
    commands_ +=
        "    " + quoted(path) + ")\n      COMPREPLY=($(compgen -W " + quoted(join(words, " ")) + " -- \"$word\"))\n";
    if (!finder.empty()) commands_ += "      [[ $word == -* ]] || COMPREPLY+=($(" + finder + "))\n";
    commands_ += "      ;;\n";
    add_values(command, path);
  }

  /// After an option that takes a value, nothing else is offered.
  void add_values(const CLI::App& command, const std::string& path) {
    for (const auto* option : command.get_options()) {
      if (option->get_positional() || option->get_type_size() == 0) continue;
      std::vector<std::string> places;
      for (const auto& name : option->get_lnames()) places.push_back(quoted(path + " --" + name));
      for (const auto& name : option->get_snames()) places.push_back(quoted(path + " -" + name));
      const auto at = finders.find(option->get_type_name());
      values_ += "    " + join(places, " | ") + ")\n";
      if (at != finders.end()) values_ += "      COMPREPLY=($(" + at->second + "))\n";
      values_ += "      return\n      ;;\n";
    }
  }

  std::string paths_, values_, commands_;
};

}  // namespace

std::string bash_completion(const CLI::App& line) { return BashCompletion().of(line); }

}  // namespace sluss::app
