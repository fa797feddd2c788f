// XML parts read from front to back: starts, ends and texts, one at a time.
#pragma once

#include <libxml/xmlreader.h>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "archive.h"

namespace sluss::xlsx {

/// Elements are known by local name and namespace, never by prefix. Those of foreign namespaces have no name.
class XmlReader {
 public:
  struct Attribute {
    std::string_view name;   ///< without its prefix
    std::string_view space;  ///< its namespace; empty for most
    std::string_view value;
  };

  [[nodiscard]] static Result<XmlReader> open(Archive& archive, const std::string& part);

  /// Goes to the next start, end or text; false at the end of the part. An empty element has a start and an end too.
  /// Error: Fault::data for broken XML, a DOCTYPE, entities, or a part that cannot be unpacked.
  [[nodiscard]] Result<bool> next();

  [[nodiscard]] bool starts(std::string_view name) const { return kind_ == Kind::start && name_ == name; }
  [[nodiscard]] bool ends(std::string_view name) const { return kind_ == Kind::end && name_ == name; }
  /// The text that stands here; empty at a start or an end. Valid until `next`.
  [[nodiscard]] std::string_view text() const { return text_; }
  /// Calls `take` with each attribute of the start that stands here; the views die with the call.
  template <class Take>
  void attributes(Take take);
  /// One attribute without a namespace.
  [[nodiscard]] std::optional<std::string> attribute(std::string_view name);

 private:
  enum class Kind { none, start, end, text };
  struct Free {
    void operator()(xmlTextReader* reader) const { xmlFreeTextReader(reader); }
  };
  /// What libxml2's callback reads from, and the error it met.
  struct Feed {
    PartStream stream;
    std::optional<Error> error;
  };
  static int pull(void* feed, char* buffer, int size);
  [[nodiscard]] tl::unexpected<Error> broken() const;
  [[nodiscard]] Result<bool> take_node(int type);
  [[nodiscard]] std::string_view name_here() const;

  std::unique_ptr<Feed> feed_;
  std::unique_ptr<xmlTextReader, Free> reader_;
  Kind kind_ = Kind::none;
  bool end_follows_ = false;
  std::string_view name_, text_;
};

namespace detail {
inline std::string_view view(const xmlChar* text) {
  return text == nullptr ? std::string_view() : std::string_view(reinterpret_cast<const char*>(text));
}
}  // namespace detail

template <class Take>
void XmlReader::attributes(Take take) {
  while (xmlTextReaderMoveToNextAttribute(reader_.get()) == 1) {
    take(Attribute{detail::view(xmlTextReaderConstLocalName(reader_.get())),
                   detail::view(xmlTextReaderConstNamespaceUri(reader_.get())),
                   detail::view(xmlTextReaderConstValue(reader_.get()))});
  }
  xmlTextReaderMoveToElement(reader_.get());
}

}  // namespace sluss::xlsx
