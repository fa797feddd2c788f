// The configuration's own language as data: which keys each file may have, what they mean and what may stand there.
// Editors and the reference pages know it from here; a test holds it against what the readers take.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace sluss::config {

/// What may stand at a key.
enum class ValueKind {
  text,
  texts,  ///< a list of texts, or one
  name,
  path,
  secret,
  secrets,  ///< a list of them, or one
  yes_no,
  number,
  numbers,  ///< a list of numbers, or one
  duration,
  size,
  months,
  word,   ///< one of a few
  words,  ///< a list of them, or one
  day,
  moment,  ///< a day, or a day and a time with its zone
  month_day,
  term_day,
  term,
  kronor,
  days,         ///< days and periods of a calendar: a list, or one
  anything,     ///< what the parameter that it is given to takes
  options,      ///< options of any transport
  map,          ///< has keys of its own
  named,        ///< maps that have those keys, each under a name that one chooses
  list,         ///< a list of maps that have those keys, or one of the words
  named_lists,  ///< such lists, each under a name that one chooses
  given,        ///< what comes in in a test, by its ways
  ways,         ///< has keys of its own; any other one is a way that messages come out by
  source,       ///< a plugin, alone or with its options; the same for those below
  sink,
  format,
  step,        ///< of one plugin: its options
  steps,       ///< a list of steps, or one
  inlets,      ///< names of what connections provide: a list, or one
  outlets,     ///< names of what connections take, alone or with a condition: a list, or one
  connection,  ///< a connector and its parameters
};

/// What may stand there, for people: "duration", "one of".
[[nodiscard]] std::string name_of(ValueKind kind);

struct Key {
  std::string name;
  ValueKind kind = ValueKind::text;
  std::string text;     ///< what it means
  std::string example;  ///< as YAML; of what is named, a name
  bool required = false;
  std::string fallback = {};             ///< the default; empty: none
  std::vector<std::string> words = {};   ///< of a word: those that may stand there; of a step, the plugin
  std::int64_t least = 0, most = 0;      ///< of a number; both 0: any
  std::vector<Key> keys = {};            ///< of maps
  std::vector<std::string> either = {};  ///< of maps: keys of which at least one must be there

  // So that the tables read as sentences.
  [[nodiscard]] Key needed() const;
  [[nodiscard]] Key defaulting_to(std::string value) const;
  [[nodiscard]] Key of(std::vector<std::string> allowed) const;
  [[nodiscard]] Key between(std::int64_t from, std::int64_t to) const;
  [[nodiscard]] Key with(std::vector<Key> inner) const;
  [[nodiscard]] Key needing_one_of(std::vector<std::string> names) const;
};

/// A kind of file in the configuration folder.
struct FileKind {
  std::string name;                ///< "pipeline"
  std::string files;               ///< "pipelines/*.yaml"
  std::vector<std::string> marks;  ///< a file that has one of these keys at its top is of this kind
  Key top;                         ///< a map
};

/// In the order in which people meet them.
[[nodiscard]] const std::vector<FileKind>& grammar();
/// The files that `sluss test` plays, which lie among the others. Their reader is trial::read_test_file.
[[nodiscard]] const FileKind& tests_grammar();

}  // namespace sluss::config
