// What a document is found to break, and the looks into it that all rules share.
#pragma once

#include <cstddef>
#include <optional>
#include <pugixml.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "base/money.h"

namespace sluss::ubl {

/// Gathers what is broken: each rule once, with its first place and how many more there are.
class Breaches {
 public:
  /// What follows is about that line, counted from 1; 0: about the document.
  void in_line(std::size_t number) { line_ = number; }
  /// `what` names the element and what is wrong with it, never its content.
  void require(bool holds, std::string_view rule, std::string_view what) {
    if (!holds) add(rule, what);
  }
  /// The element must be there, with a text or elements of its own.
  void require_element(pugi::xml_node parent, const char* path, std::string_view rule);
  /// An amount has at most two decimals. Is `presence` nullptr, it may be missing.
  void require_amount(pugi::xml_node parent, const char* path, const char* presence, const char* decimals);
  /// In the order in which they were found.
  [[nodiscard]] std::vector<std::string> sentences() const;

 private:
  struct Breach {
    std::string rule, what;
    std::size_t more = 0;
  };
  void add(std::string_view rule, std::string_view what);

  std::vector<Breach> breaches_;
  std::size_t line_ = 0;
};

/// The text of the element at that path, without white space around; empty when there is none.
[[nodiscard]] std::string_view text_at(pugi::xml_node parent, const char* path);
/// The number there, in hundredths: whole, or with at most two decimals.
[[nodiscard]] std::optional<Ore> number_at(pugi::xml_node parent, const char* path);
/// The same; 0 when there is none.
[[nodiscard]] Ore amount_at(pugi::xml_node parent, const char* path);

/// Whether the code is one of a list's words, which blanks separate.
[[nodiscard]] bool is_listed(std::string_view code, std::string_view list);
/// One digit or more, and nothing else.
[[nodiscard]] bool is_digits(std::string_view text);

}  // namespace sluss::ubl
