#include "styles.h"

#include <charconv>
#include <map>

#include "workbook_limits.h"
#include "xml.h"

namespace sluss::xlsx {
namespace {

int number_of(const std::optional<std::string>& text) {
  int number = 0;
  if (text) std::from_chars(text->data(), text->data() + text->size(), number);
  return number;
}

tl::unexpected<Error> too_many() {
  return fail(Fault::data, "the workbook has more than " + std::to_string(limits::styles) + " cell styles");
}

}  // namespace

Result<Styles> Styles::read(Archive& archive, const std::string& part) {
  std::map<int, NumberKind> custom;  // stands before the styles that use it
  Styles styles;
  styles.kinds_.clear();
  bool in_cell_styles = false;
  SLUSS_TRY_ASSIGN(xml, XmlReader::open(archive, part));
  for (;;) {
    SLUSS_TRY_ASSIGN(more, xml.next());
    if (!more) return styles;
    if (xml.starts("numFmt")) {
      custom[number_of(xml.attribute("numFmtId"))] = kind_of_code(xml.attribute("formatCode").value_or(""));
    } else if (xml.starts("cellXfs")) {
      in_cell_styles = true;
    } else if (xml.ends("cellXfs")) {
      in_cell_styles = false;
    } else if (in_cell_styles && xml.starts("xf")) {
      const auto format = number_of(xml.attribute("numFmtId"));
      const auto at = custom.find(format);
      styles.kinds_.push_back(at != custom.end() ? at->second : kind_of_builtin(format));
    }
    if (custom.size() > limits::styles || styles.kinds_.size() > limits::styles) return too_many();
  }
}

}  // namespace sluss::xlsx
