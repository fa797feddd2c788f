#include "engine/deliverer.h"

#include <algorithm>
#include <thread>

#include "engine/packing.h"
#include "engine/patience.h"
#include "engine/pause.h"
#include "engine/run_lock.h"
#include "engine/steps.h"

namespace sluss::engine {

using store::Delivery;
using store::DeliveryState;

namespace {

constexpr std::size_t at_once = 20;
// What is still in doubt after all attempts is looked into once a day, until a person settles it.
constexpr std::chrono::hours doubt_looked_into_again{24};
constexpr std::chrono::milliseconds lock_tried_again{50};

/// A fault that may go away by itself.
bool passes(Fault fault) { return fault == Fault::unavailable || fault == Fault::throttled || fault == Fault::denied; }

bool is_doubtful(const Delivery& delivery) {
  return delivery.state == DeliveryState::sending || delivery.state == DeliveryState::unknown;
}

/// Another run, or the daemon between runs, may be delivering there just now.
Result<std::optional<RunLock>> wait_for_lock(const std::filesystem::path& store, const std::string& outlet,
                                             const std::stop_token& stop) {
  while (!stop.stop_requested()) {
    SLUSS_TRY_ASSIGN(lock, RunLock::try_take(store, "@" + outlet));
    if (lock) return std::move(lock);
    std::this_thread::sleep_for(lock_tried_again);
  }
  return std::nullopt;
}

}  // namespace

/// Some deliveries on their way.
struct Deliverer::Load {
  std::vector<Delivery> deliveries;  ///< all that were looked at
  std::vector<Message> messages;     ///< theirs
  std::vector<std::int64_t> runs;    ///< that stored them
  std::vector<Parcel> parcels;
  std::vector<std::size_t> which;  ///< a parcel's delivery
};

/// All that is done for one outlet in one go.
class Deliverer::Trip {
 public:
  Trip(const DeliveryRoom& room, Pace pace, const std::stop_token& stop, const config::Outlet& outlet)
      : room_(room), pace_(pace), stop_(stop), outlet_(outlet), codec_(outlet.codec()), sink_(outlet.sink()) {}
  ~Trip() { sink_->close(); }
  Trip(const Trip&) = delete;
  Trip& operator=(const Trip&) = delete;

  Result<void> run() {
    SLUSS_TRY_ASSIGN(allowed, may_try());
    while (allowed && !stop_.stop_requested()) {
      SLUSS_TRY_ASSIGN(load, this->load());
      if (load.deliveries.empty()) break;
      after_ = load.deliveries.back().id;
      SLUSS_TRY_ASSIGN(goes_on, carry(load));
      room_.tale.progress();
      if (!goes_on) break;
    }
    return {};
  }

 private:
  void trouble(const std::string& text) { room_.tale.trouble({outlet_.name + ": " + text, outlet_.name}); }
  void trouble(const Delivery& delivery, const std::string& text) {
    room_.tale.trouble({outlet_.name + ": " + delivery.key + text, outlet_.name, delivery.message});
  }

  Result<bool> may_try() {
    SLUSS_TRY_ASSIGN(reading, room_.store.begin(store::Access::read));
    SLUSS_TRY_ASSIGN(due, reading->deliveries().next_due(outlet_.name, asks_again()));
    SLUSS_TRY_ASSIGN(state, reading->connections().find(outlet_.name));
    state_ = std::move(state);
    if (!due) return false;
    if (!state_.paused.empty()) {
      room_.tale.trouble({paused_text(outlet_.name, state_.paused), outlet_.name});
      return false;
    }
    const bool waits = pace_ == Pace::patient && state_.until && *state_.until > room_.clock.now();
    if (waits) trouble(state_.trouble + " (tried again at " + to_stockholm(*state_.until) + ")");
    return !waits;
  }

  [[nodiscard]] bool asks_again() const { return sink_->resend() != Resend::never; }

