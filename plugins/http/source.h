// The source: takes what others send by POST, and answers when it is safely stored.
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>

#include "doorway.h"
#include "http/server.h"
#include "plugin/sdk.h"

namespace sluss::http {

struct SourceConfig {
  std::string listen = "127.0.0.1:8480";
  std::string path = "/";
  Secret token, signing_key;
  std::string signature_header = Door{}.signature_header, key_header = Door{}.key_header;
  std::filesystem::path certificate, certificate_key;
  std::int64_t largest_body = 1024 * 1024;
  std::int64_t most_connections = 64;
  std::int64_t most_waiting = 64;
  std::chrono::seconds header_timeout{10};
  std::chrono::seconds body_timeout{30};
};

[[nodiscard]] Spec<SourceConfig> source_spec();

/// A request becomes a Read: its name is its key (of the key header), its version the digest of the body. `settle`
/// answers: taken with 200, left with 503, refused with 422, or with 409 when `why` begins with "the same key". A
/// sender that has gone by then makes no difference: it sends again, and what is stored is known by its key.
class HttpSource final : public Source {
 public:
  explicit HttpSource(SourceConfig config);
  [[nodiscard]] Result<void> open(std::stop_token stop) override;
  [[nodiscard]] Arrival arrival() const override { return Arrival::pushed; }
  [[nodiscard]] Result<void> wait(std::stop_token stop) override;
  [[nodiscard]] Result<std::optional<Read>> read(std::stop_token stop) override;
  [[nodiscard]] Result<void> settle(const std::string& ticket, Outcome outcome, const std::string& why) override;
  void close() noexcept override;

  /// The port it listens at: with port 0 in `listen` the system chooses one, which tests ask for.
  [[nodiscard]] std::uint16_t port() const { return server_ ? server_->port() : 0; }

 private:
  SourceConfig config_;
  std::optional<Doorway> doorway_;
  std::optional<Server> server_;
};

/// Reads the certificate and sees whether the address is this machine's; serves nobody.
class HttpSourceProbe final : public Probe {
 public:
  explicit HttpSourceProbe(SourceConfig config) : config_(std::move(config)) {}
  [[nodiscard]] Result<void> probe(std::stop_token stop) override;

 private:
  SourceConfig config_;
};

}  // namespace sluss::http
