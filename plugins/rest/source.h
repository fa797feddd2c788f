// The source: reads a list from a JSON service, page by page, as one whole.
#pragma once

#include <memory>
#include <optional>

#include "http/service_probe.h"
#include "pages.h"

namespace sluss::rest {

struct SourceConfig : ServiceConfig {
  Node query;
  std::shared_ptr<Value> read_query = std::make_shared<Value>(Value::object());  ///< what the check read from the node
  std::string items, total, next, unique;
  std::string page = "page", limit_name = "limit";
  std::int64_t limit = 400;
};

[[nodiscard]] Spec<SourceConfig> source_spec();

/// One Read a round: all pages, an item a line, fetched as they are read. A list that changed meanwhile is not taken.
class RestSource final : public Source {
 public:
  explicit RestSource(SourceConfig config) : config_(std::move(config)) {}
  [[nodiscard]] Result<void> open(std::stop_token stop) override;
  [[nodiscard]] Result<std::optional<Read>> read(std::stop_token stop) override;
  [[nodiscard]] Result<void> settle(const std::string& ticket, Outcome outcome, const std::string& why) override;
  void close() noexcept override { given_ = false; }

 private:
  SourceConfig config_;
  bool given_ = false;
};

/// Asks for the first item; leaves nothing behind.
class RestProbe final : public http::ServiceProbe<SourceConfig> {
 public:
  using ServiceProbe::ServiceProbe;
  [[nodiscard]] Result<void> probe(std::stop_token stop) override;
};

}  // namespace sluss::rest
