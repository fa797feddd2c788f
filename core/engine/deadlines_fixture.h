// A store, two units that take students and an institution that sends them, with the deadlines of the model agreement.
// All of them are made up.
#pragma once

#include <string>
#include <vector>

#include "base/text.h"
#include "domain/allocation.h"
#include "engine/deadlines.h"
#include "store/store_fixture.h"

namespace sluss::engine {

class DeadlinesTest : public store::StoreTest {
 protected:
  DeadlinesTest() {
    domain::Institution institution;
    institution.id = "uni";
    institution.name = "Exempeluniversitetet";
    institution.contact.email = "vfu@uni.example";
    book_.institutions = {institution};
    book_.providers = {{"kommun", "Exempelby kommun"}};
    book_.placing.areas = {{"geriatrik", "Geriatrik", {}}, {"barn", "Barn", {}}};
    for (const auto* id : {"ost", "vast"}) {
      domain::Unit unit;
      unit.id = id;
      unit.name = std::string("Enhet ") + id;
      unit.provider = "kommun";
      unit.contact.email = std::string("vfu@") + id + ".example";
      book_.units.push_back(unit);
      book_.placing.units.push_back({id, "geriatrik", {}});
    }
    using domain::DeadlineKind;
    using domain::TermDay;
    domain::Agreement agreement;
    agreement.id = "avtal";
    agreement.institution = "uni";
    agreement.provider = "kommun";
    agreement.document = "Avtal 1";
    agreement.valid_from = make_day(2016, 1, 1);
    agreement.programmes = {"SSK"};
    agreement.deadlines = {{DeadlineKind::announce, TermDay{{9, 15}, -1}, TermDay{{3, 15}}, {30, 7}},
                           {DeadlineKind::answer, TermDay{{11, 15}, -1}, TermDay{{5, 15}}, {30, 7}},
                           {DeadlineKind::invoice, TermDay{{6, 15}}, TermDay{{12, 15}}, {30, 7}}};
    book_.agreements = {agreement};
    domain::Round round;
    round.id = "VT2027-ssk";
    round.term = "VT2027";
    round.programmes = {"SSK"};
    round.opens = make_day(2026, 8, 15);
    round.closes = make_day(2026, 9, 15);
    round.answer_by = make_day(2026, 11, 15);
    book_.placing.rounds = {round};
    book_.index();
  }

  static domain::OrderLine line(const std::string& id, std::int64_t count) {
    domain::OrderLine line;
    line.id = id;
    line.round = "VT2027-ssk";
    line.institution = "uni";
    line.programme = "SSK";
    line.term = "VT2027";
    line.first = make_day(2027, 2, 1);
    line.last = make_day(2027, 3, 5);
    line.area = "geriatrik";
    line.count = count;
    return line;
  }
  static domain::Offer answer(const std::string& unit, std::int64_t places, const std::string& order) {
    domain::Offer offer;
    offer.id = unit + order;
    offer.unit.name = unit;
    offer.term = "VT2027";
    offer.places = places;
    offer.order = order;
    return offer;
  }

  std::int64_t put(const std::string& kind, const std::string& key, Value body,
                   store::State state = store::State::collected) {
    const auto transaction = writing();
    const auto known = must(transaction->messages().find("blad." + kind, key));
    auto stored = message(*transaction, key, known ? known->item : 0);
    stored.message.kind = kind;
    stored.message.body = std::move(body);
    stored.channel = "blad." + kind;
    stored.state = state;
    must(transaction->messages().append(stored));
    must(transaction->commit());
    return stored.message.id;
  }
  void order(const domain::OrderLine& line, store::State state = store::State::collected) {
    put("order", line.id, to_value(line), state);
  }
  /// Splits the round, as a night does.
  void split(std::vector<domain::OrderLine> lines, std::vector<domain::Offer> offers = {}) {
    const domain::AllocationInput input{book_, book_.placing.rounds[0], std::move(lines), std::move(offers), nullptr,
                                        {},    make_day(2026, 9, 1)};
    put("round", "VT2027-ssk", to_value(domain::allocate(input)));
  }
  /// A placement of so many days in September 2026, billed and not invoiced. Gives its message.
  std::int64_t days_wait(const std::string& key, const std::string& unit, unsigned count,
                         const std::string& term = "HT2026") {
    const auto id = put("placement", key, *parse_json("{}"));
    const auto transaction = writing();
    Booking booking;
    booking.message = booking.item = id;
    booking.placement = key;
    booking.subject = {"avtal", unit, "SSK", key};
    booking.institution = "uni";
    booking.term = term;
    for (unsigned day = 1; day <= count; ++day) booking.line.days.insert(make_day(2026, 9, day));
    booking.line.week_price = Ore{153000};
    booking.line.amount = domain::line_amount(count, Ore{153000});
    must(transaction->book().book(booking));
    must(transaction->commit());
    return id;
  }
  void hold(std::int64_t placement) {
    const auto transaction = writing();
    must(transaction->messages().set_state(placement, store::State::held, "no price", std::nullopt));
    must(transaction->commit());
  }

  domain::AgreementBook book_;
};

}  // namespace sluss::engine
