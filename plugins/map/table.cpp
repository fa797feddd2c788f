#include "table.h"

#include <algorithm>

#include "base/text.h"
#include "domain/placement.h"

namespace sluss::map {
namespace {

const std::vector<std::string> known_keys = {"from", "either", "value", "as",      "format",
                                             "key",  "lookup", "else",  "default", "optional"};

/// A personnummer can be guessed in a moment when a key can be guessed too.
constexpr std::size_t shortest_key = 32;

/// Reads one target's rule.
class RuleReader {
 public:
  RuleReader(const Node& node, ParseContext& context)
      : node_(node), context_(context), diagnostics_(context.diagnostics) {}

  Rule read(const std::string& target) {
    rule_.target = target;
    rule_.personal = domain::is_personal(target);
    if (node_.is_map()) read_options();
    else rule_.columns = read_columns(node_);
    return std::move(rule_);
  }

 private:
  void read_options() {
    diagnostics_.only_keys(node_, known_keys);
    read_origin();
    read_converter();
    read_lookup();
    read_optional();
    read_default();
  }

  void read_origin() {
    const int origins = int{node_.has("from")} + int{node_.has("either")} + int{node_.has("value")};
    if (origins != 1) {
      diagnostics_.add(node_, "expected one of from, either or value", "for example { from: Startdatum, as: date }");
    } else if (node_.has("value")) {
      rule_.take = Rule::Take::constant;
      rule_.constant = read_text(node_["value"]);
      if (node_.entries.size() > 1) diagnostics_.add(node_, "a constant value takes no other options");
    } else {
      rule_.take = node_.has("either") ? Rule::Take::first : Rule::Take::all;
      rule_.columns = read_columns(node_.has("either") ? node_["either"] : node_["from"]);
    }
  }

  void read_converter() {
    const auto& as = node_["as"];
    if (as.kind != Node::Kind::missing) {
      const auto kind = conversion_named(as.text);
      if (!as.is_scalar() || !kind) {
        const auto meant = nearest(as.text, converter_names());
        diagnostics_.add(
            as, "there is no converter \"" + as.text + "\"",
            meant ? "did you mean \"" + *meant + "\"?" : "known converters: " + join(converter_names(), ", "));
        return;
      }
      rule_.converter.kind = *kind;
    }
    read_format();
    read_key();
  }

  void read_key() {
    const auto& key = node_["key"];
    const bool given = key.kind != Node::Kind::missing;
    if (rule_.converter.kind != Conversion::digest) {
      if (given) diagnostics_.add(key, "only digest takes a key");
    } else if (!given) {
      diagnostics_.add(node_, "a digest needs a key", "for example key: secret:pseudonym_key");
    } else {
      const auto faults_before = diagnostics_.size();
      options::read(key, context_, rule_.converter.key);
      if (diagnostics_.size() == faults_before && rule_.converter.key.reveal().size() < shortest_key)
        diagnostics_.add(key, "the key is shorter than 32 characters", "make one with: openssl rand -hex 32");
    }
  }

  void read_format() {
    const auto& format = node_["format"];
    const bool given = format.kind != Node::Kind::missing;
    switch (rule_.converter.kind) {
      case Conversion::date:
      case Conversion::dates:
        if (given) read_date_formats(format);
        return;
      case Conversion::decimal:
      case Conversion::kronor: return read_sign(given ? format : node_);
      default:
        if (given) diagnostics_.add(format, "only date, dates, decimal and kronor take a format");
    }
  }

  void read_date_formats(const Node& format) {
    auto formats = DateFormats::parse(read_texts(format, "a date format such as YYYY-MM-DD"));
    if (formats) rule_.converter.dates = std::move(*formats);
    else diagnostics_.add(format, formats.error());
  }

  void read_sign(const Node& format) {
    if (format.is_scalar() && format.text == "point") rule_.converter.sign = DecimalSign::point;
    else if (format.is_scalar() && format.text == "comma") rule_.converter.sign = DecimalSign::comma;
    else
      diagnostics_.add(format, "expected format: comma or format: point",
                       "how the source writes decimals is never guessed");
  }

