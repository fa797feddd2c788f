// Written documents as tests look at them.
#pragma once

#include <gtest/gtest.h>
#include <pugixml.hpp>
#include <string>
#include <vector>

#include "writer.h"

namespace sluss::ubl {

inline std::string written(const domain::Invoice& invoice) {
  auto bytes = write_document(invoice);
  EXPECT_TRUE(bytes) << bytes.error().what;
  return bytes ? *bytes : std::string();
}

inline std::string replaced(std::string text, std::string_view from, std::string_view to) {
  for (std::size_t at = 0; (at = text.find(from, at)) != std::string::npos; at += to.size())
    text.replace(at, from.size(), to);
  return text;
}

/// A document as XPath sees it, with the prefixes that the writer uses.
class Parsed {
 public:
  explicit Parsed(const domain::Invoice& invoice) { document_.load_string(written(invoice).c_str()); }
  [[nodiscard]] std::string text(const char* path) const {
    return document_.select_node(path).node().text().as_string();
  }
  [[nodiscard]] std::size_t count(const char* path) const { return document_.select_nodes(path).size(); }
  [[nodiscard]] std::vector<std::string> texts(const char* path) const {
    std::vector<std::string> all;
    for (const auto& found : document_.select_nodes(path)) all.emplace_back(found.node().text().as_string());
    return all;
  }
  [[nodiscard]] const pugi::xml_document& document() const { return document_; }

 private:
  pugi::xml_document document_;
};

}  // namespace sluss::ubl
