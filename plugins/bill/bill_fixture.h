// What the tests of `bill` stand on: a small world of agreements, a ledger in memory, and a night. All persons are made
// up.
#pragma once

#include <algorithm>
#include <gtest/gtest.h>
#include <map>
#include <stdexcept>

#include "base/json.h"
#include "bill.h"

namespace sluss::plugins {

/// Keeps what a BillingBook promises, in lists.
class MemoryBook final : public BillingBook {
 public:
  struct Line {
    std::int64_t id = 0;
    Booking booking;  ///< of a line with credits: what stands
    std::string invoice;
  };
  /// Of one line, before its credit note or on it.
  struct Withdrawal {
    std::int64_t id = 0;
    Crediting crediting;
    std::string note;
  };

  Result<void> take_back(std::int64_t item) override {
    std::erase_if(lines, [&](const Line& line) { return line.booking.item == item && line.invoice.empty(); });
    for (auto credit = credits.begin(); credit != credits.end();) {
      auto& line = *line_with(credit->crediting.credit.line);
      const auto& days = credit->crediting.credit.credit;
      const bool waits = credit->note.empty() && line.booking.item == item;
      if (!waits || *taken(line.booking.subject, days.days, item)) {
        ++credit;
        continue;
      }
      for (const auto& month : days.days.months()) line.booking.line.days.insert(month);
      line.booking.line.amount += days.amount;
      credit = credits.erase(credit);
    }
    return {};
  }
  Result<std::vector<domain::BookedLine>> lines_of(std::int64_t item) override {
    std::vector<domain::BookedLine> found;
    for (const auto& [id, booking, invoice] : lines) {
      if (booking.item == item && !booking.line.days.empty())
        found.push_back({id, booking.subject.agreement, booking.subject.unit, booking.institution, booking.term,
                         booking.line, invoice});
    }
    return found;
  }
  Result<void> credit(const Crediting& crediting) override {
    auto& stands = line_with(crediting.credit.line)->booking.line;
    stands.days = stands.days.minus(crediting.credit.credit.days);
    stands.amount += -crediting.credit.credit.amount;
    credits.push_back({++last_, crediting, ""});
    return {};
  }
  Result<std::optional<Creditable>> next_creditable() override {
    std::optional<Creditable> next;
    for (const auto& credit : credits) {
      const auto number = std::stoll(credit.crediting.credit.invoice);
      if (!credit.note.empty() || (next && next->id <= number)) continue;
      const auto& document = documents.at(credit.crediting.credit.invoice);
      const auto group = group_of(*line_with(credit.crediting.credit.line));
      next = Creditable{number, group, document["number"].text_or_empty().substr(0, 3), document,
                        static_cast<int>(std::count(corrected_.begin(), corrected_.end(), group))};
    }
    return next;
  }
  Result<std::vector<WaitingCredit>> waiting_credits(std::int64_t invoice) override {
    std::vector<WaitingCredit> found;
    for (const auto& [id, crediting, note] : credits) {
      if (note.empty() && std::stoll(crediting.credit.invoice) == invoice)
        found.push_back(
            {id, crediting.message, line_with(crediting.credit.line)->booking.placement, crediting.credit.credit});
    }
    return found;
  }
  Result<std::optional<Approval>> approval(const Group& group) override {
    const auto found = approvals.find(group);
    return found == approvals.end() ? std::nullopt : std::optional(found->second);
  }
  Result<void> decide(const Group& group, const Approval& approval) override {
    approvals[group] = approval;
    return {};
  }
  Result<bool> is_for(std::int64_t line, const Subject& subject) override {
    return std::any_of(lines.begin(), lines.end(),
                       [&](const Line& other) { return other.id == line && same(other.booking.subject, subject); });
  }
  Result<std::optional<Taken>> taken(const Subject& subject, const DaySet& days, std::int64_t except_item) override {
    Taken taken;
    for (const auto& line : lines) {
      if (line.booking.item == except_item || !same(line.booking.subject, subject)) continue;
      const auto common = line.booking.line.days.common(days);
      for (const auto& month : common.months()) taken.days.insert(month);
      if (!common.empty() && taken.by.empty()) taken.by = line.booking.placement;
    }
    return taken.days.empty() ? std::nullopt : std::optional(taken);
  }
  Result<void> book(const Booking& booking) override {
    lines.push_back({++last_, booking, ""});
    return {};
  }
  Result<std::optional<Group>> next_waiting(const std::optional<Group>& after) override {
    std::optional<Group> next;
    for (const auto& line : lines) {
      const auto group = group_of(line);
      const bool comes = line.invoice.empty() && (!after || order(*after) < order(group));
      if (comes && (!next || order(group) < order(*next))) next = group;
    }
    return next;
  }
  Result<std::vector<WaitingLine>> waiting(const Group& group) override {
    std::vector<WaitingLine> found;
    for (const auto& line : lines) {
      if (line.invoice.empty() && group_of(line) == group)
        found.push_back({line.id, line.booking.message, bodies.at(line.booking.message), line.booking.line});
    }
    return found;
  }
  Result<int> issued(const Group& group) override {
    return static_cast<int>(std::count(groups_.begin(), groups_.end(), group));
  }
  Result<std::int64_t> take_number(const std::string& series) override { return ++numbers_[series]; }
  Result<void> freeze(const domain::Invoice& invoice, const Group& group,
                      const std::vector<std::int64_t>& ids) override {
    (invoice.is_credit_note() ? corrected_ : groups_).push_back(group);
    documents[invoice.number] = domain::to_value(invoice);
    for (auto& credit : credits) {
      if (std::find(ids.begin(), ids.end(), credit.id) != ids.end()) credit.note = invoice.number;
    }
    for (auto& line : lines) {
      if (std::find(ids.begin(), ids.end(), line.id) != ids.end()) line.invoice = invoice.number;
    }
    return {};
  }

