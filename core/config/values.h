// Reads single values of the configuration. On a fault: a diagnostic, and the target stays as it was.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/day.h"
#include "base/money.h"
#include "base/text.h"
#include "domain/identifiers.h"
#include "domain/parties.h"
#include "plugin/spec.h"

namespace sluss::config {

/// A text that is not empty. One that YAML takes for yes or no must stand in quotes.
void read_text(const Node& node, ParseContext& context, std::string& target);
/// Relative: to the configuration's folder.
void read_path(const Node& node, ParseContext& context, std::filesystem::path& target);
/// secret:NAME.
void read_secret(const Node& node, ParseContext& context, Secret& target);
/// Is this a URL that one may send to: https, or http to this machine; a host, perhaps a port and a path, and nothing
/// else? A name and password before the host (RFC 3986 3.2.1) could make it look like another one.
[[nodiscard]] bool is_safe_url(std::string_view text);
/// A list of such texts, or one.
void read_texts(const Node& node, ParseContext& context, std::vector<std::string>& target);
/// What parts of the configuration name each other by: letters, digits, `-` and `_`.
void read_name(const Node& node, ParseContext& context, std::string& target);
/// YYYY-MM-DD.
void read_day(const Node& node, ParseContext& context, Day& target);
void read_maybe_day(const Node& node, ParseContext& context, std::optional<Day>& target);
/// "MM-DD", a day that every year has.
void read_month_day(const Node& node, ParseContext& context, domain::MonthDay& target);
void read_maybe_month_day(const Node& node, ParseContext& context, std::optional<domain::MonthDay>& target);
/// "MM-DD" within a term's year, "MM-DD the year before" or "MM-DD the year after".
void read_term_day(const Node& node, ParseContext& context, std::optional<domain::TermDay>& target);
/// A type that is billed: theses and projects never are, so no agreement prices them.
void read_billed_type(const Node& node, ParseContext& context, domain::PlacementType& target);
/// A list of them, or one.
void read_billed_types(const Node& node, ParseContext& context, std::vector<domain::PlacementType>& target);
/// "1530.00 kr", or in quotes "1530.00". A bare number is refused: it could be kronor or öre.
void read_kronor(const Node& node, ParseContext& context, Ore& target);
/// A whole number between two others, both included.
void read_between(const Node& node, ParseContext& context, std::int64_t least, std::int64_t most, std::int64_t& target);

/// "500 MiB", "20 GiB": bytes.
void read_size(const Node& node, ParseContext& context, std::optional<std::int64_t>& target);

/// `; did you mean ...`, or which there are.
[[nodiscard]] std::string hint_of(std::string_view word, const std::vector<std::string>& known);

/// Refuses a text without quotes that YAML takes for yes or no. True when there was none.
bool check_is_text(const Node& node, ParseContext& context);

/// A reader of identifiers with a check digit.
inline auto identifier(domain::Checked (*check)(std::string_view)) {
  return [check](const Node& node, ParseContext& context, std::string& target) {
    std::string text;
    read_text(node, context, text);
    if (text.empty()) return;
    auto checked = check(text);
    if (checked) target = std::move(*checked);
    else context.diagnostics.add(node, "expected " + checked.error(), "look it up where it comes from");
  };
}

/// A reader of one of a few words.
template <class E>
auto one_of(std::vector<std::pair<std::string, E>> words) {
  return [words = std::move(words)](const Node& node, ParseContext& context, E& target) {
    std::vector<std::string> known;
    for (const auto& [word, value] : words) {
      if (node.is_scalar() && node.text == word) {
        target = value;
        return;
      }
      known.push_back(word);
    }
    const auto found = node.is_scalar() ? ", found \"" + node.text + "\"" : "";
    const auto meant = nearest(node.text, known);
    context.diagnostics.add(node, "expected one of: " + join(known, ", ") + found,
                            meant ? "did you mean \"" + *meant + "\"?" : "write one of these words");
  };
}

}  // namespace sluss::config
