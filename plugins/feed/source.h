// The source: reads an Atom feed and its archive, page by page, each entry once.
#pragma once

#include <deque>
#include <optional>
#include <string>
#include <vector>

#include "http/client.h"
#include "http/options.h"
#include "http/service_probe.h"
#include "plugin/sdk.h"
#include "walk.h"

namespace sluss::feed {

/// What becomes of entries whose type is not taken.
enum class Others { passed_over, named };

struct Config : http::ServiceConfig {
  std::string url;
  std::string from = "first";
  std::vector<std::string> types;
  Others others = Others::passed_over;
  std::string check, check_accept = "application/json";
};

[[nodiscard]] Spec<Config> feed_spec();

/// A Read is a page's new entries, oldest first, as one document. Its ticket and its position are how far it goes.
/// After a Read that was not taken nothing more is given in this round; the next one begins with it again.
class FeedSource final : public Source {
 public:
  explicit FeedSource(Config config) : config_(std::move(config)) {}
  [[nodiscard]] std::string position_name() const override { return "position"; }
  void go_on_from(const std::string& position) override { settled_ = position; }
  [[nodiscard]] std::string reads_on() const override { return "each entry of a feed comes once"; }
  [[nodiscard]] Result<void> open(std::stop_token stop) override;
  [[nodiscard]] Result<std::optional<Read>> read(std::stop_token stop) override;
  [[nodiscard]] Result<void> settle(const std::string& ticket, Outcome outcome, const std::string& why) override;
  void close() noexcept override;

 private:
  [[nodiscard]] Result<void> begin_round(const std::stop_token& stop);

  Config config_;
  std::string settled_;  ///< the position of the last Read that was taken; empty: none
  std::optional<http::Client> client_;
  std::optional<Walk> walk_;
  bool is_blocked_ = false;
};

/// Reads the newest page, and what `check` names; leaves nothing behind.
class FeedProbe final : public http::ServiceProbe<Config> {
 public:
  using ServiceProbe::ServiceProbe;
  [[nodiscard]] Result<void> probe(std::stop_token stop) override;
};

}  // namespace sluss::feed
