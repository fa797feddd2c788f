// A connector: a named system as YAML describes it, with parameters that a connection fills in.
#pragma once

#include <deque>
#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "config/expansion.h"
#include "config/files.h"
#include "plugin/spec.h"

namespace sluss::config {

/// `table` is one text for all, or a text for each by its id; `map` is read by the plugin that it goes to; `transport`
/// is a plugin that reads or writes, with its options, which are checked by that plugin's own rules.
enum class ParameterType { text, path, number, yes_no, duration, list, secret, table, map, transport };

struct Parameter {
  std::string name;
  ParameterType type = ParameterType::text;
  bool required = false;
  std::string text, example;               ///< for people
  Node fallback;                           ///< Kind::missing when it has no default
  std::vector<std::string> formerly = {};  ///< names that it had: connections may use them still
};

struct Connector {
  std::string name;
  std::string summary;
  std::vector<Parameter> parameters;
  const Node* provides = nullptr;  ///< a map by message name; null when there is none
  const Node* takes = nullptr;
};

/// Reads `connector.yaml`: its frame and its parameters. What it provides and takes is read for each connection.
[[nodiscard]] std::optional<Connector> read_connector(const Node& document, const std::string& name,
                                                      ParseContext& context);

/// Fills in a connector's parameters from a connection, whose keys but `use` are their names. A default may hold other
/// parameters: those are needed where it is not replaced, and say nothing where it is.
[[nodiscard]] Arguments read_arguments(const Connector& connector, const Node& connection, ParseContext& context);

/// Where the package puts connectors, seen from the program.
[[nodiscard]] std::filesystem::path installed_connectors();

/// Finds connectors by name, reading each once. One that extends another (`extends: klipp`) is completed by it; one
/// that `requires` a later version, of Sluss or of the connector that it extends, is refused.
class Connectors {
 public:
  /// In the order in which they are searched.
  Connectors(std::vector<std::filesystem::path> folders, Files& files) : folders_(std::move(folders)), files_(files) {}
  /// Null with a fault at `use` when there is none, or when it cannot be read.
  [[nodiscard]] const Connector* find(const Node& use, ParseContext& context);
  /// All that can be read, by name. The others are told.
  [[nodiscard]] std::vector<const Connector*> all(ParseContext& context);

 private:
  [[nodiscard]] std::optional<Connector> read(const Node& use, ParseContext& context);
  /// The document of a connector's file; null with a fault at `named` when there is none, or when it cannot be read.
  [[nodiscard]] const Node* document_of(const Node& named, ParseContext& context);
  /// The document with what the one that it extends says; null with a fault. `chain`: who extends whom to here.
  [[nodiscard]] const Node* completed(const Node& document, std::vector<std::string> chain, ParseContext& context);
  [[nodiscard]] std::vector<std::string> names() const;

  std::vector<std::filesystem::path> folders_;
  Files& files_;
  std::deque<Node> completed_;
  std::map<std::string, std::optional<Connector>> found_;
};

}  // namespace sluss::config