  std::vector<Line> lines;
  std::vector<Withdrawal> credits;
  std::map<std::string, Value> documents;  ///< by number
  std::map<Group, Approval> approvals;
  std::map<std::int64_t, Value> bodies;  ///< of the messages, as the store has them

 private:
  static bool same(const Subject& a, const Subject& b) {
    return std::tie(a.agreement, a.unit, a.programme, a.student) ==
           std::tie(b.agreement, b.unit, b.programme, b.student);
  }
  static Group group_of(const Line& line) {
    const auto& booking = line.booking;
    return {booking.subject.agreement, booking.institution, booking.subject.unit, booking.term};
  }
  static std::tuple<std::string, std::string, std::string, std::string> order(const Group& group) {
    return {group.unit, group.institution, group.agreement, group.term};
  }

  std::vector<Line>::iterator line_with(std::int64_t id) {
    return std::find_if(lines.begin(), lines.end(), [&](const Line& line) { return line.id == id; });
  }

  std::int64_t last_ = 0;
  std::vector<Group> groups_, corrected_;
  std::map<std::string, std::int64_t> numbers_;
};

class BillTest : public ::testing::Test, protected Context {
 protected:
  BillTest() {
    for (const auto* id : {"universitetet", "hogskolan"}) agreements_.institutions.push_back(institution(id));
    for (const auto* id : {"ost", "vast"}) agreements_.units.push_back(unit(id));
    for (const auto* id : {"universitetet", "hogskolan"}) agreements_.agreements.push_back(agreement(id));
    agreements_.prices = {price(make_day(2026, 1, 1), make_day(2026, 12, 31), 153000),
                          price(make_day(2027, 1, 1), make_day(2027, 6, 30), 157131)};
    agreements_.index();
  }

  /// A placement of 15 days that is billed. Members given replace its own.
  static Value placement(const std::string& id, const std::map<std::string, Value>& members = {}) {
    auto body =
        *parse_json(R"({"institution":{"id":"universitetet"},"programme":"SSK","type":"vfu","status":"carried_out",
      "term":"HT2026","student":{"personnummer":"195501019805","name":"Provia Testberg"},
      "unit":{"name":"ost"},"start":"2026-09-07","end":"2026-09-25"})");
    body["id"] = id;
    for (const auto& [path, value] : members) body.make(path) = value;
    return body;
  }

  /// Lets `bill` decide on one placement. A key that was seen before is a new version of that placement.
  Decision decide(const Value& body, std::optional<Change> change = std::nullopt) {
    return decide(body, change, false);
  }
  /// As it stands, since something else has changed.
  Decision decide_again(const Value& body) { return decide(body, Change::added, true); }
  Decision decide(const Value& body, std::optional<Change> change, bool again) {
    Item item;
    item.again = again;
    auto& message = item.message;
    message.kind = "placement";
    message.key = body["id"].text_or_empty();
    message.id = ++last_message_;
    const auto [at, is_new] = items_.emplace(message.key, message.id);
    message.item = at->second;
    message.change = change.value_or(is_new ? Change::added : Change::changed);
    message.body = body;
    book_.bodies[message.id] = body;
    const auto worked = bill_.process({&item, 1}, *this);
    EXPECT_TRUE(worked) << (worked ? "" : worked.error().what);
    return item.decision;
  }
  /// All invoices that are due.
  Messages finish() {
    Messages all;
    for (;;) {
      auto some = bill_.finish(*this);
      EXPECT_TRUE(some) << (some ? "" : some.error().what);
      if (!some || some->empty()) return all;
      std::move(some->begin(), some->end(), std::back_inserter(all));
    }
  }

  std::stop_token stop() const override { return {}; }
  const Clock& clock() const override { return clock_; }
  void note(std::string text) override { notes_.push_back(std::move(text)); }
  const domain::AgreementBook& agreements() const override { return agreements_; }
  BillingBook& book() override { return book_; }
  Lookup& lookup() override { throw std::logic_error("not lent"); }

  domain::AgreementBook agreements_;
  MemoryBook book_;
  FixedClock clock_{make_day(2027, 2, 1)};
  std::vector<std::string> notes_;

 private:
  static domain::Institution institution(const std::string& id) {
    domain::Institution made;
    made.id = made.name = id;
    made.organisation_number = "2029990013";
    made.buyer_reference = "ZZEXEMPEL";
    return made;
  }
  static domain::Unit unit(const std::string& id) {
    domain::Unit made;
    made.id = made.name = id;
    made.provider = "kommunen";
    made.organisation_number = "2129990012";
    made.bankgiro = "99000010";
    made.series = id == "ost" ? "100" : "200";
    return made;
  }
  static domain::Agreement agreement(const std::string& institution) {
    domain::Agreement made;
    made.id = institution + "-kommunen";
    made.institution = institution;
    made.provider = "kommunen";
    made.document = "AVT-1";
    made.valid_from = make_day(2016, 1, 1);
    made.programmes = {"SSK"};
    made.autumn.invoice_from = domain::MonthDay{11, 15};
    return made;
  }
  static domain::Price price(Day from, Day to, std::int64_t ore) {
    domain::Price made;
    made.agreement = "universitetet-kommunen";
    made.programme = "*";
    made.valid_from = from;
    made.valid_to = to;
    made.week = Ore{ore};
    return made;
  }

  Bill bill_{BillConfig{}};
  std::int64_t last_message_ = 0;
  std::map<std::string, std::int64_t> items_;
};

}  // namespace sluss::plugins