  Result<Load> load() {
    Load load;
    SLUSS_TRY_ASSIGN(reading, room_.store.begin(store::Access::read));
    SLUSS_TRY_ASSIGN(connection, reading->connections().find(outlet_.name));
    if (!connection.paused.empty()) return load;  // a person has paused it meanwhile
    store::OpenDeliveries which{outlet_.name, room_.clock.now(), asks_again(), after_, at_once};
    if (pace_ == Pace::now) which.now = Instant::max();
    SLUSS_TRY_ASSIGN(open, reading->deliveries().open(which));
    load.deliveries = together(std::move(open));
    for (auto& delivery : load.deliveries) {
      SLUSS_TRY_ASSIGN(stored, reading->messages().get(delivery.message));
      if (!stored) return fail(Fault::store, "delivery " + delivery.key + " has no message; restore the store");
      load.messages.push_back(std::move(stored->message));
      load.runs.push_back(stored->run);
    }
    return load;
  }

  /// Those that may travel together: fresh ones, over a connection that is well.
  [[nodiscard]] std::vector<Delivery> together(std::vector<Delivery> open) const {
    const auto tried = [](const Delivery& delivery) { return delivery.attempts > 0; };
    if (open.empty()) return open;
    const auto alone = state_.failures > 0 || tried(open.front());
    const auto end = alone ? open.begin() + 1 : std::find_if(open.begin(), open.end(), tried);
    open.erase(end, open.end());
    return open;
  }

  void reject(Delivery& delivery, const std::string& why) {
    delivery.state = DeliveryState::rejected;
    delivery.receipt = why;
    delivery.at = room_.clock.now();
    delivery.next.reset();
    trouble(delivery, " was not delivered: " + why);
  }

  /// For want of memory it is tried again, but not for ever: a document may be too large for this machine.
  void could_not_pack(Delivery& delivery, const Error& error) {
    if (!passes(error.fault)) return reject(delivery, error.what);
    ++delivery.attempts;
    try_later(delivery, error);
  }

  /// False when the connection gave out.
  Result<bool> carry(Load& load) {
    for (std::size_t i = 0; i < load.deliveries.size(); ++i) {
      auto& delivery = load.deliveries[i];
      auto documents = pack(*codec_, load.messages[i], delivery);
      if (!documents) {
        could_not_pack(delivery, documents.error());
        continue;
      }
      load.parcels.push_back({delivery.key, &load.messages[i], std::move(*documents)});
      load.which.push_back(i);
    }
    if (load.parcels.empty()) return save_and_go_on(load);
    if (!is_open_) {
      const auto opened = guarded(outlet_.name, [&] { return sink_->open(stop_); });
      if (!opened) return give_out(load, opened.error());
      is_open_ = true;
    }
    SLUSS_TRY_ASSIGN(reachable, settle_doubts(load));
    if (!reachable) return false;
    return load.parcels.empty() ? save_and_go_on(load) : send(load);
  }

  /// What left before and may have arrived is not sent before that is known. False when the target cannot be asked now.
  Result<bool> settle_doubts(Load& load) {
    for (std::size_t i = 0; i < load.parcels.size();) {
      auto& delivery = load.deliveries[load.which[i]];
      bool may_go = true;
      if (is_doubtful(delivery) && sink_->resend() != Resend::safe) {
        SLUSS_TRY_ASSIGN(answer, settle_doubt(load.parcels[i], delivery));
        if (answer.stopped) return give_out(load, *answer.stopped);
        may_go = answer.may_go;
      }
      if (may_go) {
        ++i;
        continue;
      }
      load.parcels.erase(load.parcels.begin() + static_cast<std::ptrdiff_t>(i));
      load.which.erase(load.which.begin() + static_cast<std::ptrdiff_t>(i));
    }
    return true;
  }

  struct Answer {
    bool may_go = false;
    std::optional<Error> stopped;
  };

  Result<Answer> settle_doubt(const Parcel& parcel, Delivery& delivery) {
    if (sink_->resend() == Resend::never) {
      doubt(delivery, "it left, and nobody knows whether it arrived");
      return Answer{};
    }
    const auto found = guarded(outlet_.name, [&] { return sink_->find(parcel.key, stop_); });
    if (found && !*found) return Answer{true, std::nullopt};
    if (found) {
      arrived(parcel, delivery, **found);
      return Answer{};
    }
    doubt(delivery, found.error().what);
    const bool connection = passes(found.error().fault) || found.error().fault == Fault::cancelled;
    return Answer{false, connection ? std::optional(found.error()) : std::nullopt};
  }

