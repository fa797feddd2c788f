// A Spec states each option of a plugin once: the C++ member, its name in YAML, what it means, its default and an
// example. Checking, `sluss help`, the reference pages, the schema for editors and the sample YAML all come from it.
//
//   struct Config { std::filesystem::path folder; std::string match = "*"; After then = After::archive; };
//
//   Spec<Config>("file", "Reads files from a folder")
//       .required("folder", &Config::folder, "The folder that is watched", "/srv/klipp/inbox")
//       .option("match", &Config::match, "Which files, by name; * and ? as in a shell", "placeringar*.csv")
//       .choice("then", &Config::then, "What happens to a file that was read",
//               {{"archive", After::archive}, {"leave", After::leave}});
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/json.h"
#include "base/value.h"
#include "plugin/diagnostics.h"
#include "plugin/node.h"
#include "plugin/secret.h"

namespace sluss {

/// What kind of value an option takes. People read it as OptionInfo::type.
enum class OptionKind { text, yes_no, whole_number, path, duration, secret, texts, choice, table };

/// What one option is, for people and for editors.
struct OptionInfo {
  std::string name;
  std::string type;      ///< "text", "whole number", "yes or no", "path", "duration", "secret", "one of ...", ...
  std::string text;      ///< what it means
  std::string fallback;  ///< the default, as one would write it; empty when required or when there is none
  std::string example;   ///< a value one could write
  bool required = false;
  bool secret = false;
  OptionKind kind = OptionKind::text;
  std::vector<std::string> words = {};     ///< of a choice: what may stand there
  Value shape = {};                        ///< of a table: what may stand in it, as JSON Schema; null: anything
  std::vector<std::string> formerly = {};  ///< names that it had: they are read as before
};

/// What a plugin's page shows by doing it: options, a message's body, and what becomes of it. The tests do it too.
struct Example {
  std::string name;     ///< what is shown: "date"
  std::string text;     ///< what it does, in a sentence
  std::string options;  ///< the plugin's options, as YAML
  std::string input;    ///< the body, as JSON
  std::string output;   ///< the body that comes of it, as JSON; empty: it is refused
  std::string refusal;  ///< what the refusal says, or a part of it; also of options that do not parse
};

/// A part of a plugin's page: what it can do besides its options.
struct Section {
  std::string title;
  std::string text;
  std::vector<Example> examples;
};

/// What a plugin's configuration is parsed with.
struct ParseContext {
  Diagnostics& diagnostics;
  const Secrets& secrets;
  std::filesystem::path folder;  ///< relative paths in the configuration start here
};

/// Reads one value of each type an option may have. On a fault: a diagnostic, and the target stays as it was.
namespace options {
void read(const Node& node, ParseContext& context, std::string& target);
void read(const Node& node, ParseContext& context, bool& target);                      // yes/no, true/false
void read(const Node& node, ParseContext& context, std::int64_t& target);              // decimal digits only
void read(const Node& node, ParseContext& context, std::filesystem::path& target);     // relative: to context.folder
void read(const Node& node, ParseContext& context, std::chrono::seconds& target);      // "10s", "5m", "2h"
void read(const Node& node, ParseContext& context, Secret& target);                    // secret:NAME only
void read(const Node& node, ParseContext& context, std::vector<std::string>& target);  // a list, or one text
void read(const Node& node, ParseContext& context, Node& target);                      // anything: the plugin checks it

/// Tells that none of the words stands there.
void expect_word(const Node& node, ParseContext& context, const std::vector<std::string>& known);

inline OptionKind kind_of(const std::string& /*type*/) { return OptionKind::text; }
inline OptionKind kind_of(const bool& /*type*/) { return OptionKind::yes_no; }
inline OptionKind kind_of(const std::int64_t& /*type*/) { return OptionKind::whole_number; }
inline OptionKind kind_of(const std::filesystem::path& /*type*/) { return OptionKind::path; }
inline OptionKind kind_of(const std::chrono::seconds& /*type*/) { return OptionKind::duration; }
inline OptionKind kind_of(const Secret& /*type*/) { return OptionKind::secret; }
inline OptionKind kind_of(const std::vector<std::string>& /*type*/) { return OptionKind::texts; }
inline OptionKind kind_of(const Node& /*type*/) { return OptionKind::table; }

/// "whole number": the kind as people meet it.
std::string type_name(OptionKind kind);

std::string write(const std::string& value);
std::string write(const bool& value);
std::string write(const std::int64_t& value);
std::string write(const std::filesystem::path& value);
std::string write(const std::chrono::seconds& value);
std::string write(const Secret& value);
std::string write(const std::vector<std::string>& value);
std::string write(const Node& value);
}  // namespace options

/// What a Spec says to those who do not know its C++ type.
class SpecInfo {
 public:
  SpecInfo(std::string name, std::string summary) : name_(std::move(name)), summary_(std::move(summary)) {}
  [[nodiscard]] const std::string& name() const { return name_; }
  [[nodiscard]] const std::string& summary() const { return summary_; }
  [[nodiscard]] const std::vector<OptionInfo>& options() const { return options_; }
  /// Sets of options of which at least one must be given.
  [[nodiscard]] const std::vector<std::vector<std::string>>& either() const { return either_; }
  /// The option that a bare value is taken for (`validate: placement`); empty when there is none.
  [[nodiscard]] const std::string& shorthand() const { return shorthand_; }
  /// True when the whole node is the plugin's own language (`map`), checked by the plugin itself.
  [[nodiscard]] bool free_form() const { return free_form_; }
  /// What the plugin can do besides its options, shown by examples.
  [[nodiscard]] const std::vector<Section>& sections() const { return sections_; }
  /// The former names of all options.
  [[nodiscard]] std::vector<Renaming> renamings() const;

