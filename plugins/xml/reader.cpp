#include "reader.h"

#include <algorithm>
#include <new>

namespace sluss::xml {
namespace {

constexpr std::string_view schema_instance = "http://www.w3.org/2001/XMLSchema-instance";

/// What lacks memory is not the file's fault, though the parser ends in the same way.
void throw_if_memory_lacked() {
  const auto* last = xmlGetLastError();
  if (last != nullptr && last->code == XML_ERR_NO_MEMORY) throw std::bad_alloc();
}

/// A namespace that the parser had no room for, which it does not tell.
void throw_if_space_lacks(xmlTextReader& reader) {
  const auto* node = xmlTextReaderCurrentNode(&reader);
  const bool of_element =
      node != nullptr && node->type == XML_ELEMENT_NODE && node->ns != nullptr && node->ns->href == nullptr;
  const bool of_prefix =
      xmlTextReaderConstPrefix(&reader) != nullptr && xmlTextReaderConstNamespaceUri(&reader) == nullptr;
  if (of_element || of_prefix) throw std::bad_alloc();
}

std::string_view view(const xmlChar* text) {
  return text == nullptr ? std::string_view() : std::string_view(reinterpret_cast<const char*>(text));
}

}  // namespace

int Reader::pull(void* self, char* buffer, int size) {
  auto* reader = static_cast<Reader*>(self);
  auto count = reader->feed_.read({buffer, static_cast<std::size_t>(size)});
  if (count) return static_cast<int>(*count);
  reader->feed_error_ = std::move(count).error();
  return -1;
}

/// libxml2's own texts quote the document, which holds personal data: they are not used.
void Reader::note_line(void* self, xmlErrorPtr error) {
  auto* reader = static_cast<Reader*>(self);
  if (error == nullptr) return;
  // Also where the parser had no room for a prefix that is declared, which it does not tell.
  const bool unknown_prefix = error->code == XML_NS_ERR_UNDEFINED_NAMESPACE;
  reader->has_unknown_prefix_ |= unknown_prefix;
  if (reader->error_line_ == 0 && (unknown_prefix || error->level >= XML_ERR_ERROR)) reader->error_line_ = error->line;
}

Result<void> Reader::run() {
  static const bool started = [] {
    xmlInitParser();
    return true;
  }();
  static_cast<void>(started);
  SLUSS_TRY(feed_.open());
  xmlResetLastError();
  constexpr int options = XML_PARSE_NONET | XML_PARSE_NOCDATA | XML_PARSE_COMPACT;
  reader_.reset(xmlReaderForIO(pull, nullptr, this, nullptr, feed_.encoding().c_str(), options));
  if (reader_ == nullptr) throw std::bad_alloc();
  xmlTextReaderSetStructuredErrorHandler(reader_.get(), note_line, this);
  for (;;) {
    SLUSS_TRY_ASSIGN(more, next());
    if (!more) break;
    SLUSS_TRY(take_node());
  }
  if (farthest_ + 1 < way_.size())
    return fail(Fault::data, "the document has no element at " + way_text(farthest_ + 1) + ", where rows are expected");
  return {};
}

Result<bool> Reader::next() {
  const int outcome = xmlTextReaderRead(reader_.get());
  if (outcome < 0 || feed_error_ || has_unknown_prefix_) return broken();
  throw_if_memory_lacked();
  return outcome == 1;
}

Result<void> Reader::take_node() {
  switch (xmlTextReaderNodeType(reader_.get())) {
    case XML_READER_TYPE_ELEMENT: {
      const bool is_empty = xmlTextReaderIsEmptyElement(reader_.get()) == 1;
      SLUSS_TRY(start());
      return is_empty ? end() : Result<void>();
    }
    case XML_READER_TYPE_END_ELEMENT: return end();
    case XML_READER_TYPE_TEXT:
    case XML_READER_TYPE_CDATA:
    case XML_READER_TYPE_WHITESPACE:
    case XML_READER_TYPE_SIGNIFICANT_WHITESPACE:
      if (row_) row_->text(view(xmlTextReaderConstValue(reader_.get())));
      return {};
    case XML_READER_TYPE_DOCUMENT_TYPE:
    case XML_READER_TYPE_ENTITY_REFERENCE: return broken();
    default: return {};
  }
}

Result<void> Reader::start() {
  const auto line = feed_.markup().next_start();
  ++depth_;
  throw_if_space_lacks(*reader_);
  if (row_) {
    row_->start(name_here(), attributes_here());
    return {};
  }
  if (matched_ + 1 != depth_) return {};
  const Name name{std::string(view(xmlTextReaderConstNamespaceUri(reader_.get()))),
                  std::string(view(xmlTextReaderConstLocalName(reader_.get())))};
  if (name != way_[matched_]) {
    // Not shown: a document of another kind may be named by what it holds.
    if (matched_ > 0) return {};
    const bool same_name = name.local == way_.front().local;
    return fail(Fault::data, "line " + std::to_string(line) + ": the document element is not " + way_text(1) +
                                 (same_name ? ": it has that name in another namespace" : ""));
  }
  farthest_ = std::max(farthest_, ++matched_);
  if (matched_ < way_.size()) return {};
  row_.emplace(line);
  row_->start(way_.back().local, attributes_here());
  return {};
}

Result<void> Reader::end() {
  if (row_) {
    row_->end();
    if (row_->is_whole()) {
      throw_if_memory_lacked();
      auto record = row_->finish();
      row_.reset();
      SLUSS_TRY(emit_(std::move(record)));
    }
  }
  if (!row_ && matched_ == depth_) --matched_;
  --depth_;
  return {};
}

std::string Reader::name_here() const {
  return member_name(view(xmlTextReaderConstNamespaceUri(reader_.get())),
                     view(xmlTextReaderConstLocalName(reader_.get())));
}

/// Empty for what says nothing.
std::string Reader::member_name(std::string_view space, std::string_view local) const {
  if (space.empty() || space == way_.back().space) return std::string(local);
  const auto prefix = prefixes_.prefix_of(space);
  return prefix ? std::string(*prefix) + ":" + std::string(local) : "";
}

std::vector<Attribute> Reader::attributes_here() {
  std::vector<Attribute> found;
  for (int more = xmlTextReaderMoveToFirstAttribute(reader_.get()); more == 1;
       more = xmlTextReaderMoveToNextAttribute(reader_.get())) {
    throw_if_space_lacks(*reader_);
    const auto space = view(xmlTextReaderConstNamespaceUri(reader_.get()));
    if (xmlTextReaderIsNamespaceDecl(reader_.get()) == 1 || space == schema_instance) continue;
    auto name = member_name(space, view(xmlTextReaderConstLocalName(reader_.get())));
    if (!name.empty()) found.push_back({std::move(name), std::string(view(xmlTextReaderConstValue(reader_.get())))});
  }
  xmlTextReaderMoveToElement(reader_.get());
  return found;
}

tl::unexpected<Error> Reader::broken() const {
  if (feed_error_) return fail(*feed_error_);
  throw_if_memory_lacked();
  const auto& markup = feed_.markup();
  const auto line = "line " + std::to_string(error_line_ > 0 ? error_line_ : markup.line()) + ": ";
  if (!has_unknown_prefix_ && feed_.at_end() && markup.is_open())
    return fail(Fault::data, line + "the file ends before its last element does; is it still being written?");
  if (has_unknown_prefix_) return fail(Fault::data, line + "a prefix that is not declared");
  return fail(Fault::data, line + "this is not well-formed XML");
}

std::string Reader::way_text(std::size_t steps) const {
  std::string text;
  for (std::size_t i = 0; i < steps; ++i) {
    const auto prefix = way_[i].space.empty() ? std::nullopt : prefixes_.prefix_of(way_[i].space);
    text += "/" + (prefix ? std::string(*prefix) + ":" : "") + way_[i].local;
  }
  return "\"" + text + "\"";
}

}  // namespace sluss::xml
