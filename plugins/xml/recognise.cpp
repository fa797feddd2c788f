#include "recognise.h"

#include <algorithm>

#include "base/code_page.h"
#include "base/encoding.h"
#include "base/markup_text.h"
#include "feed.h"
#include "survey.h"

namespace sluss::xml {
namespace {

constexpr std::size_t deepest_row = 20;
constexpr std::size_t most_shown = 3;

/// Its elements, their fields and what to call them.
class Judge {
 public:
  explicit Judge(const Survey& all) : all_(all), own_(all.places.size(), 0) {
    for (std::size_t at = all.places.size(); at-- > 0;) {
      const auto& place = all.places[at];
      own_[at] += fields_of(place);
      if (at != 0 && !is_repeated(place)) own_[place.parent] += own_[at];
    }
  }

  /// The place of the rows.
  [[nodiscard]] std::size_t row() const {
    std::size_t best = 0;
    std::int64_t most = 0;
    for (std::size_t at = 1; at < all_.places.size(); ++at) {
      const auto& place = all_.places[at];
      if (!is_repeated(place) || place.depth > deepest_row || own_[at] <= own_of_rows_around(at)) continue;
      const auto weight = own_[at] * place.count;
      if (weight > most) best = at, most = weight;
    }
    return most > 0 ? best : only_row();
  }

  [[nodiscard]] std::string namespaces(std::size_t row) const {
    std::vector<std::string> entries;
    for (const auto& [prefix, space] : prefixes(row)) entries.push_back(prefix + ": " + to_json(space));
    return entries.empty() ? "" : "{ " + join(entries, ", ") + " }";
  }

  /// "p:export/p:placement"
  [[nodiscard]] std::string way(std::size_t place, std::size_t row) const {
    const auto& at = all_.places[place];
    const auto above = place == 0 ? "" : way(at.parent, row) + "/";
    for (const auto& [prefix, space] : prefixes(row)) {
      if (space == at.name.space) return above + prefix + ":" + at.name.local;
    }
    return above + at.name.local;
  }

  /// What no row would have.
  [[nodiscard]] std::vector<std::string> outside(std::size_t row) const {
    std::vector<std::string> found;
    for (std::size_t at = 0; at < all_.places.size(); ++at) {
      if (fields_of(all_.places[at]) == 0 || is_within(at, row)) continue;
      const auto& attributes = all_.places[at].attributes;
      found.push_back(way(at, row) + (all_.places[at].has_text || attributes.empty() ? "" : "@" + *attributes.begin()));
    }
    return found;
  }

 private:
  [[nodiscard]] static bool is_repeated(const Place& place) { return place.most_in_one > 1; }

  /// Texts and attributes of the place itself.
  [[nodiscard]] static std::int64_t fields_of(const Place& place) {
    return static_cast<std::int64_t>(place.attributes.size() + (place.children.empty() && place.depth > 1 ? 1 : 0));
  }

  /// The most fields that an element around it has which is repeated too.
  [[nodiscard]] std::int64_t own_of_rows_around(std::size_t at) const {
    std::int64_t most = 0;
    while (at != 0) {
      at = all_.places[at].parent;
      if (is_repeated(all_.places[at])) most = std::max(most, own_[at]);
    }
    return most;
  }

  /// Where nothing is repeated: the first element that has the most fields.
  [[nodiscard]] std::size_t only_row() const {
    const auto direct = [&](const Place& place) {
      auto count = static_cast<std::int64_t>(place.attributes.size());
      for (const auto child : place.children) count += all_.places[child].children.empty() ? 1 : 0;
      return count;
    };
    std::size_t best = 0;
    for (std::size_t at = 1; at < all_.places.size(); ++at) {
      const auto& place = all_.places[at];
      if (place.depth <= deepest_row && direct(place) > direct(all_.places[best])) best = at;
    }
    return best;
  }