 protected:
  [[nodiscard]] std::vector<std::string> option_names() const;
  void expect_either(const Node& node, Diagnostics& diagnostics) const;

  std::string name_, summary_, shorthand_;
  bool free_form_ = false;
  std::vector<OptionInfo> options_;
  std::vector<std::vector<std::string>> either_;
  std::vector<Section> sections_;
};

template <class Config>
class Spec : public SpecInfo {
 public:
  using SpecInfo::SpecInfo;

  template <class T>
  Spec& required(std::string name, T Config::*member, std::string text, std::string example) {
    return add(std::move(name), member, std::move(text), std::move(example), true);
  }
  template <class T>
  Spec& option(std::string name, T Config::*member, std::string text, std::string example = {}) {
    return add(std::move(name), member, std::move(text), std::move(example), false);
  }
  /// An option that takes one of a few words.
  template <class E>
  Spec& choice(std::string name, E Config::*member, std::string text, std::vector<std::pair<std::string, E>> words);
  /// At least one of these options must be given.
  Spec& either(std::vector<std::string> names) {
    either_.push_back(std::move(names));
    return *this;
  }
  /// The option that a bare value is taken for.
  Spec& bare(std::string name) {
    shorthand_ = std::move(name);
    return *this;
  }
  /// The whole node goes to `member` as it stands; `text` says what may stand there.
  Spec& whole(Node Config::*member, std::string text, std::string example) {
    free_form_ = true;
    options_.push_back({"", "a table", std::move(text), "", std::move(example), true, false, OptionKind::table});
    readers_.push_back([member](const Node& node, ParseContext&, Config& config) { config.*member = node; });
    return *this;
  }
  /// A name that the option `name` had before. Configurations that have it are read as before; `sluss check` tells of
  /// it, and `sluss check --fix` writes the present one.
  Spec& formerly(std::string_view name, const std::string& former) {
    for (auto& option : options_) {
      if (option.name == name) option.formerly.push_back(former);
    }
    return *this;
  }
  /// What may stand in a table (`name`; empty: the whole node), as JSON Schema, for editors. A slip in it is a bug, and
  /// then editors know nothing of the table.
  Spec& shape(std::string_view name, std::string_view json_schema) {
    for (auto& option : options_) {
      if (option.name == name) option.shape = parse_json(json_schema).value_or(Value());
    }
    return *this;
  }
  /// What the plugin can do besides its options.
  Spec& section(Section section) {
    sections_.push_back(std::move(section));
    return *this;
  }
  /// A check over the whole configuration, pure: it adds a diagnostic for each fault. Runs only when all options read.
  Spec& rule(std::function<void(const Config&, const Node&, ParseContext&)> check) {
    rules_.push_back(std::move(check));
    return *this;
  }

