// A sink that is a script, and what is delivered to it from a real store. Synthetic data.
#pragma once

#include <gtest/gtest.h>
#include <map>
#include <new>

#include "engine/deliverer.h"
#include "support/temporary_folder.h"

namespace sluss::engine {

using std::chrono::seconds;
using store::DeliveryState;

/// What the target has, and how it answers.
struct Target {
  Resend resend = Resend::safe;
  std::map<std::string, int> received;          ///< by key: how often
  std::vector<std::vector<std::string>> calls;  ///< keys of each call
  std::function<Result<WriteReport>(std::span<const Parcel>)> write;
  std::function<Result<std::optional<std::string>>(const std::string&)> find;
  std::optional<Error> closed;  ///< why it cannot be opened

  Result<WriteReport> take(std::span<const Parcel> parcels) {
    WriteReport report;
    for (const auto& parcel : parcels) {
      ++received[parcel.key];
      report.receipts.emplace_back("receipt of " + parcel.key);
    }
    return report;
  }
};

class ScriptedSink final : public Sink {
 public:
  explicit ScriptedSink(Target& target) : target_(target) {}
  Resend resend() const override { return target_.resend; }
  Result<void> open(std::stop_token /*stop*/) override {
    return target_.closed ? Result<void>(fail(*target_.closed)) : Result<void>();
  }
  Result<WriteReport> write(std::span<const Parcel> parcels, std::stop_token /*stop*/) override {
    auto& call = target_.calls.emplace_back();
    for (const auto& parcel : parcels) call.push_back(parcel.key);
    return target_.write ? target_.write(parcels) : target_.take(parcels);
  }
  Result<std::optional<std::string>> find(const std::string& key, std::stop_token /*stop*/) override {
    return target_.find(key);
  }
  void close() noexcept override {}

 private:
  Target& target_;
};

class PlainCodec final : public Codec {
 public:
  Result<void> decode(Input& /*input*/, const Emit& /*emit*/) override { return fail(Fault::config, "only written"); }
  Result<std::vector<Document>> encode(std::span<const Message> messages) override {
    if (messages.front().key == "huge") throw std::bad_alloc();
    if (messages.front().key == "misshapen") return fail(Fault::data, "it has no shape");
    return std::vector<Document>{{"txt", messages.front().key}};
  }
};

class MovingClock final : public Clock {
 public:
  [[nodiscard]] Instant now() const override { return at; }
  Instant at = *parse_instant("2026-11-24T02:00:00Z");
};

class Delivering : public ::testing::Test {
 protected:
  Delivering() {
    outlet_ = {"peppol.invoices", "invoice", [this] { return std::make_unique<ScriptedSink>(target_); },
               [] { return std::make_unique<PlainCodec>(); }};
  }
  template <class T>
  static T must(Result<T> result) {
    if (!result) throw std::runtime_error(result.error().what);
    if constexpr (!std::is_void_v<T>) return std::move(*result);
  }
  /// A message with a delivery under its own key; of an item of its own unless one is given.
  std::int64_t add(const std::string& key, std::int64_t item = 0, const std::string& item_key = "") {
    const auto writing = must(store_->begin(store::Access::write));
    store::StoredMessage stored;
    stored.message.id = must(writing->messages().next_id());
    stored.message.item = item == 0 ? stored.message.id : item;
    stored.message.kind = "invoice";
    stored.message.key = item == 0 ? key : item_key;
    stored.message.body = Value::object();
    stored.channel = "nightly";
    stored.state = store::State::delivering;
    must(writing->messages().append(stored));
    must(writing->deliveries().add(stored.message.id, outlet_.name, key));
    must(writing->commit());
    return stored.message.id;
  }
  RunReport deliver(Pace pace = Pace::patient) {
    RunReport report;
    RunObserver nobody;
    RunTale tale(report, nobody);
    const DeliveryRoom room{*store_, file_, clock_, patience_, tale};
    must(Deliverer(room, pace, {}).deliver(outlet_));
    return report;
  }
  store::Delivery of(std::int64_t message) {
    return must(must(store_->begin(store::Access::read))->deliveries().of_message(message)).front();
  }
  store::ConnectionState connection() {
    return must(must(store_->begin(store::Access::read))->connections().find(outlet_.name));
  }
  std::optional<Instant> next() { return must(next_delivery(*must(store_->begin(store::Access::read)), outlet_)); }

  test::TemporaryFolder folder_;
  std::filesystem::path file_ = folder_.path() / "sluss.db";
  std::unique_ptr<store::Store> store_ = must(store::open_sqlite(file_));
  MovingClock clock_;
  config::Patience patience_{seconds(30), seconds(3600), 3};
  Target target_;
  config::Outlet outlet_;
};

}  // namespace sluss::engine
