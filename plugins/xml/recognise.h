// What a sample of XML tells of its rows and its namespaces.
#pragma once

#include "plugin/sdk.h"

namespace sluss::xml {

class XmlRecogniser final : public Recogniser {
 public:
  [[nodiscard]] std::optional<Recognised> recognise(const Sample& sample) const override;
  [[nodiscard]] Result<std::string> rewrite(const Sample& sample, const TextEdit& edit) const override;
};

}  // namespace sluss::xml
