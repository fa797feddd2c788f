#include "survey.h"

#include <algorithm>
#include <libxml/xmlreader.h>
#include <map>
#include <memory>
#include <new>

#include "feed.h"
#include "plugin/held_text.h"

namespace sluss::xml {
namespace {

constexpr std::int64_t elements_looked_at = 200'000;
constexpr std::size_t most_places = 2000;
constexpr std::size_t most_spaces = 20;

std::string_view view(const xmlChar* text) {
  return text == nullptr ? std::string_view() : std::string_view(reinterpret_cast<const char*>(text));
}

bool is_of_xml_itself(std::string_view space) {
  return space == "http://www.w3.org/2001/XMLSchema-instance" || space == "http://www.w3.org/XML/1998/namespace" ||
         space == "http://www.w3.org/2000/xmlns/";
}

class Surveyor {
 public:
  explicit Surveyor(std::string_view document) : input_(std::string(document)), feed_(input_) {}

  Survey run() {
    found_.is_whole = feed_.open().has_value();
    if (!found_.is_whole) return std::move(found_);
    constexpr int options = XML_PARSE_NONET | XML_PARSE_NOCDATA | XML_PARSE_COMPACT;
    reader_.reset(xmlReaderForIO(pull, nullptr, this, nullptr, feed_.encoding().c_str(), options));
    if (reader_ == nullptr) throw std::bad_alloc();
    xmlTextReaderSetStructuredErrorHandler(reader_.get(), note, this);
    while (elements_ < elements_looked_at && found_.places.size() < most_places && !failed_) {
      const int outcome = xmlTextReaderRead(reader_.get());
      if (outcome == 0) break;
      failed_ |= outcome < 0;
      if (!failed_) take_node();
    }
    found_.is_whole = !failed_;
    return std::move(found_);
  }

 private:
  struct Free {
    void operator()(xmlTextReader* reader) const { xmlFreeTextReader(reader); }
  };
  struct Open {
    std::size_t place = 0;
    std::map<std::size_t, std::int64_t> within;  ///< how many elements of each place
  };

  static int pull(void* self, char* buffer, int size) {
    auto* surveyor = static_cast<Surveyor*>(self);
    const auto count = surveyor->feed_.read({buffer, static_cast<std::size_t>(size)});
    surveyor->failed_ |= !count;
    return count ? static_cast<int>(*count) : -1;
  }
  static void note(void* self, xmlErrorPtr error) {
    const bool unknown_prefix = error != nullptr && error->code == XML_NS_ERR_UNDEFINED_NAMESPACE;
    if (unknown_prefix) static_cast<Surveyor*>(self)->failed_ = true;
  }

  void take_node() {
    switch (xmlTextReaderNodeType(reader_.get())) {
      case XML_READER_TYPE_ELEMENT: {
        const bool is_empty = xmlTextReaderIsEmptyElement(reader_.get()) == 1;
        start();
        if (is_empty) open_.pop_back();
        break;
      }
      case XML_READER_TYPE_END_ELEMENT: open_.pop_back(); break;
      case XML_READER_TYPE_TEXT:
      case XML_READER_TYPE_CDATA:
        if (!open_.empty()) found_.places[open_.back().place].has_text = true;
        break;
      default: break;
    }
  }

  void start() {
    ++elements_;
    const auto at = place_here();
    auto& place = found_.places[at];
    ++place.count;
    const auto within = open_.empty() ? 1 : ++open_.back().within[at];
    place.most_in_one = std::max(place.most_in_one, within);
    open_.push_back({at, {}});
    while (xmlTextReaderMoveToNextAttribute(reader_.get()) == 1) {
      const auto space = view(xmlTextReaderConstNamespaceUri(reader_.get()));
      if (is_of_xml_itself(space)) continue;
      note_space(space);
      place.attributes.insert(std::string(view(xmlTextReaderConstLocalName(reader_.get()))));
    }
    xmlTextReaderMoveToElement(reader_.get());
  }

  std::size_t place_here() {
    Name name{std::string(view(xmlTextReaderConstNamespaceUri(reader_.get()))),
              std::string(view(xmlTextReaderConstLocalName(reader_.get())))};
    note_space(name.space);
    if (open_.empty()) {
      found_.places.push_back({std::move(name), 0, 1, {}, 0, 0, false, {}});
      return 0;
    }
    const auto parent = open_.back().place;
    for (const auto child : found_.places[parent].children) {
      if (found_.places[child].name == name) return child;
    }
    const auto at = found_.places.size();
    found_.places[parent].children.push_back(at);
    found_.places.push_back({std::move(name), parent, found_.places[parent].depth + 1, {}, 0, 0, false, {}});
    return at;
  }

  void note_space(std::string_view space) {
    auto& spaces = found_.spaces;
    if (space.empty() || spaces.size() == most_spaces || std::find(spaces.begin(), spaces.end(), space) != spaces.end())
      return;
    spaces.emplace_back(space);
  }

  HeldText input_;
  Feed feed_;
  std::unique_ptr<xmlTextReader, Free> reader_;
  Survey found_;
  std::vector<Open> open_;
  std::int64_t elements_ = 0;
  bool failed_ = false;
};

}  // namespace

Survey survey(std::string_view document) {
  static const bool started = [] {
    xmlInitParser();
    return true;
  }();
  static_cast<void>(started);
  return Surveyor(document).run();
}

}  // namespace sluss::xml
