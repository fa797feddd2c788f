// What is pushed after an intake that never came to its end: committed alone, until it is known to be well.
#include "engine/live_intake.h"

#include "store/store_fixture.h"

namespace sluss::engine {
namespace {

constexpr int at_once = 100;

/// Counts what is written to a store in transactions of their own.
class CountingStore final : public store::Store {
 public:
  explicit CountingStore(store::Store& store) : store_(store) {}
  Result<std::unique_ptr<store::Transaction>> begin(store::Access access) override {
    if (access == store::Access::write) ++writes;
    return store_.begin(access);
  }
  Result<void> copy_to(const std::filesystem::path& file) override { return store_.copy_to(file); }
  Result<std::vector<std::string>> check_integrity() override { return store_.check_integrity(); }
  Result<void> scrub() override { return store_.scrub(); }
  Result<std::int64_t> seal() override { return store_.seal(); }

  int writes = 0;

 private:
  store::Store& store_;
};

/// What senders have pushed, and what it took to store it.
struct Senders {
  CountingStore& store;
  std::stop_source stop;
  int hundreds = 0;  ///< still to be pushed
  int pushed = 0, taken = 0;
  std::vector<int> writes;  ///< for each hundred that waited together
};

class NoBytes final : public Input {
 public:
  Result<std::size_t> read(std::span<char> /*buffer*/) override { return std::size_t{0}; }
};

class Pushes final : public Source {
 public:
  explicit Pushes(Senders& senders) : senders_(senders) {}
  Arrival arrival() const override { return Arrival::pushed; }
  Result<void> open(std::stop_token /*stop*/) override { return {}; }
  Result<void> wait(std::stop_token /*stop*/) override {
    if (senders_.pushed > 0) senders_.writes.push_back(senders_.store.writes - before_);
    before_ = senders_.store.writes;
    waiting_ = at_once;
    if (senders_.hundreds-- == 0) senders_.stop.request_stop();
    return {};
  }
  Result<std::optional<Read>> read(std::stop_token /*stop*/) override {
    if (waiting_ == 0) return std::nullopt;
    --waiting_;
    const auto name = "P" + std::to_string(++senders_.pushed);
    return Read{name, name, "version", std::make_unique<NoBytes>()};
  }
  Result<void> settle(const std::string& /*ticket*/, Outcome outcome, const std::string& /*why*/) override {
    senders_.taken += outcome == Outcome::taken ? 1 : 0;
    return {};
  }
  void close() noexcept override {}

 private:
  Senders& senders_;
  int waiting_ = 0, before_ = 0;
};

class NoRecords final : public Codec {
 public:
  Result<void> decode(Input& /*input*/, const Emit& /*emit*/) override { return {}; }
};

class LiveIntakeTest : public store::StoreTest {
 protected:
  LiveIntakeTest() {
    configuration_.store = file();
    inlet_.name = "events.placements";
    inlet_.kind = "placement";
    inlet_.source = [this] { return std::make_unique<Pushes>(senders_); };
    inlet_.codec = [] { return std::make_unique<NoRecords>(); };
  }
  /// An intake whose process ended in it.
  void break_off() {
    const auto transaction = writing();
    store::Run run;
    run.pipeline = inlet_.name;
    run.trigger = by_arrival;
    run.state = "running";
    run.started = clock_.now();
    static_cast<void>(must(transaction->runs().begin(run)));
    must(transaction->commit());
  }
  /// How many transactions each hundred took.
  std::vector<int> take_in(int hundreds) {
    senders_.hundreds = hundreds;
    const Surroundings around{configuration_, registry_, counting_, clock_, "1", "modules"};
    const IntakeListener nobody{[] {}, [](const std::string& trouble) { ADD_FAILURE() << trouble; }};
    must(engine::take_in(around, pipeline_, inlet_, nobody, senders_.stop.get_token()));
    EXPECT_EQ(senders_.taken, hundreds * at_once);
    return senders_.writes;
  }

  config::Configuration configuration_;
  config::Pipeline pipeline_;
  config::Inlet inlet_;
  Registry registry_;
  FixedClock clock_{*parse_instant("2026-11-24T01:00:00Z")};
  CountingStore counting_{*store_};
  Senders senders_{counting_, {}, 0, 0, 0, {}};
};

TEST_F(LiveIntakeTest, stores_together_what_waits_together) {
  for (const auto writes : take_in(2)) EXPECT_LT(writes, at_once / 2);
}

TEST_F(LiveIntakeTest, after_one_that_broke_off_is_careful_until_a_thousand_broke_nothing) {
  break_off();
  const auto writes = take_in(12);
  ASSERT_EQ(writes.size(), 12U);
  for (std::size_t i = 0; i < 10; ++i) EXPECT_GE(writes[i], 2 * at_once) << "each with its attempt: hundred " << i;
  for (std::size_t i = 10; i < 12; ++i) EXPECT_LT(writes[i], at_once / 2) << "the thousand is over: hundred " << i;
}

}  // namespace
}  // namespace sluss::engine
