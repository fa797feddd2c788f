// A piece of configuration as it was written: values that still know their file, line and column.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace sluss {

/// A place in a configuration file; line and column count from 1, in characters.
struct Mark {
  std::shared_ptr<const std::string> file;
  int line = 0;
  int column = 0;
  int length = 0;  ///< how many characters of the line are meant; 0: the file or folder as a whole

  /// "config/connections.yaml:3:7".
  [[nodiscard]] std::string text() const;
};

class Node {
 public:
  enum class Kind { missing, null, scalar, list, map };
  struct Entry;

  Kind kind = Kind::missing;
  Mark mark;
  std::string path;            ///< where in the document: "klipp.folder", "steps[2].validate"
  std::string text;            ///< a scalar's text
  bool quoted = false;         ///< a scalar written in quotes
  std::vector<Node> items;     ///< a list's items
  std::vector<Entry> entries;  ///< a map's entries, in order, no key twice

  [[nodiscard]] bool is_scalar() const { return kind == Kind::scalar; }
  [[nodiscard]] bool is_list() const { return kind == Kind::list; }
  [[nodiscard]] bool is_map() const { return kind == Kind::map; }
  /// The entry's value, or a node of Kind::missing.
  [[nodiscard]] const Node& operator[](std::string_view key) const;
  [[nodiscard]] bool has(std::string_view key) const;
};

struct Node::Entry {
  std::string key;
  Mark key_mark;
  Node value;
};

}  // namespace sluss