  void arrived(const Parcel& parcel, Delivery& delivery, const std::string& receipt) {
    delivery.state = DeliveryState::delivered;
    delivery.receipt = receipt;
    delivery.at = room_.clock.now();
    delivery.next.reset();
    const auto* total = parcel.message->body["total_ore"].as_int();
    room_.tale.delivered(outlet_.name, Ore{total != nullptr ? *total : 0});
  }

  void doubt(Delivery& delivery, const std::string& why) {
    delivery.state = DeliveryState::unknown;
    delivery.receipt = why;
    delivery.at = room_.clock.now();
    if (asks_again()) wait(delivery, std::nullopt);
    const auto id = std::to_string(delivery.message);
    trouble(delivery, " is in doubt: " + why +
                          (asks_again() ? "" : ". Find out, then: sluss messages confirm " + id + ", or retry " + id));
  }

  void wait(Delivery& delivery, std::optional<std::chrono::seconds> retry_after) {
    const auto wait = delivery.attempts < room_.patience.attempts
                          ? wait_after(room_.patience, std::max(delivery.attempts, 1), delivery.key, retry_after)
                          : std::chrono::seconds(doubt_looked_into_again);
    delivery.next = room_.clock.now() + wait;
  }

  /// The attempt is counted and stored before the first byte leaves.
  Result<bool> send(Load& load) {
    for (const auto i : load.which) {
      auto& delivery = load.deliveries[i];
      delivery.state = DeliveryState::sending;
      delivery.at = room_.clock.now();
      ++delivery.attempts;
    }
    SLUSS_TRY(save(load));
    const auto begin = observe::now();
    bool has_thrown = true;
    const auto written = guarded(outlet_.name, [&] {
      auto report = sink_->write(load.parcels, stop_);
      has_thrown = false;
      return report;
    });
    if (!written && !has_thrown && written.error().fault != Fault::internal) {
      trace(load, 0, begin, &written.error());
      take_back(load, 0);
      return give_out(load, written.error());
    }
    const auto report = written ? *written : broken(load, written.error());
    for (std::size_t i = 0; i < std::min(load.parcels.size(), report.receipts.size()); ++i)
      settle(load.parcels[i], load.deliveries[load.which[i]], report.receipts[i]);
    trace(load, report.receipts.size(), begin, report.stopped ? &*report.stopped : nullptr);
    take_back(load, report.receipts.size());
    if (report.stopped) return give_out(load, *report.stopped);
    if (load.parcels.size() > report.receipts.size())
      return give_out(load, {Fault::internal, "the sink left parcels without a receipt", std::nullopt});
    recovered();
    return save_and_go_on(load);
  }

  /// The attempts that were made, the first parcel of those that were not too where the connection gave out at it.
  void trace(const Load& load, std::size_t made, observe::Moment begin, const Error* stopped) {
    auto* tracer = room_.tale.tracer();
    if (tracer == nullptr) return;
    std::vector<observe::Span> spans;
    for (std::size_t i = 0; i < std::min(load.which.size(), made + (stopped != nullptr ? 1 : 0)); ++i) {
      const auto& delivery = load.deliveries[load.which[i]];
      observe::Span span;
      span.kind = observe::Span::Kind::delivery;
      span.message = delivery.message;
      span.run = load.runs[load.which[i]];
      span.name = "deliver";
      span.connection = outlet_.name;
      span.outcome = i < made || stopped == nullptr ? store::name_of(delivery.state) : name_of(stopped->fault);
      span.attempt = delivery.attempts;
      span.failed = delivery.state != DeliveryState::delivered;
      span.begin = begin;
      span.end = observe::now();
      spans.push_back(std::move(span));
    }
    tracer->take(std::move(spans));
  }

