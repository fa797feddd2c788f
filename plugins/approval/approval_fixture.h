// What the tests of asking and of taking share: a ledger with one basis that waits. All parties and students are made
// up.
#pragma once

#include <gtest/gtest.h>
#include <map>
#include <stdexcept>
#include <string>
#include <vector>

#include "codes.h"
#include "plugin/approvals.h"
#include "support/unasked_book.h"

namespace sluss::approval::test {

inline const Secret secret("made-up-secret-of-more-than-32-characters");

/// Groups with lines that wait; all else is not asked for.
class Ledger final : public sluss::test::UnaskedBook {
 public:
  Result<std::optional<Group>> next_waiting(const std::optional<Group>& after) override {
    for (const auto& [group, lines] : waiting_lines) {
      if (!lines.empty() && (!after || *after < group)) return group;
    }
    return std::nullopt;
  }
  Result<std::vector<WaitingLine>> waiting(const Group& group) override { return waiting_lines[group]; }
  Result<std::optional<Approval>> approval(const Group& group) override {
    const auto found = approvals.find(group);
    return found == approvals.end() ? std::nullopt : std::optional(found->second);
  }
  Result<void> decide(const Group& group, const Approval& approval) override {
    approvals[group] = approval;
    return {};
  }

  std::map<Group, std::vector<WaitingLine>> waiting_lines;
  std::map<Group, Approval> approvals;
};

class ApprovalTest : public ::testing::Test, public Context, public Approvals, public Lookup {
 protected:
  ApprovalTest() {
    auto& agreement = agreements_.agreements.emplace_back();
    agreement.id = "avtal";
    agreement.institution = "uni";
    agreement.provider = "kommun";
    agreement.valid_from = make_day(2016, 1, 1);
    agreement.programmes = {"*"};
    agreement.approval = domain::Approval::person;
    auto& institution = agreements_.institutions.emplace_back();
    institution.id = "uni";
    institution.name = "Exempeluniversitetet";
    institution.organisation_number = "2029990013";
    auto& unit = agreements_.units.emplace_back();
    unit.id = "ost";
    unit.provider = "kommun";
    unit.name = "Östra geriatriken";
    unit.organisation_number = "2129990012";
    unit.bankgiro = "99000010";
    unit.series = "100";
    unit.contact = {"Samordnaren", "08-000 00 00", "vfu@ost.example"};
    agreements_.index();
    ledger_.waiting_lines[group_] = {line("P1", 2)};
  }
  static WaitingLine line(const std::string& id, int days) {
    Value placement;
    placement["id"] = id;
    placement["institution"]["id"] = "uni";
    placement["programme"] = "SSK";
    placement["type"] = "vfu";
    placement["term"] = "HT2026";
    placement["start"] = "2026-09-07";
    placement["end"] = "2026-09-25";
    placement["student"]["name"] = "Provia Testberg";
    placement["student"]["personnummer"] = "195501019805";
    placement["student"]["protected"] = false;
    placement["unit"]["name"] = "ost";
    placement["status"] = "carried_out";
    domain::ChargeLine charge;
    for (int i = 0; i < days; ++i) charge.days.insert(make_day(2026, 9, 7) + std::chrono::days(i));
    charge.week_price = Ore{153000};
    charge.amount = domain::line_amount(days, charge.week_price);
    return {1, 7, placement, charge};
  }
  /// What a basis's mail has in its subject, as its lines are now.
  [[nodiscard]] std::string code() { return code_of(basis_key(group_, ledger_.waiting_lines[group_]), secret); }

  std::stop_token stop() const override { return {}; }
  const Clock& clock() const override { return clock_; }
  void note(std::string /*text*/) override {}
  const domain::AgreementBook& agreements() const override { return agreements_; }
  BillingBook& book() override { return ledger_; }
  Lookup& lookup() override { return *this; }
  Result<void> decide(const Group& group, const std::vector<WaitingLine>& lines, bool approved,
                      const Approver& by) override {
    decisions_.push_back(std::string(approved ? "approve " : "refuse ") + group.unit + ", " + by.who + ", " +
                         by.reason);
    return ledger_.decide(group, {digest_of(lines), approved});
  }
  Result<std::optional<Found>> in_channel(std::string_view /*channel*/, std::string_view /*key*/) override {
    throw std::logic_error("whatever channel it came by");
  }
  Result<std::optional<Found>> of_kind(std::string_view /*kind*/, std::string_view key) override {
    const auto at = known_.find(std::string(key));
    return at == known_.end() ? std::nullopt : std::optional(at->second);
  }
  Result<void> each(std::string_view /*kind*/, std::optional<std::string_view> /*scope*/,
                    const std::function<Result<void>(Found&&)>& /*visit*/) override {
    throw std::logic_error("not every message is looked at");
  }

  const Group group_{"avtal", "uni", "ost", "HT2026"};
  domain::AgreementBook agreements_;
  Ledger ledger_;
  FixedClock clock_{make_day(2026, 12, 1)};
  std::map<std::string, Found> known_;  ///< by key
  std::vector<std::string> decisions_;  ///< as the audit log would tell of them
};

}  // namespace sluss::approval::test
