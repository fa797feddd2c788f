// Random histories of placements: new, changed, moved, another student, withdrawn, back again, told twice, re-priced,
// in any order, with documents issued in between. After every document and every step the invariants of billing hold,
// as a plain model counts them from the documents alone. All persons are made up.
#include <cstdlib>
#include <gtest/gtest.h>
#include <map>
#include <random>
#include <set>

#include "base/json.h"
#include "bill.h"
#include "engine/reconciliation.h"
#include "engine/steps.h"
#include "store/store.h"
#include "support/temporary_folder.h"

namespace sluss {
namespace {

template <class T>
T must(Result<T> result) {
  if (!result) throw std::runtime_error(result.error().what);
  if constexpr (!std::is_void_v<T>) return std::move(*result);
}

unsigned from_environment(const char* name, unsigned otherwise) {
  const auto* value = std::getenv(name);
  return value == nullptr ? otherwise : static_cast<unsigned>(std::strtoul(value, nullptr, 10));
}

domain::AgreementBook agreements() {
  domain::AgreementBook book;
  domain::Institution institution;
  institution.id = institution.name = "universitetet";
  institution.organisation_number = "2029990013";
  book.institutions = {institution};
  for (const auto* id : {"ost", "vast"}) {
    domain::Unit unit;
    unit.id = unit.name = id;
    unit.provider = "kommunen";
    unit.organisation_number = "2129990012";
    unit.bankgiro = "99000010";
    unit.series = unit.id == "ost" ? "100" : "200";
    book.units.push_back(unit);
  }
  domain::Agreement agreement;
  agreement.id = "avtal";
  agreement.institution = "universitetet";
  agreement.provider = "kommunen";
  agreement.valid_from = make_day(2016, 1, 1);
  agreement.programmes = {"SSK", "FYS"};
  book.agreements = {agreement};
  domain::Price price;
  price.agreement = "avtal";
  price.programme = "*";
  price.valid_from = make_day(2026, 1, 1);
  price.week = Ore{157131};
  book.prices = {price};
  book.index();
  return book;
}

/// What the documents say, counted without the ledger.
class Model {
 public:
  void add(const Value& document) {
    const int sign = document["credits"].is_null() ? 1 : -1;
    EXPECT_TRUE(keys_.insert(document["key"].text_or_empty()).second) << "a key is used once";
    const auto number = document["number"].text_or_empty();
    const auto unit = document.at("seller.unit").text_or_empty();
    EXPECT_EQ(std::stoll(number.substr(3)), ++last_[unit]) << "numbers have no gap";
    for (const auto& line : *document["lines"].as_list()) {
      const auto placement = line["placement"].text_or_empty();
      billed_[placement] += sign * *line["amount_ore"].as_int();
      ++lines_[placement];
      for (const auto& day : *line["dates"].as_list()) {
        auto& count =
            days_[{unit, line["programme"].text_or_empty(), line["student_name"].text_or_empty(), day.text_or_empty()}];
        count += sign;
        EXPECT_TRUE(count == 0 || count == 1) << "a student-day stands on one net-positive line: " << number;
        auto& of_placement = of_placement_[placement][day.text_or_empty()];
        of_placement += sign;
        EXPECT_TRUE(of_placement == 0 || of_placement == 1) << placement;
      }
    }
  }
  std::set<std::string> days_of(const std::string& placement) const {
    std::set<std::string> days;
    if (const auto found = of_placement_.find(placement); found != of_placement_.end()) {
      for (const auto& [day, count] : found->second) {
        if (count == 1) days.insert(day);
      }
    }
    return days;
  }
  std::int64_t billed(const std::string& placement) const {
    const auto found = billed_.find(placement);
    return found == billed_.end() ? 0 : found->second;
  }
  std::int64_t lines(const std::string& placement) const {
    const auto found = lines_.find(placement);
    return found == lines_.end() ? 0 : found->second;
  }

 private:
  std::map<std::tuple<std::string, std::string, std::string, std::string>, int> days_;
  std::map<std::string, std::map<std::string, int>> of_placement_;
  std::map<std::string, std::int64_t> billed_, lines_, last_;
  std::set<std::string> keys_;
};

struct Known {
  std::int64_t message = 0, item = 0;
  Value body;
  bool withdrawn = false;
  Decision decision;
};

class History {
 public:
  explicit History(unsigned seed) : random_(seed), store_(must(store::open_sqlite(folder_.path() / "sluss.db"))) {}

  void step() {
    switch (below(8)) {
      case 0: return withdraw();
      case 1: return reprice();
      case 2: return tell_twice();
      case 3: return issue();
      default: return change();
    }
  }

  /// What the pipeline does at the end of a run: what is held is tried again, then documents are issued.
  void issue() {
    for (auto& [key, known] : placements_) {
      if (known.decision.kind == Decision::Kind::held) decide(key, known, Change::unchanged, true);
    }
    auto transaction = must(store_->begin(store::Access::write));
    context_.use(*transaction);
    for (;;) {
      auto made = must(bill_.finish(context_));
      if (made.empty()) break;
      for (auto& message : made) {
        model_.add(message.body);
        append(*transaction, std::move(message), store::State::delivered);
      }
    }
    must(transaction->commit());
    check();
  }

