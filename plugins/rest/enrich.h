// The step: asks a JSON service for what a message only names, and puts the answer into the message.
#pragma once

#include <map>
#include <memory>
#include <mutex>
#include <optional>

#include "base/text_template.h"
#include "service.h"

namespace sluss::rest {

/// What all instances of one step share: a service is asked once for what a run needs several times.
struct Answers {
  struct Kept {
    std::optional<Value> body;  ///< nullopt: it has no such thing
    std::chrono::steady_clock::time_point until{};
  };
  std::mutex mutex;
  std::optional<http::Client> client;
  std::map<std::string, Kept> kept;  ///< by URL
};

/// What becomes of a message that names nothing, or something that the service does not have.
enum class Missing { rejected, left_out };

struct EnrichConfig : ServiceConfig {
  std::string into;
  std::chrono::seconds keep{600};
  Missing missing = Missing::rejected;
  std::shared_ptr<Answers> answers = std::make_shared<Answers>();
};

[[nodiscard]] Spec<EnrichConfig> enrich_spec();

/// A message that names nothing, or something that the service does not have, is rejected, or goes on without an
/// answer, as `missing` says; the others go on. What
/// keeps the service from answering stops the batch: it is read again later.
class Enrich final : public Processor {
 public:
  explicit Enrich(EnrichConfig config);
  [[nodiscard]] Effect effect() const override {
    return {Effect::Body::kept, {config_.into}, std::vector<Effect::Made>(), {}};
  }
  [[nodiscard]] std::vector<std::string> lacks(std::string_view kind,
                                               const std::vector<std::string>& paths) const override;
  [[nodiscard]] Result<void> process(std::span<Item> batch, Context& context) override;

 private:
  void miss(Item& item, const std::string& why) const;
  [[nodiscard]] Result<std::optional<Value>> look_up(const std::string& url, const std::stop_token& stop);

  EnrichConfig config_;
  std::optional<TextTemplate> url_;
};

}  // namespace sluss::rest
