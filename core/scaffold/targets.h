// What a message has places for, and by which words people call them.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "scaffold/look.h"

namespace sluss::scaffold {

struct Target {
  std::string_view path;                ///< in the body: "student.personnummer"
  std::string_view text;                ///< what it is, for people
  std::vector<std::string_view> names;  ///< how headers name it, in lower case and single words: "start date"
  std::vector<Look> looks;              ///< of the values; empty: any
  std::string_view as;                  ///< the converter; empty: text
  /// The words that it takes, each with what exports write for it.
  std::vector<std::pair<std::string_view, std::vector<std::string_view>>> words = {};
};

struct MessageKind {
  std::string_view name;  ///< "placement"
  std::string_view ways;  ///< what a connector calls them: "placements"
  std::vector<Target> targets;
  /// Sets of targets of which each message needs one.
  std::vector<std::vector<std::string_view>> needed;
};

/// placement, order and registration. Source of what is needed: the readers in domain/.
[[nodiscard]] const std::vector<MessageKind>& message_kinds();

/// A header in the form that `Target::names` has: "StartDate", "start_date" and "Start-date" are all "start date".
[[nodiscard]] std::string plain_name(std::string_view header);

/// How well a header names it: 100 by all of its words, less by some of them, 0 not at all.
[[nodiscard]] int likeness(const Target& target, std::string_view header);

/// The word of the target that a word of the export stands for; empty when nobody can tell.
[[nodiscard]] std::string_view meaning(const Target& target, std::string_view word);

}  // namespace sluss::scaffold
