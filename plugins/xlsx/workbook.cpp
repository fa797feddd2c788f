#include "workbook.h"

#include <algorithm>
#include <array>

#include "relationships.h"
#include "workbook_limits.h"
#include "xml.h"

namespace sluss::xlsx {
namespace {

constexpr std::array<std::string_view, 2> relationship_spaces{
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "http://purl.oclc.org/ooxml/officeDocument/relationships"};

/// A sheet as workbook.xml lists it, before its part is known.
struct Listed {
  std::string name, relationship;
  bool visible = true;
};

Listed read_listed(XmlReader& xml) {
  Listed sheet;
  xml.attributes([&](const XmlReader::Attribute& attribute) {
    const bool linked =
        std::find(relationship_spaces.begin(), relationship_spaces.end(), attribute.space) != relationship_spaces.end();
    if (linked && attribute.name == "id") sheet.relationship = attribute.value;
    if (!attribute.space.empty()) return;
    if (attribute.name == "name") sheet.name = attribute.value;
    if (attribute.name == "state") sheet.visible = attribute.value == "visible";
  });
  return sheet;
}

Result<std::string> find_workbook(Archive& archive) {
  SLUSS_TRY_ASSIGN(links, read_relationships(archive, ""));
  const auto at = std::find_if(links.begin(), links.end(), [](const auto& l) { return l.type == "officeDocument"; });
  if (at == links.end())
    return fail(Fault::data, "the file names no workbook within it: it is damaged, or something else than .xlsx");
  if (at->target.ends_with(".bin")) return fail(Fault::data, "this is a binary workbook (.xlsb); save it as .xlsx");
  return at->target;
}

Result<std::vector<Listed>> read_list(Archive& archive, const std::string& part, Workbook& book) {
  std::vector<Listed> listed;
  bool is_workbook = false;
  SLUSS_TRY_ASSIGN(xml, XmlReader::open(archive, part));
  for (;;) {
    SLUSS_TRY_ASSIGN(more, xml.next());
    if (!more) break;
    if (xml.starts("workbook")) is_workbook = true;
    if (xml.starts("sheet")) listed.push_back(read_listed(xml));
    if (listed.size() > limits::sheets)
      return fail(Fault::data, "the workbook has more than " + std::to_string(limits::sheets) + " sheets");
    if (xml.starts("workbookPr")) {
      const auto flag = xml.attribute("date1904").value_or("0");
      book.epoch = flag == "1" || flag == "true" ? Epoch::from_1904 : Epoch::from_1900;
    }
  }
  if (!is_workbook) return fail(Fault::data, "this is a document of another kind, no workbook; save it as .xlsx");
  return listed;
}

}  // namespace

Result<Workbook> read_workbook(Archive& archive) {
  SLUSS_TRY_ASSIGN(part, find_workbook(archive));
  Workbook book;
  SLUSS_TRY_ASSIGN(listed, read_list(archive, part, book));
  SLUSS_TRY_ASSIGN(links, read_relationships(archive, part));
  for (const auto& link : links) {
    if (link.type == "sharedStrings") book.shared_strings = link.target;
    if (link.type == "styles") book.styles = link.target;
  }
  for (const auto& sheet : listed) {
    const auto at = std::find_if(links.begin(), links.end(), [&](const auto& l) { return l.id == sheet.relationship; });
    if (at == links.end()) return fail(Fault::data, "the workbook is damaged: a sheet's part is missing");
    if (at->type == "worksheet") book.sheets.push_back({sheet.name, at->target, sheet.visible});
  }
  if (book.sheets.empty()) return fail(Fault::data, "the workbook has no sheet with cells");
  return book;
}

}  // namespace sluss::xlsx