  void recovered() {
    if (state_.failures == 0) return;
    state_ = {};
    state_.name = outlet_.name;
    state_changed_ = true;
  }

  /// Where a sink breaks, nobody knows how far it came.
  static WriteReport broken(const Load& load, const Error& error) {
    WriteReport report;
    for (std::size_t i = 0; i < load.parcels.size(); ++i)
      report.receipts.emplace_back(fail(Fault::unknown_outcome, error.what));
    return report;
  }

  void settle(const Parcel& parcel, Delivery& delivery, const Result<std::string>& receipt) {
    if (receipt) return arrived(parcel, delivery, *receipt);
    const auto& error = receipt.error();
    if (error.fault == Fault::unknown_outcome) return doubt(delivery, error.what);
    if (!passes(error.fault)) return reject(delivery, error.what);
    try_later(delivery, error);
  }

  void try_later(Delivery& delivery, const Error& error) {
    if (delivery.attempts >= room_.patience.attempts)
      return reject(delivery, "given up after " + std::to_string(delivery.attempts) + " attempts: " + error.what);
    delivery.state = DeliveryState::pending;
    delivery.receipt = error.what;
    delivery.at = room_.clock.now();
    wait(delivery, error.retry_after);
    trouble(delivery, ": " + error.what);
  }

  /// Parcels that were not tried: their attempt does not count.
  static void take_back(Load& load, std::size_t from) {
    for (auto i = from; i < load.which.size(); ++i) {
      auto& delivery = load.deliveries[load.which[i]];
      delivery.state = DeliveryState::pending;
      --delivery.attempts;
    }
  }

  /// The connection gave out: it is left alone for a while, or until a person has looked.
  Result<bool> give_out(Load& load, const Error& error) {
    state_.trouble = error.what;
    state_changed_ = true;
    if (error.fault == Fault::denied) {
      state_.paused = error.what;
      trouble("paused, so that no account is locked: " + error.what +
              ". When that is mended: sluss connections resume " + outlet_.name);
    } else if (error.fault != Fault::cancelled) {
      ++state_.failures;
      state_.until = room_.clock.now() + wait_after(room_.patience, state_.failures, outlet_.name, error.retry_after);
      trouble(error.what);
    }
    SLUSS_TRY(save(load));
    return false;
  }

  Result<bool> save_and_go_on(const Load& load) {
    SLUSS_TRY(save(load));
    return true;
  }

  Result<void> save(const Load& load) {
    SLUSS_TRY_ASSIGN(transaction, room_.store.begin(store::Access::write));
    for (const auto& delivery : load.deliveries) SLUSS_TRY(transaction->deliveries().update(delivery));
    if (state_changed_) {
      SLUSS_TRY_ASSIGN(now, transaction->connections().find(outlet_.name));
      if (state_.paused.empty()) state_.paused = now.paused;  // a person's, meanwhile
      SLUSS_TRY(transaction->connections().set(state_));
    }
    return transaction->commit();
  }

  const DeliveryRoom& room_;
  Pace pace_;
  const std::stop_token& stop_;
  const config::Outlet& outlet_;
  std::unique_ptr<Codec> codec_;
  std::unique_ptr<Sink> sink_;
  store::ConnectionState state_;
  std::int64_t after_ = 0;
  bool state_changed_ = false;
  bool is_open_ = false;
};

Result<void> Deliverer::deliver(const config::Outlet& outlet) {
  SLUSS_TRY_ASSIGN(lock, wait_for_lock(room_.store_file, outlet.name, stop_));
  if (!lock) return {};
  return Trip(room_, pace_, stop_, outlet).run();
}

Result<std::optional<Instant>> next_delivery(store::Transaction& reading, const config::Outlet& outlet) {
  const bool asks_again = outlet.sink()->resend() != Resend::never;
  SLUSS_TRY_ASSIGN(due, reading.deliveries().next_due(outlet.name, asks_again));
  SLUSS_TRY_ASSIGN(state, reading.connections().find(outlet.name));
  if (!due || !state.paused.empty()) return std::nullopt;
  return std::max(*due, state.until.value_or(*due));
}

}  // namespace sluss::engine
