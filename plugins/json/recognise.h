// What a sample of JSON tells of where its records stand.
#pragma once

#include "plugin/sdk.h"

namespace sluss::json {

class JsonRecogniser final : public Recogniser {
 public:
  [[nodiscard]] std::optional<Recognised> recognise(const Sample& sample) const override;
  [[nodiscard]] Result<std::string> rewrite(const Sample& sample, const TextEdit& edit) const override;
};

}  // namespace sluss::json
