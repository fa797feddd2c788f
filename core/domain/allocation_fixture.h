// What the tests of the split stand on: three areas, six units, two institutions. All of them are made up.
#pragma once

#include <algorithm>
#include <gtest/gtest.h>
#include <string>
#include <vector>

#include "domain/allocation.h"

namespace sluss::domain {

/// Units g1, g2, g3 (geriatrics), h1, h2 (home care), p1 (psychiatry, which nothing leads to but itself).
class RoundSplit : public ::testing::Test {
 protected:
  RoundSplit() {
    for (const auto* id : {"uni", "hogskolan"}) {
      Institution institution;
      institution.id = institution.name = id;
      book_.institutions.push_back(institution);
      Agreement agreement;
      agreement.id = std::string(id) + "-kommun";
      agreement.institution = id;
      agreement.provider = "kommun";
      agreement.valid_from = make_day(2020, 1, 1);
      agreement.programmes = {"SSK", "FYS"};
      book_.agreements.push_back(agreement);
    }
    auto& rules = book_.placing;
    rules.areas = {{"geriatrik", "Geriatrik", {"hem"}}, {"hem", "Hemsjukvård", {}}, {"psyk", "Psykiatri", {}}};
    for (const auto* id : {"g1", "g2", "g3", "h1", "h2", "p1"}) {
      Unit unit;
      unit.id = unit.name = id;
      unit.provider = "kommun";
      book_.units.push_back(unit);
      const auto* area = id[0] == 'g' ? "geriatrik" : id[0] == 'h' ? "hem" : "psyk";
      rules.units.push_back({id, area, {"omvårdnad"}});
    }
    round_.id = "VT2027-ssk";
    round_.term = "VT2027";
    round_.programmes = {"SSK", "FYS"};
    round_.opens = make_day(2026, 8, 15);
    round_.closes = make_day(2026, 9, 15);
    round_.answer_by = make_day(2026, 11, 15);
    book_.index();
  }

  static OrderLine line(const std::string& id, std::int64_t count, std::int64_t priority = 5) {
    OrderLine line;
    line.id = id;
    line.round = "VT2027-ssk";
    line.institution = "uni";
    line.programme = "SSK";
    line.term = "VT2027";
    line.first = make_day(2027, 2, 1);
    line.last = make_day(2027, 3, 5);
    line.area = "geriatrik";
    line.goals = {"omvårdnad"};
    line.count = count;
    line.priority = priority;
    return line;
  }
  /// A stated capacity, or the answer to a line.
  static Offer offer(const std::string& unit, std::int64_t places, const std::string& order = "") {
    Offer offer;
    offer.id = unit + "/" + order;
    offer.unit.name = unit;
    offer.term = "VT2027";
    offer.places = places;
    offer.order = order;
    return offer;
  }
  void quota(const std::string& unit, std::int64_t students) {
    book_.placing.quotas.push_back({"uni-kommun", unit, {"*"}, students});
  }

  /// Splits, and remembers the split as the earlier one of the next call.
  const Allocation& split(std::vector<OrderLine> lines, std::vector<Offer> offers = {}) {
    earlier_ = now_;
    now_ = allocate(
        {book_, round_, std::move(lines), std::move(offers), is_first_ ? nullptr : &earlier_, others_, today_});
    is_first_ = false;
    return now_;
  }
  [[nodiscard]] const AllocatedLine& of(const std::string& id) const {
    const auto at = std::find_if(now_.lines.begin(), now_.lines.end(),
                                 [&](const AllocatedLine& line) { return line.line.id == id; });
    if (at == now_.lines.end()) throw std::logic_error("no line " + id);
    return *at;
  }
  /// "g1 5 asked, g2 2 stated".
  [[nodiscard]] std::string seats(const std::string& id) const {
    std::string text;
    for (const auto& seat : of(id).seats)
      text += (text.empty() ? "" : ", ") + seat.at + " " + std::to_string(seat.places) + " " + name_of(seat.word);
    return text;
  }
  /// "g1>g2 5: answered 0 of 5; ...".
  [[nodiscard]] std::string hops(const std::string& id) const {
    std::string text;
    for (const auto& hop : of(id).hops)
      text += (text.empty() ? "" : "; ") + hop.from + ">" + hop.to + " " + std::to_string(hop.count) + ": " +
              to_text(hop.why);
    return text;
  }
  [[nodiscard]] std::string refusals(const std::string& id) const {
    std::string text;
    for (const auto& refusal : of(id).refusals)
      text += (text.empty() ? "" : "; ") + refusal.at + ": " + to_text(refusal);
    return text;
  }
  [[nodiscard]] std::string state(const std::string& id) const { return name_of(of(id).state); }

  AgreementBook book_;
  Round round_;
  Day today_ = make_day(2026, 9, 1);
  std::vector<const Allocation*> others_;

 private:
  Allocation earlier_, now_;
  bool is_first_ = true;
};

}  // namespace sluss::domain