 private:
  void check() {
    for (const auto& [key, known] : placements_) {
      if (known.decision.kind == Decision::Kind::held) continue;
      const auto placement = domain::read_placement(known.body);
      const auto assessment = domain::assess(*placement, agreements_);
      const auto* worth = known.withdrawn ? nullptr : std::get_if<domain::Worth>(&assessment);
      std::set<std::string> days;
      std::int64_t amount = 0;
      if (worth != nullptr) {
        for (const auto day : worth->days().days()) days.insert(to_iso(day));
        amount = worth->total().value;
      }
      EXPECT_EQ(model_.days_of(key), days) << key;
      // Each line that was ever issued was rounded once, by half an öre at most.
      EXPECT_LE(std::abs(model_.billed(key) - amount), (model_.lines(key) + 1) / 2) << key;
    }
    auto result = must(engine::reconcile(*store_, configuration_, {}));
    for (const auto& [invariant, what] : result.exceptions)
      EXPECT_TRUE(what.ends_with("goes to no sink")) << engine::name_of(invariant) << ": " << what;
    EXPECT_EQ(result.total.difference(), Ore{});
  }

  void change() {
    const auto key = "P" + std::to_string(below(6));
    const auto student = std::to_string(below(3));
    const auto start = make_day(2026, 9, 7) + std::chrono::days(7 * below(4));
    const auto end = start + std::chrono::days(below(26));
    auto body = *parse_json(R"({"institution":{"id":"universitetet"},"type":"vfu","term":"HT2026"})");
    body["id"] = key;
    body["programme"] = below(4) == 0 ? "FYS" : "SSK";
    body["status"] = below(6) == 0 ? "planned" : "carried_out";
    body["student"]["id"] = "S" + student;
    body["student"]["name"] = "Testsson " + student;
    body["unit"]["name"] = below(4) == 0 ? (below(3) == 0 ? "okänd" : "vast") : "ost";
    body["start"] = to_iso(start);
    body["end"] = to_iso(end);
    const auto [at, is_new] = placements_.try_emplace(key);
    at->second.body = std::move(body);
    at->second.withdrawn = false;
    decide(key, at->second, is_new ? Change::added : Change::changed, false);
  }

  void withdraw() {
    if (placements_.empty()) return;
    auto at = placements_.begin();
    std::advance(at, below(static_cast<unsigned>(placements_.size())));
    if (at->second.withdrawn) return;
    at->second.withdrawn = true;
    decide(at->first, at->second, Change::withdrawn, false);
  }

  void tell_twice() {
    for (auto& [key, known] : placements_) decide(key, known, Change::unchanged, true);
  }

  void reprice() {
    agreements_.prices.front().week = Ore{150000 + 37 * static_cast<std::int64_t>(below(500))};
    agreements_.index();
    tell_twice();
  }

  /// As the recorder does it: decides, then appends the version or sets its state.
  void decide(const std::string& key, Known& known, Change change, bool again) {
    auto transaction = must(store_->begin(store::Access::write));
    context_.use(*transaction);
    Item item;
    item.again = again;
    if (!again) {
      known.message = must(transaction->messages().next_id());
      if (change == Change::added) known.item = known.message;
    }
    item.message.id = known.message;
    item.message.item = known.item;
    item.message.kind = "placement";
    item.message.key = key;
    item.message.change = known.withdrawn ? Change::withdrawn : change;
    item.message.body = known.body;
    must(bill_.process({&item, 1}, context_));
    known.decision = item.decision;
    const auto state = item.decision.kind == Decision::Kind::held       ? store::State::held
                       : item.decision.kind == Decision::Kind::filtered ? store::State::filtered
                                                                        : store::State::collected;
    EXPECT_EQ(item.decision.reason.empty(), state == store::State::collected);
    if (again)
      must(transaction->messages().set_state(known.message, state, item.decision.reason, item.decision.amount));
    else append(*transaction, std::move(item.message), state, item.decision);
    must(transaction->commit());
  }

  static void append(store::Transaction& transaction, Message&& message, store::State state,
                     const Decision& decision = {}) {
    store::StoredMessage stored;
    stored.message = std::move(message);
    if (stored.message.id == 0) stored.message.id = stored.message.item = must(transaction.messages().next_id());
    stored.channel = stored.message.kind == "invoice" ? "nightly" : "klipp.placements";
    stored.hash = digest(to_json(stored.message.body));
    stored.state = state;
    stored.reason = decision.reason;
    stored.amount = decision.amount;
    must(transaction.messages().append(stored));
  }

  unsigned below(unsigned limit) { return static_cast<unsigned>(random_() % limit); }

  std::mt19937 random_;
  test::TemporaryFolder folder_;
  std::unique_ptr<store::Store> store_;
  FixedClock clock_{make_day(2027, 2, 1)};
  config::Configuration configuration_;
  domain::AgreementBook& agreements_ = configuration_.agreements = agreements();
  engine::RunReport report_;
  engine::StepContext context_{clock_, {}, agreements_, report_};
  plugins::Bill bill_{plugins::BillConfig{}};
  std::map<std::string, Known> placements_;
  Model model_;
};

TEST(Histories, keep_the_invariants_of_billing) {
  const auto first = from_environment("SLUSS_SEED", 20261125);
  const auto histories = from_environment("SLUSS_HISTORIES", 12);
  for (unsigned seed = first; seed < first + histories; ++seed) {
    SCOPED_TRACE("SLUSS_SEED=" + std::to_string(seed) + " SLUSS_HISTORIES=1");
    History history(seed);
    for (int i = 0; i < 60 && !::testing::Test::HasFailure(); ++i) history.step();
    history.issue();
    if (::testing::Test::HasFailure()) return;
  }
}

}  // namespace
}  // namespace sluss
