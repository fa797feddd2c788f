// What other systems answer when a step asks them, noted as the answers of a test.
#pragma once

#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "config/configuration.h"

namespace sluss::trial {

/// One answer: what the step looked at in a message, and what it put there.
struct Asked {
  std::string step;   ///< the plugin's name
  std::string place;  ///< the inlet or pipeline that the step stands in
  std::string kind;   ///< of the message
  Value when, gives;
};

/// Of all steps of a run.
class AskedBook {
 public:
  void add(Asked asked);
  void failed(const Error& error);
  [[nodiscard]] const std::vector<Asked>& all() const { return all_; }
  /// The first that kept a step from asking.
  [[nodiscard]] const std::optional<Error>& failure() const { return failure_; }

 private:
  std::mutex mutex_;
  std::vector<Asked> all_;
  std::optional<Error> failure_;
};

/// The step, which asks as ever, and whose answers are noted. Under no name, so that nothing is put in its place.
[[nodiscard]] config::Step noting(const config::Step& step, std::string place, std::shared_ptr<AskedBook> book);

}  // namespace sluss::trial
