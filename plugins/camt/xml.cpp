#include "xml.h"

#include <new>

namespace sluss::camt {
namespace {

constexpr std::size_t deepest = 100;
constexpr std::size_t longest_text = 64U << 10U;
/// What an element of another namespace is called: no path has it.
constexpr auto foreign = "*";

/// libxml2's own texts quote the document, which holds personal data: they are not used.
void keep_silent(void* /*context*/, xmlErrorPtr /*error*/) {}

/// What lacks memory is not the file's fault, though the parser ends in the same way.
void throw_if_memory_lacked() {
  const auto* last = xmlGetLastError();
  if (last == nullptr || last->code != XML_ERR_NO_MEMORY) return;
  // The parser has this one code for a text of more than 10 MB as well.
  const bool is_huge_text =
      last->message != nullptr && std::string_view(last->message).find("huge text") != std::string::npos;
  if (!is_huge_text) throw std::bad_alloc();
}

std::string_view view(const xmlChar* text) {
  return text == nullptr ? std::string_view() : std::string_view(reinterpret_cast<const char*>(text));
}

}  // namespace

int XmlReader::pull(void* self, char* buffer, int size) {
  auto* reader = static_cast<XmlReader*>(self);
  const auto count = reader->input_.read({buffer, static_cast<std::size_t>(size)});
  if (count) return static_cast<int>(*count);
  reader->input_error_ = count.error();
  return -1;
}

XmlReader::XmlReader(Input& input) : input_(input) {
  static const bool started = [] {
    xmlInitParser();
    return true;
  }();
  static_cast<void>(started);
  xmlResetLastError();
  constexpr int options = XML_PARSE_NONET | XML_PARSE_NOCDATA | XML_PARSE_COMPACT;
  reader_.reset(xmlReaderForIO(pull, nullptr, this, nullptr, nullptr, options));
  if (reader_ == nullptr) throw std::bad_alloc();
  xmlTextReaderSetStructuredErrorHandler(reader_.get(), keep_silent, nullptr);
}

std::int64_t XmlReader::line() const {
  // The parser runs ahead of what is read; an element knows its own line up to this one.
  constexpr std::int64_t last_known = 65'534;
  const auto* node = xmlTextReaderCurrentNode(reader_.get());
  const auto own = node == nullptr ? 0 : std::int64_t{xmlGetLineNo(node)};
  return own > 0 && own <= last_known ? own : std::int64_t{xmlTextReaderGetParserLineNumber(reader_.get())};
}

tl::unexpected<Error> XmlReader::refuse(const std::string& what) const {
  if (input_error_) return fail(*input_error_);
  throw_if_memory_lacked();
  return fail(Fault::data, "line " + std::to_string(line()) + ": " + what);
}

Result<bool> XmlReader::next() {
  constexpr auto broken =
      "this is not well-formed XML; the file is damaged or incomplete, fetch it from the bank again";
  if (after_ == After::end_of_empty) {
    after_ = After::leave;
    starts_ = false;
    return true;
  }
  if (after_ == After::leave) {
    path_.resize(lengths_.back());
    lengths_.pop_back();
    after_ = After::nothing;
    text_.clear();
  }
  for (;;) {
    const int outcome = xmlTextReaderRead(reader_.get());
    if (outcome < 0 || input_error_) return refuse(broken);
    if (outcome == 0) return false;
    SLUSS_TRY_ASSIGN(taken, take_node(xmlTextReaderNodeType(reader_.get())));
    if (taken) return true;
  }
}

Result<bool> XmlReader::take_node(int type) {
  switch (type) {
    case XML_READER_TYPE_ELEMENT: {
      SLUSS_TRY(enter());
      return true;
    }
    case XML_READER_TYPE_END_ELEMENT:
      starts_ = false;
      after_ = After::leave;
      return true;
    case XML_READER_TYPE_TEXT:
    case XML_READER_TYPE_CDATA:
    case XML_READER_TYPE_WHITESPACE:
    case XML_READER_TYPE_SIGNIFICANT_WHITESPACE:
      text_ += view(xmlTextReaderConstValue(reader_.get()));
      if (text_.size() > longest_text) return refuse("a text is longer than 64 KiB; no bank writes such");
      return false;
    case XML_READER_TYPE_DOCUMENT_TYPE:
    case XML_READER_TYPE_ENTITY_REFERENCE:
      return refuse("the file has a DOCTYPE or entities; camt files have none, it is refused");
    default: return false;
  }
}

Result<void> XmlReader::enter() {
  if (lengths_.size() == deepest) return refuse("more than 100 elements stand within each other; no bank writes such");
  const auto space = view(xmlTextReaderConstNamespaceUri(reader_.get()));
  if (lengths_.empty()) space_ = space;
  const auto name = space == space_ ? view(xmlTextReaderConstLocalName(reader_.get())) : std::string_view(foreign);
  lengths_.push_back(path_.size());
  if (!path_.empty()) path_ += '/';
  path_ += name;
  text_.clear();
  starts_ = true;
  if (xmlTextReaderIsEmptyElement(reader_.get()) == 1) after_ = After::end_of_empty;
  return {};
}

std::string XmlReader::attribute(const char* name) {
  const std::unique_ptr<xmlChar, decltype(xmlFree)> value(
      xmlTextReaderGetAttribute(reader_.get(), reinterpret_cast<const xmlChar*>(name)), xmlFree);
  return std::string(trim(view(value.get())));
}

}  // namespace sluss::camt
