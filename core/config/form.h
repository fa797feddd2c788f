// Reads a map of the configuration member by member, as the checked types that the domain wants.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/day.h"
#include "base/money.h"
#include "domain/identifiers.h"
#include "domain/parties.h"
#include "plugin/diagnostics.h"
#include "plugin/node.h"

namespace sluss::config {

/// Each call names a member that may stand in the map; `done` then finds those that nobody asked for. On a fault there
/// is a diagnostic, and the value is empty.
class Form {
 public:
  enum class Need { required, optional };

  Form(const Node& map, Diagnostics& diagnostics);

  /// The member, or a node of Kind::missing; a required one that is missing is a fault. `meaning`: for that fault.
  const Node& node(const std::string& member, Need need = Need::optional, const std::string& meaning = {});
  std::string text(const std::string& member, Need need = Need::optional, const std::string& meaning = {});
  /// A list of texts, or one text.
  std::vector<std::string> texts(const std::string& member, Need need = Need::optional, const std::string& meaning = {});
  std::optional<Day> day(const std::string& member, Need need = Need::optional);
  std::optional<domain::MonthDay> month_day(const std::string& member, Need need = Need::optional);
  std::optional<std::int64_t> number(const std::string& member, std::int64_t least, std::int64_t most);
  std::optional<Ore> kronor(const std::string& member, Need need);
  /// A text with a rule of its own, e.g. a check digit.
  std::string checked(const std::string& member, Need need, const std::function<domain::Checked(std::string_view)>& check);

  template <class Choice>
  Choice choice(const std::string& member, const std::vector<std::pair<std::string, Choice>>& words, Choice fallback) {
    const auto chosen = word(member);
    if (!chosen) return fallback;
    std::vector<std::string> names;
    for (const auto& [name, value] : words) {
      if (name == *chosen) return value;
      names.push_back(name);
    }
    not_among(member, names);
    return fallback;
  }

  /// Faults for members that were not asked for.
  void done();
  [[nodiscard]] const Node& map() const { return map_; }
  void fault(const std::string& member, const std::string& message, const std::string& hint = {});

 private:
  std::optional<std::string> word(const std::string& member);
  void not_among(const std::string& member, const std::vector<std::string>& words);
  void expected(const Node& node, const std::string& what);

  const Node& map_;
  Diagnostics& diagnostics_;
  std::vector<std::string> asked_;
};

/// A name that people give to a connection, a pipeline or a party: small letters, digits and hyphens.
[[nodiscard]] bool is_name(std::string_view text);
/// "did you mean ...", or which there are.
[[nodiscard]] std::string suggestion(std::string_view word, const std::vector<std::string>& known);
/// An empty list node is read as a list; another kind than a list is a fault.
[[nodiscard]] const std::vector<Node>& items_of(const Node& node, Diagnostics& diagnostics);

}  // namespace sluss::config