  /// The configuration, or nullopt with all faults in `context.diagnostics`.
  [[nodiscard]] std::optional<Config> parse(const Node& node, ParseContext& context) const;

 private:
  using Reader = std::function<void(const Node&, ParseContext&, Config&)>;

  template <class T>
  Spec& add(std::string name, T Config::*member, std::string text, std::string example, bool required);
  void read_options(const Node& node, ParseContext& context, Config& config) const;

  std::vector<Reader> readers_;  ///< one an option, in the same order
  std::vector<std::function<void(const Config&, const Node&, ParseContext&)>> rules_;
};

template <class Config>
template <class T>
Spec<Config>& Spec<Config>::add(std::string name, T Config::*member, std::string text, std::string example,
                                bool required) {
  const Config defaults{};
  const auto kind = options::kind_of(defaults.*member);
  options_.push_back({std::move(name), options::type_name(kind), std::move(text),
                      required ? std::string() : options::write(defaults.*member), std::move(example), required,
                      kind == OptionKind::secret, kind});
  readers_.push_back([member](const Node& node, ParseContext& context, Config& config) {
    options::read(node, context, config.*member);
  });
  return *this;
}

template <class Config>
template <class E>
Spec<Config>& Spec<Config>::choice(std::string name, E Config::*member, std::string text,
                                   std::vector<std::pair<std::string, E>> words) {
  const Config defaults{};
  OptionInfo info{std::move(name), "", std::move(text), "", words.front().first, false, false, OptionKind::choice};
  info.type = options::type_name(info.kind);
  for (const auto& [word, value] : words) {
    info.type += (&word == &words.front().first ? " " : ", ") + word;
    info.words.push_back(word);
    if (value == defaults.*member) info.fallback = word;
  }
  options_.push_back(info);
  readers_.push_back([member, words](const Node& node, ParseContext& context, Config& config) {
    for (const auto& [word, value] : words) {
      if (node.is_scalar() && node.text == word) {
        config.*member = value;
        return;
      }
    }
    std::vector<std::string> known;
    for (const auto& word : words) known.push_back(word.first);
    options::expect_word(node, context, known);
  });
  return *this;
}

template <class Config>
std::optional<Config> Spec<Config>::parse(const Node& node, ParseContext& context) const {
  const auto faults_before = context.diagnostics.size();
  Config config{};
  const auto given = context.diagnostics.with_present_names(node, renamings());
  if (free_form_) {
    readers_.front()(given, context, config);
  } else {
    read_options(given, context, config);
  }
  if (context.diagnostics.size() == faults_before) {
    for (const auto& rule : rules_) rule(config, given, context);
  }
  if (context.diagnostics.size() != faults_before) return std::nullopt;
  return config;
}

template <class Config>
void Spec<Config>::read_options(const Node& node, ParseContext& context, Config& config) const {
  const bool bare = !shorthand_.empty() && (node.is_scalar() || node.is_list());
  const bool nothing = node.kind == Node::Kind::missing || node.kind == Node::Kind::null;
  if (!bare && !nothing && !node.is_map()) {
    context.diagnostics.add(node, "expected the options of \"" + name_ + "\" as a map");
    return;
  }
  if (node.is_map()) context.diagnostics.only_keys(node, option_names());
  for (std::size_t i = 0; i < options_.size(); ++i) {
    const auto& info = options_[i];
    const auto& value = bare && info.name == shorthand_ ? node : node[info.name];
    if (value.kind != Node::Kind::missing) {
      readers_[i](value, context, config);
    } else if (info.required) {
      context.diagnostics.add(node, "\"" + info.name + "\" is missing: " + info.text,
                              "for example " + info.name + ": " + info.example);
    }
  }
  expect_either(node, context.diagnostics);
}

}  // namespace sluss
