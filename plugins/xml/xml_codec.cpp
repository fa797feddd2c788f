#include "xml_codec.h"

#include "plugin/shapes.h"
#include "reader.h"

namespace sluss::xml {
namespace {

void check_way(const Config& config, const Node& node, ParseContext& context) {
  const auto prefixes = Prefixes::read(config.namespaces, context.diagnostics);
  if (const auto way = read_way(config.row, prefixes); !way)
    context.diagnostics.add(node.is_map() ? node["row"] : node, way.error(), "for example export/placement");
}

}  // namespace

Spec<Config> xml_spec() {
  return Spec<Config>("xml", "XML: an element a record, by its path")
      .required("row", &Config::row, "The path of the elements that are records, from the document element on",
                "export/placement")
      .option("namespaces", &Config::namespaces,
              "Prefixes that row and the names of fields use, each with its namespace",
              "{ p: \"urn:example:placements:1\" }")
      .shape("namespaces", shapes::texts_by_name)
      .bare("row")
      .rule(check_way);
}

Xml::Xml(const Config& config) {
  Diagnostics checked_before;
  prefixes_ = Prefixes::read(config.namespaces, checked_before);
  way_ = read_way(config.row, prefixes_).value_or(Way{});
}

Result<void> Xml::decode(Input& input, const Emit& emit) {
  SLUSS_TRY(Reader(input, way_, prefixes_, emit).run());
  return input.complete();
}

}  // namespace sluss::xml
