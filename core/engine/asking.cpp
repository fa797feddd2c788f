#include "engine/asking.h"

#include <algorithm>

#include "base/counted.h"
#include "engine/alarm_texts.h"
#include "engine/packing.h"
#include "engine/steps.h"

namespace sluss::engine {
namespace {

using store::Delivery;

constexpr std::chrono::hours of_late{7 * 24};
constexpr std::size_t asked_at_most = 5000;
// When a target has lost everything, nobody reads five thousand lines of it.
constexpr std::size_t named_at_most = 100;

std::string text_of(const std::optional<Ore>& total) { return total ? to_kronor(*total) : "no sum"; }
std::string text_of(const std::optional<std::int64_t>& lines) { return lines ? counted(*lines, "line") : "no lines"; }

/// The next question may well be answered.
bool is_for_now(Fault fault) {
  return fault == Fault::cancelled || fault == Fault::unavailable || fault == Fault::throttled;
}

/// All that is asked of one target.
class Questions {
 public:
  Questions(store::Store& store, const config::Outlet& outlet, const std::stop_token& stop, Asked& asked)
      : store_(store), outlet_(outlet), stop_(stop), asked_(asked), codec_(outlet.codec()), sink_(outlet.sink()) {}
  ~Questions() { sink_->close(); }
  Questions(const Questions&) = delete;
  Questions& operator=(const Questions&) = delete;

  Result<void> ask(Instant since) {
    SLUSS_TRY_ASSIGN(paused, look_up(since));
    if (deliveries_.empty()) return {};
    if (paused) return leave(0, {Fault::cancelled, "the connection is paused", std::nullopt});
    if (auto opened = guarded(outlet_.name, [&] { return sink_->open(stop_); }); !opened)
      return leave(0, opened.error());
    for (std::size_t i = 0; i < deliveries_.size(); ++i) {
      if (stop_.stop_requested()) return leave(i, {Fault::cancelled, "it was stopped", std::nullopt});
      const auto kept = guarded(outlet_.name, [&] { return sink_->kept(deliveries_[i].key, stop_); });
      if (!kept && kept.error().fault != Fault::data) return leave(i, kept.error());
      ++asked_.deliveries;
      if (const auto difference = difference_of(deliveries_[i], kept); !difference.empty())
        SLUSS_TRY(except(deliveries_[i], difference));
    }
    return name_the_rest();
  }

 private:
  Result<bool> look_up(Instant since) {
    SLUSS_TRY_ASSIGN(reading, store_.begin(store::Access::read));
    SLUSS_TRY_ASSIGN(deliveries, reading->deliveries().done(outlet_.name, since, asked_at_most));
    SLUSS_TRY_ASSIGN(state, reading->connections().find(outlet_.name));
    deliveries_ = std::move(deliveries);
    return !state.paused.empty();
  }

  /// From this delivery on none was asked about. That a target which can be asked gives no answer is told: else nobody
  /// would ever hear that all that is there is gone. One that is away or busy is asked the next time: that it stays
  /// away is an alarm of its own.
  Result<void> leave(std::size_t from, const Error& why) {
    const auto count = static_cast<std::int64_t>(deliveries_.size() - from);
    asked_.unasked.push_back({outlet_.name, count, reason_to_tell(why.what)});
    if (!is_for_now(why.fault) && why.fault != Fault::config)
      asked_.exceptions.push_back(outlet_.name + " gave no answer about " + deliveries_of(count) + ": " +
                                  reason_to_tell(why.what));
    return name_the_rest();
  }

  /// What does not fit; empty when all does.
  std::string difference_of(const Delivery& delivery, const Result<std::optional<Kept>>& kept) {
    if (!kept) return kept.error().what;
    if (!*kept) return "its target knows nothing of it";
    if ((*kept)->receipt && *(*kept)->receipt != delivery.receipt)
      return "the receipt in the store is not the one that the target gave";
    for (const auto& document : (*kept)->documents) {
      if (auto difference = difference_in(document, delivery); !difference.empty()) return difference;
    }
    return "";
  }

  std::string difference_in(const Document& document, const Delivery& delivery) {
    if (!delivery.total || !delivery.lines) return "";
    const auto read = guarded(outlet_.name, [&] { return read_back(*codec_, document.bytes); });
    if (!read) return "the document that lies there cannot be read any more";
    if (!*read || ((*read)->total == delivery.total && (*read)->lines == delivery.lines)) return "";
    return "the document that lies there says " + text_of((*read)->total) + " and " + text_of((*read)->lines) +
           ", and " + text_of(delivery.total) + " and " + text_of(delivery.lines) + " were delivered";
  }

  Result<void> except(const Delivery& delivery, const std::string& what) {
    SLUSS_TRY_ASSIGN(reading, store_.begin(store::Access::read));
    SLUSS_TRY_ASSIGN(decisions, reading->trail().decisions(delivery.message));
    const auto confirmed = [](const store::AuditEntry& entry) { return entry.action == "confirm"; };
    if (std::any_of(decisions.begin(), decisions.end(), confirmed)) return {};
    if (++found_ > named_at_most) return {};
    SLUSS_TRY_ASSIGN(invoice, reading->books().invoice_in(delivery.message));
    const auto name = invoice ? "invoice " + invoice->number : "delivery " + delivery.key;
    asked_.exceptions.push_back(name + " to " + outlet_.name + ": " + what);
    return {};
  }

  Result<void> name_the_rest() {
    if (found_ > named_at_most)
      asked_.exceptions.push_back(std::to_string(found_ - named_at_most) + " more deliveries to " + outlet_.name +
                                  " do not fit");
    return {};
  }

  store::Store& store_;
  const config::Outlet& outlet_;
  const std::stop_token& stop_;
  Asked& asked_;
  std::unique_ptr<Codec> codec_;
  std::unique_ptr<Sink> sink_;
  std::vector<Delivery> deliveries_;
  std::size_t found_ = 0;
};

}  // namespace

Result<Asked> ask_targets(store::Store& store, const config::Configuration& configuration, Instant now,
                          const std::stop_token& stop) {
  Asked asked;
  for (const auto& [name, outlet] : configuration.outlets)
    SLUSS_TRY(Questions(store, outlet, stop, asked).ask(now - of_late));
  return asked;
}

}  // namespace sluss::engine
