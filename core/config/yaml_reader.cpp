#include "config/yaml_reader.h"

#include <array>
#include <set>
#include <sstream>
#include <utility>
#include <vector>
#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/parser.h>

#include "config/plain_scalar.h"
#include "config/yaml_source.h"
#include "domain/identifiers.h"

namespace sluss::config {
namespace {

constexpr std::size_t most_levels = 32;
constexpr std::size_t most_nodes = 200'000;

/// Reading stops here; the fault is told already.
struct Stopped {};

/// True when a bracket or quote was found, and told, that is never closed.
bool tell_unclosed(const YamlSource& source, Diagnostics& diagnostics) {
  const auto open = source.unclosed();
  if (!open) return false;
  const char opening = source.text()[*open];
  const bool is_bracket = opening == '[' || opening == '{';
  const auto closing = opening == '[' ? "\"]\"" : opening == '{' ? "\"}\"" : "the same quote";
  diagnostics.add(source.mark(*open), "", is_bracket ? "this bracket is never closed" : "this quote is never closed",
                  std::string("write ") + closing + " where it ends");
  return true;
}

/// With its hyphen, so that no other number is taken for one. Birth numbers from 980 on are given to nobody.
bool is_personal_number(std::string_view text) {
  const bool has_hyphen = text.size() > 5 && (text[text.size() - 5] == '-' || text[text.size() - 5] == '+');
  return has_hyphen && text.substr(text.size() - 4, 3) < "980" &&
         domain::check_personnummer(text, make_day(2099, 12, 31)).has_value();
}

/// Builds the Nodes of one document from the parser's events.
class Builder final : public YAML::EventHandler {
 public:
  Builder(const YamlSource& source, Diagnostics& diagnostics) : source_(source), diagnostics_(diagnostics) {}

  [[nodiscard]] Node take() { return std::move(top_); }

  void OnDocumentStart(const YAML::Mark& mark) override {
    if (documents_++ == 0) return;
    diagnostics_.add(place(mark), "", "a second document begins here", "a file holds one; divide it into two files");
    throw Stopped();
  }
  void OnDocumentEnd() override {}

  void OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) override {
    add(make(mark, "?", anchor, Node::Kind::null));
  }

  void OnAlias(const YAML::Mark& mark, YAML::anchor_t /*anchor*/) override {
    auto node = make(mark, "?", 0, Node::Kind::null);
    // One is enough: a file that has one most often has many.
    if (!std::exchange(has_alias_, true))
      diagnostics_.add(node, "aliases (*) are not taken",
                       "write the value out; a text that begins with * stands in quotes");
    add(std::move(node));
  }

  void OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                const std::string& value) override {
    if (expects_key()) return begin_entry(mark, value);
    auto node = make(mark, tag, anchor, Node::Kind::scalar, value);
    node.text = value;
    node.quoted = tag == "!";
    if (node.quoted && mark.pos >= 0 && source_.leaves_open(static_cast<std::size_t>(mark.pos)))
      diagnostics_.add(node, "this quote is never closed", "write the same quote where it ends");
    if (is_personal_number(value))
      diagnostics_.add(node, "this is somebody's personal number, which has no place in a configuration",
                       "write one that nobody has, such as 19900101-9802: birth numbers from 980 on are for tests");
    if (!node.quoted && begins_with_typographic_quote(value))
      diagnostics_.add(node, "typographic quotes are no quotes in YAML", "write \" at both ends");
    if (!node.quoted && is_ambiguous(value))
      diagnostics_.add(node, "readers of YAML disagree about what " + value + " is",
                       "write a text in quotes: \"" + value + "\"; write a number in plain digits");
    add(std::move(node));
  }

