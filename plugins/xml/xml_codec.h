// The codec `xml`: rows out of an XML document of any size.
#pragma once

#include "names.h"
#include "plugin/sdk.h"

namespace sluss::xml {

struct Config {
  std::string row;
  Node namespaces;
};

[[nodiscard]] Spec<Config> xml_spec();

class Xml final : public Codec {
 public:
  explicit Xml(const Config& config);
  /// A record a row element: body is an object of texts, objects and lists by the names of the elements within it;
  /// attributes stand beside their element as "element@attribute". origin has the line of the row's start.
  [[nodiscard]] Result<void> decode(Input& input, const Emit& emit) override;

 private:
  Prefixes prefixes_;
  Way way_;
};

}  // namespace sluss::xml
