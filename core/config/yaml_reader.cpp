#include "config/yaml_reader.h"

#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/parser.h>

#include <algorithm>
#include <sstream>
#include <vector>

#include "base/text.h"

namespace sluss::config {
namespace {

constexpr std::size_t largest_file = 4U << 20U;
constexpr std::size_t deepest = 60;

/// Builds nodes from the parser's events. yaml-cpp's own tree drops places and duplicate keys, and expands aliases.
class Builder final : public YAML::EventHandler {
 public:
  Builder(std::string_view text, std::shared_ptr<const std::string> file, Diagnostics& diagnostics)
      : text_(text), file_(std::move(file)), diagnostics_(diagnostics) {}

  [[nodiscard]] Node take() { return std::move(root_); }

  void OnDocumentStart(const YAML::Mark& /*mark*/) override {}
  void OnDocumentEnd() override {}
  void OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) override {
    refuse_anchor(mark, anchor);
    Node node;
    node.kind = Node::Kind::null;
    node.mark = at(mark);
    add(std::move(node));
  }
  void OnAlias(const YAML::Mark& mark, YAML::anchor_t /*anchor*/) override {
    fault(mark, "aliases (*name) are not allowed in a configuration", "write the value out");
    Node node;
    node.kind = Node::Kind::null;
    node.mark = at(mark);
    add(std::move(node));
  }
  void OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor, const std::string& value) override {
    refuse_anchor(mark, anchor);
    refuse_tag(mark, tag);
    if (tag == "!" && left_open(static_cast<std::size_t>(mark.pos))) fault(mark, "this quote is never closed");
    Node node;
    node.kind = Node::Kind::scalar;
    node.mark = at(mark);
    node.text = value;
    node.quoted = tag == "!";
    add(std::move(node));
  }
  void OnSequenceStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                       YAML::EmitterStyle::value /*style*/) override {
    open(mark, tag, anchor, Node::Kind::list);
  }
  void OnSequenceEnd() override { close(); }
  void OnMapStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                  YAML::EmitterStyle::value /*style*/) override {
    open(mark, tag, anchor, Node::Kind::map);
  }
  void OnMapEnd() override { close(); }

 private:
  struct Level {
    Node node;
    bool has_key = false;  ///< in a map: the next node is the value of the last entry
    bool bad_key = false;  ///< the key could not be used: its value is dropped
  };

  [[nodiscard]] Mark at(const YAML::Mark& mark) const { return {file_, mark.line + 1, mark.column + 1}; }

  void fault(const YAML::Mark& mark, std::string message, std::string hint = {}) {
    diagnostics_.add(at(mark), next_path(), std::move(message), std::move(hint));
  }
  void refuse_anchor(const YAML::Mark& mark, YAML::anchor_t anchor) {
    if (anchor != 0) fault(mark, "anchors (&name) are not allowed in a configuration", "write the value out where it is needed");
  }
  void refuse_tag(const YAML::Mark& mark, const std::string& tag) {
    if (!tag.empty() && tag != "?" && tag != "!") fault(mark, "tags (" + tag + ") are not allowed in a configuration");
  }

  /// yaml-cpp takes the end of the file for a closing quote.
  [[nodiscard]] bool left_open(std::size_t quote) const {
    if (quote >= text_.size() || (text_[quote] != '"' && text_[quote] != '\'')) return false;
    for (auto at = quote + 1; at < text_.size(); ++at) {
      if (text_[at] == '\\' && text_[quote] == '"') ++at;
      else if (text_[at] == text_[quote]) return false;
    }
    return true;
  }

  /// The path that the next node will have.
  [[nodiscard]] std::string next_path() const {
    if (levels_.empty()) return {};
    const auto& top = levels_.back();
    if (top.node.kind == Node::Kind::list) return top.node.path + "[" + std::to_string(top.node.items.size()) + "]";
    if (!top.has_key || top.node.entries.empty()) return top.node.path;
    return (top.node.path.empty() ? "" : top.node.path + ".") + top.node.entries.back().key;
  }

  void open(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor, Node::Kind kind) {
    refuse_anchor(mark, anchor);
    refuse_tag(mark, tag);
    Level level;
    level.node.kind = kind;
    level.node.mark = at(mark);
    level.node.path = next_path();
    if (levels_.size() >= deepest) throw YAML::ParserException(mark, "nested too deeply");
    levels_.push_back(std::move(level));
  }

  void close() {
    auto node = std::move(levels_.back().node);
    levels_.pop_back();
    add(std::move(node));
  }

  void add(Node node) {
    if (node.path.empty()) node.path = next_path();
    if (levels_.empty()) {
      root_ = std::move(node);
      return;
    }
    auto& top = levels_.back();
    if (top.node.kind == Node::Kind::list) top.node.items.push_back(std::move(node));
    else if (top.has_key) add_value(top, std::move(node));
    else add_key(top, std::move(node));
  }

  void add_key(Level& map, Node key) {
    map.has_key = true;
    map.bad_key = !key.is_scalar() || map.node.has(key.text);
    if (!key.is_scalar()) diagnostics_.add(key.mark, map.node.path, "expected a name before the colon");
    else if (map.bad_key) diagnostics_.add(key.mark, map.node.path, "\"" + key.text + "\" stands here a second time", "remove one of the two");
    if (!map.bad_key) map.node.entries.push_back({key.text, key.mark, {}});
  }

  static void add_value(Level& map, Node value) {
    map.has_key = false;
    if (!map.bad_key) map.node.entries.back().value = std::move(value);
  }

  std::string_view text_;
  std::shared_ptr<const std::string> file_;
  Diagnostics& diagnostics_;
  std::vector<Level> levels_;
  Node root_;
};

/// Where the first byte stands that is no text.
Mark place_of_bad_byte(std::string_view text, const std::shared_ptr<const std::string>& file) {
  int line = 1;
  std::size_t begin = 0;
  while (begin < text.size()) {
    const auto end = std::min(text.find('\n', begin), text.size());
    const auto row = text.substr(begin, end - begin);
    if (!is_utf8(row) || row.find('\0') != std::string_view::npos) break;
    begin = end + 1;
    ++line;
  }
  return {file, line, 1};
}

std::string plain(std::string message) {
  if (message.find("end of map") != std::string::npos) message += " (is a line indented too little or too much?)";
  return "this is no YAML: " + message;
}

}  // namespace

Node read_yaml(std::string_view text, const std::string& name, Diagnostics& diagnostics) {
  const auto file = std::make_shared<const std::string>(name);
  if (text.size() > largest_file) {
    diagnostics.add({file, 1, 1}, "", "the file is larger than 4 MiB; a configuration is not");
    return {};
  }
  if (!is_utf8(text) || text.find('\0') != std::string_view::npos) {
    diagnostics.add(place_of_bad_byte(text, file), "", "this line is not UTF-8 text", "save the file as UTF-8");
    return {};
  }
  Builder builder(text, file, diagnostics);
  try {
    std::istringstream in{std::string(text)};
    YAML::Parser parser(in);
    parser.HandleNextDocument(builder);
    Builder second(text, file, diagnostics);
    if (parser.HandleNextDocument(second)) diagnostics.add(second.take().mark, "", "a second document (after ---) in one file", "use a file of its own");
  } catch (const YAML::Exception& error) {
    diagnostics.add({file, error.mark.line + 1, error.mark.column + 1}, "", plain(error.msg));
    return {};
  }
  auto root = builder.take();
  if (root.kind == Node::Kind::missing) root.kind = Node::Kind::null;
  if (root.mark.file == nullptr) root.mark = {file, 1, 1};
  return root;
}

}  // namespace sluss::config