  void read_lookup() {
    const auto& lookup = node_["lookup"];
    const auto& otherwise = node_["else"];
    if (lookup.kind == Node::Kind::missing) {
      if (otherwise.kind != Node::Kind::missing) diagnostics_.add(otherwise, "else belongs to a lookup");
      return;
    }
    if (node_.has("as")) diagnostics_.add(node_["as"], "a target has either as or lookup");
    if (!lookup.is_map() || lookup.entries.empty())
      diagnostics_.add(lookup, "expected a table of words", "for example { Klar: confirmed }");
    for (const auto& entry : lookup.entries) read_word(entry);
    if (otherwise.kind != Node::Kind::missing) rule_.otherwise = read_text(otherwise);
  }

  void read_word(const Node::Entry& entry) {
    const auto same = [&](const auto& word) { return fold_case(word.first) == fold_case(entry.key); };
    if (std::any_of(rule_.lookup.begin(), rule_.lookup.end(), same))
      diagnostics_.add(entry.key_mark, entry.value.path,
                       "the word \"" + entry.key + "\" stands here already; case makes no difference");
    rule_.lookup.emplace_back(entry.key, read_text(entry.value));
  }

  void read_optional() {
    const auto& optional = node_["optional"];
    if (optional.kind == Node::Kind::missing) return;
    rule_.optional = optional.text == "true" || optional.text == "yes";
    if (!rule_.optional && optional.text != "false" && optional.text != "no")
      diagnostics_.add(optional, "expected yes or no");
  }

  /// The default is what the cell would say; behind a lookup it is a word of the target.
  void read_default() {
    const auto& fallback = node_["default"];
    if (fallback.kind == Node::Kind::missing) return;
    const auto text = read_text(fallback);
    if (text.empty()) return;
    if (!rule_.lookup.empty()) {
      rule_.fallback = text;
      return;
    }
    auto value = convert(text, rule_.converter, Day());
    if (value) rule_.fallback = std::move(*value);
    else diagnostics_.add(fallback, "the default is not " + value.error().what, "expected " + value.error().expected);
  }

  std::string read_text(const Node& node) {
    if (!node.is_scalar()) diagnostics_.add(node, "expected a text", "write it behind the colon");
    return std::string(trim(node.text));
  }

  std::vector<std::string> read_columns(const Node& node) {
    return read_texts(node, "the name of a column, or a list of names");
  }

  std::vector<std::string> read_texts(const Node& node, const std::string& expected) {
    std::vector<std::string> texts;
    if (node.is_scalar()) texts = {node.text};
    for (const auto& item : node.items) texts.push_back(item.text);
    if (texts.empty() || std::find(texts.begin(), texts.end(), "") != texts.end())
      diagnostics_.add(node, "expected " + expected);
    return texts;
  }

  const Node& node_;
  ParseContext& context_;
  Diagnostics& diagnostics_;
  Rule rule_;
};

bool is_path(std::string_view target) {
  const auto parts = split(target, '.');
  return std::all_of(parts.begin(), parts.end(), [](std::string_view part) {
    return !part.empty() && part.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789_") == std::string_view::npos;
  });
}

/// Hangs a rule into the tree of the body. False: its place is taken.
bool place(std::vector<Branch>& branches, std::string_view path, std::size_t rule) {
  const auto dot = path.find('.');
  const auto name = path.substr(0, dot);
  const bool is_leaf = dot == std::string_view::npos;
  const auto at =
      std::find_if(branches.begin(), branches.end(), [&](const Branch& branch) { return branch.name == name; });
  const bool exists = at != branches.end();
  if (exists && (is_leaf || at->members.empty())) return false;
  auto& branch = exists ? *at : branches.emplace_back(Branch{std::string(name), rule, {}});
  return is_leaf || place(branch.members, path.substr(dot + 1), rule);
}

}  // namespace

Table read_table(const Node& node, ParseContext& context) {
  auto& diagnostics = context.diagnostics;
  Table table;
  if (!node.is_map() || node.entries.empty())
    diagnostics.add(node, "expected a table of targets", "for example start: { from: Startdatum, as: date }");
  for (const auto& entry : node.entries) {
    if (!is_path(entry.key))
      diagnostics.add(entry.key_mark, entry.value.path, "a target is a path of lower-case names",
                      "for example student.name");
    else if (!place(table.body, entry.key, table.rules.size()))
      diagnostics.add(entry.key_mark, entry.value.path, "the target cannot both have a value and members");
    table.rules.push_back(RuleReader(entry.value, context).read(entry.key));
  }
  return table;
}

}  // namespace sluss::map
