// A document read from front to back: where an element begins and ends, and the text within.
#pragma once

#include <libxml/xmlreader.h>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "plugin/sdk.h"

namespace sluss::camt {

/// Elements are known by local name, and only those of the document element's namespace have a name. Never by prefix.
class XmlReader {
 public:
  explicit XmlReader(Input& input);

  /// Goes to the next start or end of an element; false at the end of the document. An empty element has both.
  /// Error (Fault::data, with the line): what is not well-formed, a DOCTYPE, entities, more than 100 levels, a text of
  /// more than 64 KiB. The text never quotes the document: it holds personal data.
  [[nodiscard]] Result<bool> next();

  [[nodiscard]] bool starts() const { return starts_; }
  /// The names from the document element to the one that starts or ends here, with slashes between: "Document/Ntfctn".
  [[nodiscard]] const std::string& path() const { return path_; }
  /// At an end: the text in the element since it, or one within it, began or ended; without blanks around.
  [[nodiscard]] std::string_view text() const { return trim(text_); }
  /// The namespace of the document element.
  [[nodiscard]] const std::string& space() const { return space_; }
  /// At a start: an attribute without a namespace; empty when there is none.
  [[nodiscard]] std::string attribute(const char* name);
  [[nodiscard]] std::int64_t line() const;

 private:
  struct Free {
    void operator()(xmlTextReader* reader) const { xmlFreeTextReader(reader); }
  };
  static int pull(void* self, char* buffer, int size);
  [[nodiscard]] Result<bool> take_node(int type);
  [[nodiscard]] Result<void> enter();
  [[nodiscard]] tl::unexpected<Error> refuse(const std::string& what) const;

  Input& input_;
  std::optional<Error> input_error_;
  std::unique_ptr<xmlTextReader, Free> reader_;
  std::vector<std::size_t> lengths_;  ///< of the path, before each element on the way here
  std::string path_, text_, space_;
  bool starts_ = false;
  enum class After { nothing, end_of_empty, leave } after_ = After::nothing;
};

}  // namespace sluss::camt
