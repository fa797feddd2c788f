// The sink: sends each delivery as one HTTP request.
//
// Every attempt is one request on a connection of its own, and carries the delivery's key. What an answer means stands
// in verdict.h. Nothing is assumed of the target: only when its operator states with `resend` that it keeps keys, or
// that it can be asked, may a delivery whose answer was lost be sent again by itself.
#pragma once

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "http/options.h"
#include "http/service_probe.h"
#include "http/transfer.h"
#include "plugin/sdk.h"
#include "target.h"

namespace sluss::http {

enum class Method { post, put };

/// Headers by name; any value may be a secret.
using Headers = std::vector<std::pair<std::string, Secret>>;

struct SinkConfig : ServiceConfig {
  SinkConfig() { rate = 0; }
  std::string url;
  Method method = Method::post;
  Node headers;
  std::shared_ptr<Headers> read_headers = std::make_shared<Headers>();  ///< what the check read from the node
  std::string key_header = "Idempotency-Key";
  Secret token;
  Resend resend = Resend::never;
  std::string ask;
};

[[nodiscard]] Spec<SinkConfig> sink_spec();

class HttpSink final : public Sink {
 public:
  explicit HttpSink(SinkConfig config);
  [[nodiscard]] Resend resend() const override { return config_.resend; }
  /// Reaches nothing yet: each request has a connection of its own.
  [[nodiscard]] Result<void> open(std::stop_token stop) override;
  [[nodiscard]] Result<WriteReport> write(std::span<const Parcel> parcels, std::stop_token stop) override;
  [[nodiscard]] Result<std::optional<std::string>> find(const std::string& key, std::stop_token stop) override;
  void close() noexcept override {}

 private:
  [[nodiscard]] Result<Request> request_for(const Parcel& parcel) const;
  [[nodiscard]] std::vector<std::string> headers_for(const std::string& wire_key) const;

  SinkConfig config_;
  Client client_;
  Url target_, ask_;
};

/// Connects, with the TLS handshake, and sends nothing: any request, a HEAD too, would stand in the target's log and
/// may do something there. Where access tokens are used one is got. Whether the target takes it, or the token that is
/// stated, shows with the first delivery.
class HttpSinkProbe final : public ServiceProbe<SinkConfig> {
 public:
  using ServiceProbe::ServiceProbe;
  [[nodiscard]] Result<void> probe(std::stop_token stop) override;
};

}  // namespace sluss::http
