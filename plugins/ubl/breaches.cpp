#include "breaches.h"

#include <algorithm>

#include "base/text.h"

namespace sluss::ubl {

void Breaches::add(std::string_view rule, std::string_view what) {
  const auto known =
      std::find_if(breaches_.begin(), breaches_.end(), [&](const Breach& breach) { return breach.rule == rule; });
  if (known != breaches_.end()) {
    ++known->more;
    return;
  }
  const auto place = line_ == 0 ? std::string() : "line " + std::to_string(line_) + ": ";
  breaches_.push_back({std::string(rule), place + std::string(what)});
}

void Breaches::require_element(pugi::xml_node parent, const char* path, std::string_view rule) {
  if (!parent.first_element_by_path(path).first_child()) add(rule, std::string(path) + " is missing or empty");
}

void Breaches::require_amount(pugi::xml_node parent, const char* path, const char* presence, const char* decimals) {
  if (presence != nullptr) require_element(parent, path, presence);
  if (!text_at(parent, path).empty() && !number_at(parent, path))
    add(decimals, std::string(path) + " is no amount with at most two decimals");
}

std::vector<std::string> Breaches::sentences() const {
  std::vector<std::string> sentences;
  for (const auto& [rule, what, more] : breaches_)
    sentences.push_back(rule + ": " + what + (more == 0 ? "" : " (and " + std::to_string(more) + " more)"));
  return sentences;
}

std::string_view text_at(pugi::xml_node parent, const char* path) {
  return trim(parent.first_element_by_path(path).text().get());
}

std::optional<Ore> number_at(pugi::xml_node parent, const char* path) {
  return parse_decimal_kronor(text_at(parent, path));
}

Ore amount_at(pugi::xml_node parent, const char* path) { return number_at(parent, path).value_or(Ore{}); }

bool is_listed(std::string_view code, std::string_view list) {
  while (!list.empty()) {
    const auto word = list.substr(0, list.find(' '));
    if (word == code && !code.empty()) return true;
    list.remove_prefix(std::min(list.size(), word.size() + 1));
  }
  return false;
}

bool is_digits(std::string_view text) {
  return !text.empty() && text.find_first_not_of("0123456789") == std::string_view::npos;
}

}  // namespace sluss::ubl
