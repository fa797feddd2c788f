// The sink: each delivery is one mail, with its documents attached.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "access.h"
#include "base/text_template.h"
#include "letter.h"
#include "plugin/sdk.h"
#include "session.h"

namespace sluss::smtp {

struct SinkConfig : mail::Access {
  std::string from, reply_to;
  std::vector<std::string> to, cc;
  std::string subject, text, name;
};

[[nodiscard]] Spec<SinkConfig> sink_spec();

class SmtpSink final : public Sink {
 public:
  explicit SmtpSink(SinkConfig config);
  /// A mailbox cannot be asked, and people see a mail that comes twice.
  [[nodiscard]] Resend resend() const override { return Resend::never; }
  [[nodiscard]] Result<void> open(std::stop_token stop) override;
  /// One connection and one login for all parcels.
  [[nodiscard]] Result<WriteReport> write(std::span<const Parcel> parcels, std::stop_token stop) override;
  void close() noexcept override {}

 private:
  /// An address as the configuration has it.
  struct Addressee {
    std::string shown;
    TextTemplate address;
  };
  struct Outgoing {
    Envelope envelope;
    Letter letter;
    std::string wire;
  };
  [[nodiscard]] static std::vector<Addressee> addressees(const std::string& option,
                                                         const std::vector<std::string>& texts);
  [[nodiscard]] Result<Outgoing> outgoing(const Parcel& parcel) const;
  [[nodiscard]] static Result<std::vector<Recipient>> filled(const std::vector<Addressee>& addressees,
                                                             const Value& body);
  [[nodiscard]] Result<std::vector<Enclosure>> enclosures(const Parcel& parcel) const;

  SinkConfig config_;
  std::vector<Addressee> to_, cc_;
  TextTemplate subject_, text_, name_;
};

/// Reaches the server and logs in; sends nothing.
class SmtpSinkProbe final : public Probe {
 public:
  explicit SmtpSinkProbe(SinkConfig config) : config_(std::move(config)) {}
  [[nodiscard]] Result<void> probe(std::stop_token stop) override;

 private:
  SinkConfig config_;
};

}  // namespace sluss::smtp
