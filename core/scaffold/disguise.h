// Makes a sample one of nobody: what may tell who a person is becomes something made up, the same each time.
#pragma once

#include <map>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/day.h"
#include "scaffold/proposal.h"
#include "scaffold/sheet.h"

namespace sluss::scaffold {

/// Records of one kind, and what is known of their columns.
struct Exchange {
  const Sheet& sheet;
  const Proposal& proposal;
};

/// Whether the values of a column are replaced.
[[nodiscard]] bool is_replaced(const Exchange& exchange, const Column& column);
/// Where the value stands as itself, and not as a part of another word or number; npos: nowhere.
[[nodiscard]] std::size_t find_value(std::string_view text, std::string_view value, std::size_t from = 0);

class Disguise {
 public:
  /// Values are replaced in columns of a student's, of personnummer, addresses and telephone numbers, and of texts,
  /// numbers and early dates that nothing uses. Codes, units, institutions and what else is mapped stay.
  /// `unread`: what is no record, as it stands in the sample; of it only the shape is left.
  Disguise(const Sheet& sheet, const Proposal& proposal, const std::vector<std::string>& unread)
      : Disguise(std::vector{Exchange{sheet, proposal}}, unread) {}
  /// The same for several kinds of records, in which a person is the same stand-in everywhere: a personnummer is known
  /// in each of its forms, and a name by its words.
  explicit Disguise(const std::vector<Exchange>& exchanges, const std::vector<std::string>& unread = {});

  /// A text that stays though no column has it: the sheet's name, by which it is found.
  void keep(std::string text) { known_.insert(std::move(text)); }
  /// A text with each of the values in it replaced, also as XML escapes them.
  [[nodiscard]] std::string edit(std::string_view text) const;
  /// The same for a text that is one value: a text that no column has gets its shape.
  [[nodiscard]] std::string edit_value(std::string_view text) const;
  /// Is one of the values in it still?
  [[nodiscard]] bool is_left_in(std::string_view text) const;

  [[nodiscard]] const std::vector<std::string>& replaced() const { return replaced_; }  ///< columns
  [[nodiscard]] const std::vector<std::string>& kept() const { return kept_; }

 private:
  void know_name(const std::string& name);
  void replace(const Column& column, Look look, std::string_view target);
  [[nodiscard]] std::string made_for(const Column& column, const std::string& value, Look look,
                                     std::string_view target);
  [[nodiscard]] std::string number_for(const std::string& value);
  [[nodiscard]] std::string next_name(std::span<const std::string_view> names, std::size_t& count) const;
  [[nodiscard]] std::string name_for(const Column& column, const std::string& value);
  void add(const std::string& value, std::string stand_in);
  /// The longest value that stands there; null when none does.
  [[nodiscard]] const std::string* value_at(std::string_view text, std::size_t at) const;

  std::map<std::string, std::string, std::less<>> stand_ins_;
  /// The values by their first bytes, the longest first.
  std::map<std::string, std::vector<std::string>, std::less<>> by_beginning_;
  std::set<std::string, std::less<>> originals_;   ///< values that go
  std::set<std::string, std::less<>> name_words_;  ///< words of theirs, in small letters
  std::set<std::string, std::less<>> known_;       ///< values and names that stay
  std::vector<std::string> replaced_, kept_;
  std::map<std::string, std::string, std::less<>> numbers_;  ///< of twelve digits, by the last ten of the other's
  std::map<std::string, std::string, std::less<>> words_;    ///< of names, by the other's in small letters
  std::size_t count_ = 0, first_names_ = 0, last_names_ = 0;
};

}  // namespace sluss::scaffold
