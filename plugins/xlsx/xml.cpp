#include "xml.h"

#include <algorithm>
#include <array>
#include <new>

namespace sluss::xlsx {
namespace {

/// The spreadsheet's own namespace (as Excel writes it, and the strict form), and that of relationships.
constexpr std::array<std::string_view, 3> known_spaces{"http://schemas.openxmlformats.org/spreadsheetml/2006/main",
                                                       "http://purl.oclc.org/ooxml/spreadsheetml/main",
                                                       "http://schemas.openxmlformats.org/package/2006/relationships"};

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

void start_library() {
  static const bool started = [] {
    xmlInitParser();
    return true;
  }();
  static_cast<void>(started);
}

}  // namespace

int XmlReader::pull(void* feed, char* buffer, int size) {
  auto* from = static_cast<Feed*>(feed);
  const auto count = from->stream.read({buffer, static_cast<std::size_t>(size)});
  if (count) return static_cast<int>(*count);
  from->error = count.error();
  return -1;
}

Result<XmlReader> XmlReader::open(Archive& archive, const std::string& part) {
  start_library();
  SLUSS_TRY_ASSIGN(stream, archive.open_part(part));
  XmlReader xml;
  xml.feed_.reset(new Feed{std::move(stream), std::nullopt});
  xmlResetLastError();
  constexpr int options = XML_PARSE_NONET | XML_PARSE_NOCDATA | XML_PARSE_COMPACT;
  xml.reader_.reset(xmlReaderForIO(pull, nullptr, xml.feed_.get(), nullptr, nullptr, options));
  if (xml.reader_ == nullptr) throw std::bad_alloc();
  xmlTextReaderSetStructuredErrorHandler(xml.reader_.get(), keep_silent, nullptr);
  return xml;
}

tl::unexpected<Error> XmlReader::broken() const {
  if (feed_->error) return fail(*feed_->error);
  throw_if_memory_lacked();
  return fail(Fault::data, "the workbook is damaged: its part \"" + feed_->stream.part() +
                               "\" is not well-formed XML; open and save it in Excel");
}

Result<bool> XmlReader::next() {
  text_ = {};
  if (std::exchange(end_follows_, false)) {
    kind_ = Kind::end;
    return true;
  }
  for (;;) {
    const int outcome = xmlTextReaderRead(reader_.get());
    if (outcome < 0 || feed_->error) return broken();
    if (outcome == 0) return false;
    SLUSS_TRY_ASSIGN(taken, take_node(xmlTextReaderNodeType(reader_.get())));
    if (taken) return true;
  }
}

Result<bool> XmlReader::take_node(int type) {
  switch (type) {
    case XML_READER_TYPE_ELEMENT:
      kind_ = Kind::start;
      name_ = name_here();
      end_follows_ = xmlTextReaderIsEmptyElement(reader_.get()) == 1;
      return true;
    case XML_READER_TYPE_END_ELEMENT:
      kind_ = Kind::end;
      name_ = name_here();
      return true;
    case XML_READER_TYPE_TEXT:
    case XML_READER_TYPE_CDATA:
    case XML_READER_TYPE_WHITESPACE:
    case XML_READER_TYPE_SIGNIFICANT_WHITESPACE:
      kind_ = Kind::text;
      text_ = detail::view(xmlTextReaderConstValue(reader_.get()));
      return true;
    case XML_READER_TYPE_DOCUMENT_TYPE:
    case XML_READER_TYPE_ENTITY_REFERENCE:
      return fail(Fault::data, "the part \"" + feed_->stream.part() +
                                   "\" has a DOCTYPE or entities; workbooks have none, it is refused");
    default: return false;
  }
}

std::string_view XmlReader::name_here() const {
  const auto space = detail::view(xmlTextReaderConstNamespaceUri(reader_.get()));
  const bool known = std::find(known_spaces.begin(), known_spaces.end(), space) != known_spaces.end();
  return known ? detail::view(xmlTextReaderConstLocalName(reader_.get())) : std::string_view();
}

std::optional<std::string> XmlReader::attribute(std::string_view name) {
  std::optional<std::string> value;
  attributes([&](const Attribute& attribute) {
    if (attribute.name == name && attribute.space.empty()) value = std::string(attribute.value);
  });
  return value;
}

}  // namespace sluss::xlsx