  [[nodiscard]] bool is_within(std::size_t at, std::size_t row) const {
    while (at != row && at != 0) at = all_.places[at].parent;
    return at == row;
  }

  /// p for the namespace of the rows, x, y, z, n4, n5 for others.
  [[nodiscard]] std::vector<std::pair<std::string, std::string>> prefixes(std::size_t row) const {
    static const std::vector<std::string> names{"x", "y", "z"};
    std::vector<std::pair<std::string, std::string>> found;
    const auto& own = all_.places[row].name.space;
    if (!own.empty()) found.emplace_back("p", own);
    std::size_t others = 0;
    for (const auto& space : all_.spaces) {
      if (space == own) continue;
      found.emplace_back(others < names.size() ? names[others] : "n" + std::to_string(others + 1), space);
      ++others;
    }
    return found;
  }

  const Survey& all_;
  std::vector<std::int64_t> own_;  ///< fields of each place that are not those of a repeated one within it
};

bool begins_as_element(std::string_view text) {
  return text.size() > 1 && text[0] == '<' &&
         (std::isalpha(static_cast<unsigned char>(text[1])) != 0 || text[1] == '_' || (text[1] & 0x80) != 0);
}

bool says_xml(std::string_view bytes) { return is_xml_declaration(without_utf8_mark(bytes)); }

/// A file with a DOCTYPE is XML that the codec refuses, with its reason: any row will do to be told.
std::optional<Recognised> refused(std::string_view bytes) {
  const auto head = bytes.substr(0, 4096);
  const auto at = head.find("<!DOCTYPE");
  const auto before = without_utf8_mark(head.substr(0, std::min(at, head.size())));
  const bool is_first = says_xml(head) || trim(before).empty();
  if (at == std::string_view::npos || !is_first) return std::nullopt;
  auto name = head.substr(std::min(at + 10, head.size()));
  name = name.substr(0, name.find_first_of(" \t\r\n>[\"'&:"));
  if (!is_utf8(name) || !read_way(name, Prefixes())) return std::nullopt;
  return Recognised{95,
                    {{"row", to_json(std::string(name)), "the name in its DOCTYPE"}},
                    {"the file has a DOCTYPE: such files are refused. Ask for one without"}};
}

/// The local names on the way to the rows.
std::vector<std::string> names_of_row(std::string_view bytes) {
  const auto all = survey(bytes);
  std::vector<std::string> names;
  if (all.places.empty()) return names;
  for (auto at = Judge(all).row();; at = all.places[at].parent) {
    names.insert(names.begin(), all.places[at].name.local);
    if (at == 0) return names;
  }
}

/// Where in a document one is, to tell what stands in its records.
class OpenElements {
 public:
  explicit OpenElements(const std::vector<std::string>& row) : row_(row) {}
  void push(std::string_view name) {
    const auto local = name.substr(name.find(':') == std::string_view::npos ? 0 : name.find(':') + 1);
    if (matched_ == depth_ && matched_ < row_.size() && local == row_[matched_]) ++matched_;
    ++depth_;
  }
  void pop() {
    if (depth_ > 0) --depth_;
    matched_ = std::min(matched_, depth_);
  }
  [[nodiscard]] bool are_in_row() const { return matched_ == row_.size(); }