  void OnSequenceStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                       YAML::EmitterStyle::value /*style*/) override {
    begin(make(mark, tag, anchor, Node::Kind::list));
  }
  void OnSequenceEnd() override { end(); }

  void OnMapStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                  YAML::EmitterStyle::value /*style*/) override {
    begin(make(mark, tag, anchor, Node::Kind::map));
  }
  void OnMapEnd() override { end(); }

 private:
  /// A list or map that is being filled.
  struct Open {
    Node node;
    std::string key;  ///< of the entry whose value comes next
    Mark key_mark;
    bool has_key = false;
    std::set<std::string, std::less<>> keys;
    bool drop = false;  ///< the value that comes next belongs to a key that was there already
  };

  [[nodiscard]] Mark place(const YAML::Mark& mark, std::string_view value = {}) const {
    return source_.extent(mark.pos < 0 ? 0 : static_cast<std::size_t>(mark.pos), value);
  }
  [[nodiscard]] bool expects_key() const {
    return !open_.empty() && open_.back().node.is_map() && !open_.back().has_key;
  }

  [[nodiscard]] std::string path() const {
    if (open_.empty()) return {};
    const auto& parent = open_.back();
    if (parent.node.is_list()) return parent.node.path + "[" + std::to_string(parent.node.items.size()) + "]";
    return parent.node.path.empty() ? parent.key : parent.node.path + "." + parent.key;
  }

  Node make(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor, Node::Kind kind,
            std::string_view value = {}) {
    Node node;
    node.kind = kind;
    node.mark = place(mark, value);
    node.path = path();
    if (expects_key()) refuse_key(node.mark);
    if (++nodes_ > most_nodes) stop(node, "the file holds more than 200,000 values", "divide it into several");
    if (anchor != 0) diagnostics_.add(node, "anchors (&) are not taken", "write the value out where it is needed");
    if (!tag.empty() && tag != "?" && tag != "!") diagnostics_.add(node, "tags (!) are not taken", "leave it out");
    // An empty value lies where the next thing begins, which is no help.
    if (kind == Node::Kind::null && !open_.empty() && open_.back().has_key) node.mark = open_.back().key_mark;
    return node;
  }

  void begin_entry(const YAML::Mark& mark, const std::string& key) {
    auto& map = open_.back();
    map.key = key;
    map.key_mark = place(mark, key);
    map.has_key = true;
    map.drop = !map.keys.insert(key).second;
    if (key == "<<")
      diagnostics_.add(map.key_mark, map.node.path, "\"<<\" (merging) is not taken", "write the entries out");
    if (map.drop) diagnostics_.add(map.key_mark, path(), "this key stands twice in the same map", "remove one of them");
  }

  void begin(Node node) {
    if (open_.size() >= most_levels)
      stop(node, "this lies deeper than 32 levels", "no part of a configuration is so deep");
    open_.push_back({std::move(node), {}, {}, false, {}, false});
  }

  void end() {
    auto node = std::move(open_.back().node);
    open_.pop_back();
    add(std::move(node));
  }

  void add(Node node) {
    if (open_.empty()) {
      top_ = std::move(node);
      return;
    }
    auto& parent = open_.back();
    if (parent.node.is_list()) parent.node.items.push_back(std::move(node));
    else if (!parent.drop) parent.node.entries.push_back({parent.key, parent.key_mark, std::move(node)});
    parent.has_key = false;
  }

  void refuse_key(const Mark& mark) {
    if (!tell_unclosed(source_, diagnostics_))
      diagnostics_.add(mark, open_.back().node.path, "expected a text as key", "a key is one word, such as store");
    throw Stopped();
  }

  void stop(const Node& node, std::string message, std::string hint) {
    diagnostics_.add(node, std::move(message), std::move(hint));
    throw Stopped();
  }

  const YamlSource& source_;
  Diagnostics& diagnostics_;
  std::vector<Open> open_;
  Node top_;
  std::size_t nodes_ = 0;
  int documents_ = 0;
  bool has_alias_ = false;
};

/// What the parser says, and what that most often comes of.
struct Explanation {
  std::string_view part;  ///< of the parser's words
  std::string_view message, hint;
};

constexpr std::array<Explanation, 8> explanations = {{
    {"end of map not found", "this line is no \"key: value\" of the map above it",
     "each key has a colon and a blank behind it, and begins in the same column as the others; so does each \"- \" of "
     "a list"},
    {"end of sequence not found", "this line is no item of the list above it",
     "each item begins with \"- \", and what belongs to it in the column of its first key"},
    {"end of map flow", "expected \",\" or \"}\" here", "between { and } stand key: value, with commas between them"},
    {"end of sequence flow", "expected \",\" or \"]\" here", "between [ and ] stand values, with commas between them"},
    {"illegal flow end", "this bracket closes nothing", "remove it, or write the one that opens"},
    {"illegal block entry", "an item of a list cannot begin here",
     "each item begins with \"- \" on a line of its own, in the same column as the others"},
    {"unknown escape",
     "in double quotes \"\\\" and the letter behind it have a meaning of their own, and this has none",
     "write a path with /, or in single quotes: 'C:\\folder'"},
    {"scanning hex", "in double quotes \"\\x\" and \"\\u\" begin the number of a character, and this is none",
     "write a path with /, or in single quotes: 'C:\\folder'"},
}};

