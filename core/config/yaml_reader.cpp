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

namespace sluss::config {
namespace {

constexpr std::size_t most_levels = 32;
constexpr std::size_t most_nodes = 200'000;

/// Reading stops here; the fault is told already.
struct Stopped {};

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
    diagnostics_.add(node, "aliases (*) are not taken", "write the value out");
    add(std::move(node));
  }

  void OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                const std::string& value) override {
    if (expects_key()) return begin_entry(mark, value);
    auto node = make(mark, tag, anchor, Node::Kind::scalar);
    node.text = value;
    node.quoted = tag == "!";
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

  [[nodiscard]] Mark place(const YAML::Mark& mark) const {
    return source_.mark(mark.pos < 0 ? 0 : static_cast<std::size_t>(mark.pos));
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

  Node make(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor, Node::Kind kind) {
    Node node;
    node.kind = kind;
    node.mark = place(mark);
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
    map.key_mark = place(mark);
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
    diagnostics_.add(mark, open_.back().node.path, "expected a text as key");
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
};

/// The parser's words, and what usually is behind them.
std::string hint_for(const std::string& message) {
  constexpr std::array<std::pair<const char*, const char*>, 5> hints = {{
      {"illegal map value", "a text with \": \" in it stands in quotes"},
      {"end of sequence flow", "is a \"]\" missing?"},
      {"end of map flow", "is a \"}\" missing?"},
      {"end of map not found", "do all keys of this map begin in the same column?"},
      {"EOF in scalar", "is a quote missing?"},
  }};
  for (const auto& [part, hint] : hints) {
    if (message.find(part) != std::string::npos) return hint;
  }
  return "look for a missing quote, bracket or blank, here or just before";
}

bool parse(const YamlSource& source, Builder& builder, Diagnostics& diagnostics) {
  try {
    std::istringstream in{std::string(source.text())};
    YAML::Parser parser(in);
    while (parser.HandleNextDocument(builder)) continue;
    return true;
  } catch (const Stopped&) {
  } catch (const YAML::Exception& error) {
    const auto position = error.mark.pos < 0 ? 0 : static_cast<std::size_t>(error.mark.pos);
    diagnostics.add(source.mark(position), "", "this cannot be read as YAML: " + error.msg, hint_for(error.msg));
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