 private:
  const std::vector<std::string>& row_;
  std::size_t depth_ = 0, matched_ = 0;
};

std::optional<CodePage> code_page_of(std::string_view bytes) {
  const auto name = fold_case(declared_encoding(bytes).value_or("utf-8"));
  if (name == "utf-8" || name == "us-ascii" || name == "ascii") return CodePage::utf8;
  if (name == "iso-8859-1") return CodePage::latin1;
  if (name == "windows-1252" || name == "cp1252") return CodePage::windows1252;
  if (name == "cp437" || name == "ibm437") return CodePage::cp437;
  if (name == "cp850" || name == "ibm850") return CodePage::cp850;
  return std::nullopt;
}

bool is_wide(std::string_view bytes) {
  return bytes.substr(0, 4).find_first_of(std::string_view("\0\xFF\xFE", 3)) != std::string_view::npos;
}

}  // namespace

std::optional<Recognised> XmlRecogniser::recognise(const Sample& sample) const {
  const auto text = trim(without_utf8_mark(sample.bytes.substr(0, 4096)));
  if (!is_wide(sample.bytes) && !text.starts_with('<')) return std::nullopt;
  const auto all = survey(sample.bytes);
  if (all.places.empty()) return refused(sample.bytes);
  if (!all.is_whole && !says_xml(sample.bytes) && !begins_as_element(text)) return std::nullopt;
  const Judge judge(all);
  const auto row = judge.row();
  const auto way = judge.way(row, row);
  const auto& place = all.places[row];
  const bool is_sure = all.is_whole || says_xml(sample.bytes);
  const auto encoding = declared_encoding(without_utf8_mark(sample.bytes));
  Recognised found{is_sure ? 95 : 60, {}, {}};
  found.options.push_back({"row", to_json(way),
                           std::to_string(place.count) + (place.count == 1 ? " element at " : " elements at ") + way +
                               (encoding ? "; the file declares its encoding, " + excerpt(*encoding) : "")});
  if (auto spaces = judge.namespaces(row); !spaces.empty())
    found.options.push_back({"namespaces", std::move(spaces), "those that the file declares and uses"});
  if (place.count == 1) found.open.push_back("no element stands there twice: that " + way + " is a record is a guess");
  if (!all.is_whole) found.open.emplace_back("it cannot be read to its end: is the sample whole?");
  auto outside = judge.outside(row);
  if (outside.size() > most_shown) outside.resize(most_shown), outside.emplace_back("...");
  if (!outside.empty())
    found.open.push_back("values stand outside of the records, and are not read: " + join(outside, ", "));
  return found;
}

Result<std::string> XmlRecogniser::rewrite(const Sample& sample, const TextEdit& edit) const {
  if (is_wide(sample.bytes) && !sample.bytes.starts_with(utf8_mark))
    return fail(Fault::data, "samples in UTF-16 are not rewritten; save it as UTF-8 and begin again");
  const bool has_mark = sample.bytes.starts_with(utf8_mark);
  const auto page = code_page_of(without_utf8_mark(sample.bytes));
  if (!page) return fail(Fault::data, "samples in its encoding are not rewritten; save it as UTF-8 and begin again");
  auto text = from_code_page(without_utf8_mark(sample.bytes), *page);
  if (!text) return fail(Fault::data, "its bytes are not in the encoding that it declares");
  // Less text may be read further than the sample was, and tell of other things.
  if (!survey(sample.bytes).is_whole) return fail(Fault::data, "it cannot be read to its end: is the sample whole?");
  const auto rows = names_of_row(sample.bytes);
  if (rows.empty()) return fail(Fault::data, "it has no elements that can be read");
  OpenElements open(rows);
  TextEdits edits;
  edits.text = [&](std::string_view value) { return open.are_in_row() ? edit(value) : std::string(); };
  edits.attribute = [&](std::string_view name, std::string_view value) {
    if (name == "xmlns" || name.starts_with("xmlns:")) return std::string(value);
    return open.are_in_row() ? edit(value) : std::string();
  };
  edits.start = [&](std::string_view name) { open.push(name); };
  edits.end = [&] { open.pop(); };
  SLUSS_TRY_ASSIGN(edited, edit_texts(*text, edits));
  auto bytes = to_code_page(edited, *page);
  if (!bytes) return fail(Fault::data, std::string("a character does not exist in ") + name_of(*page));
  auto rewritten = (has_mark ? std::string(utf8_mark) : std::string()) + *bytes;
  if (!survey(rewritten).is_whole) return fail(Fault::data, "what comes of it cannot be read as XML");
  return rewritten;
}

}  // namespace sluss::xml