bool has_colon(std::string_view line) { return line.find(": ") != std::string_view::npos || line.ends_with(':'); }

/// A colon that the parser did not expect: in a text, on a line that has slid, or below a line that lacks its own.
void explain_colon(std::size_t position, const YamlSource& source, Diagnostics& diagnostics) {
  const auto line = source.line_at(position);
  const auto before = source.line_before(position);
  if (has_colon(line.substr(0, position - source.position_of(line)))) {
    diagnostics.add(source.extent(position), "", "a second colon, where a key has one",
                    "put a text that holds \": \" in quotes; or is a comma missing before a key?");
  } else if (!before.empty() && !has_colon(before) && !before.starts_with('-')) {
    diagnostics.add(source.extent(source.position_of(before), before), "",
                    "expected a key, a colon and a blank, and then its value",
                    "such as: store: /var/lib/sluss/sluss.db");
  } else {
    diagnostics.add(source.extent(source.position_of(line), line), "", "no key can begin in this column",
                    "the keys of one map begin in the same column, and what belongs to a key further in");
  }
}

void explain(const YAML::Exception& error, const YamlSource& source, Diagnostics& diagnostics) {
  if (!diagnostics.ok() && diagnostics.all().back().message == "this quote is never closed") return;
  if (tell_unclosed(source, diagnostics)) return;
  const auto position = error.mark.pos < 0 ? 0 : static_cast<std::size_t>(error.mark.pos);
  const auto says = [&](std::string_view words) { return error.msg.find(words) != std::string::npos; };
  const auto text = source.text();
  const char here = position < text.size() ? text[position] : '\n';
  const char before = position > 0 && position <= text.size() ? text[position - 1] : '\n';
  if (says("illegal map value") || (says(" flow not found") && here == ':'))
    return explain_colon(position, source, diagnostics);
  if (says(" flow not found") && before == '"')
    return diagnostics.add(source.extent(position), "", "the quote before this ends the text",
                           "put a text that holds \" in single quotes: 'a \"b\" c'");
  const bool is_behind = position > 0 && (says("alias not found") || says("anchor not found"));
  if (is_behind || says("unknown token") || says("anchor is not defined")) {
    const auto place = is_behind ? position - 1 : position;
    return diagnostics.add(source.mark(place), "",
                           "a text without quotes cannot begin with " + std::string(1, is_behind ? before : here),
                           "put the text in quotes");
  }
  const auto place = source.extent(position);
  for (const auto& [part, message, hint] : explanations) {
    if (error.msg.find(part) != std::string::npos)
      return diagnostics.add(place, "", std::string(message), std::string(hint));
  }
  diagnostics.add(place, "", "this cannot be read as YAML: " + error.msg,
                  "look for a missing quote, bracket or blank, here or just before");
}

bool parse(const YamlSource& source, Builder& builder, Diagnostics& diagnostics) {
  try {
    std::istringstream in{std::string(source.text())};
    YAML::Parser parser(in);
    while (parser.HandleNextDocument(builder)) continue;
    return true;
  } catch (const Stopped&) {
  } catch (const YAML::Exception& error) {
    explain(error, source, diagnostics);
  }
  return false;
}

}  // namespace

std::optional<Node> read_yaml(std::string_view bytes, const std::shared_ptr<const std::string>& file,
                              Diagnostics& diagnostics) {
  const YamlSource source(bytes, file);
  if (!source.check(diagnostics)) return std::nullopt;
  Builder builder(source, diagnostics);
  if (!parse(source, builder, diagnostics)) return std::nullopt;
  auto top = builder.take();
  if (top.is_map()) return top;
  if (!source.is_blank()) {
    diagnostics.add(source.mark(0), "", "expected keys with values, such as \"store: sluss.db\"");
    return std::nullopt;
  }
  top.kind = Node::Kind::map;
  top.mark = source.mark(0);
  return top;
}

}  // namespace sluss::config
