// Who is in a real exchange, and somebody made up for each of them: the same one wherever a person is met.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/day.h"
#include "config/configuration.h"
#include "scaffold/disguise.h"

namespace sluss::trial {

/// Records that came in by one way, and what other systems answered about them.
struct Crowd {
  std::string name;
  config::Inlet inlet;  ///< whose steps tell what stands in them; without steps they are messages of its kind
  std::vector<Value> records;
  std::set<std::string, std::less<>> asked_by = {};  ///< columns by which other systems know somebody
  std::set<std::string, std::less<>> harmless = {};  ///< columns of which a person has said that they tell of nobody
};

class Nobody {
 public:
  /// Columns that tell who somebody is, by the mapping or by how their values look, get a stand-in for each value;
  /// so do columns that nobody has said anything about, where anything but days, short numbers, and yes or no stands
  /// in them, or that others are asked by.
  /// `ours`: what is written in the configuration, and tells of nobody.
  Nobody(std::vector<Crowd> crowds, Day today, std::string ours);

  enum class Depth {
    cells,  ///< whole values of the columns that go
    texts,  ///< also full names, numbers and addresses within the texts of others
  };
  /// A record of one of the crowds.
  [[nodiscard]] Value disguised(const std::string& crowd, const Value& record, Depth depth = Depth::texts) const;
  /// Whether somebody of the exchange is in a text all the same: the column that tells of him or her, for people;
  /// empty where the column's name tells it too. A word that stands in the configuration, or in a column that stays, is
  /// not held to be somebody's name.
  [[nodiscard]] std::optional<std::string> left_in(std::string_view text) const;

  [[nodiscard]] std::vector<std::string> replaced(const std::string& crowd) const;  ///< columns
  [[nodiscard]] std::vector<std::string> kept(const std::string& crowd) const;

 private:
  struct Known {
    scaffold::Sheet sheet;
    scaffold::Proposal proposal;
    std::set<std::string, std::less<>> goes;
  };

  struct Person {
    std::string written, place;  ///< as it stands there; the column, for people
  };

  void know(const Crowd& crowd, Day today, scaffold::Sheet& within);
  void know_people(const std::string& crowd, const Known& known, const scaffold::Column& column);
  [[nodiscard]] Value disguised(const Known& known, const std::string& path, const Value& value, Depth depth) const;
  [[nodiscard]] std::string within(std::string text) const;
  [[nodiscard]] std::string told(const std::string& place) const;

  std::map<std::string, Known> crowds_;
  scaffold::Disguise disguise_;
  std::string ours_, exact_ours_, kept_texts_;  ///< the first in small letters
  /// Full names, numbers and addresses, in small letters.
  std::map<std::string, Person, std::less<>> unmistakable_;
  /// Single names, and texts that nobody has said anything about, with the column that each stands in.
  std::map<std::string, std::string, std::less<>> words_;
};

/// Whether the first line of a table may be a person's row in place of its header: the mapping reads none of its
/// columns.
[[nodiscard]] bool may_be_no_header(const config::Inlet& inlet, const std::vector<std::string>& columns);

}  // namespace sluss::trial
