#include "documents.h"

#include <map>

namespace sluss::plugins {
namespace {

using domain::AllocatedLine;
using domain::Allocation;

class Documents {
 public:
  Documents(const domain::Round& round, const Allocation& now, const Allocation* earlier,
            const domain::AgreementBook& book)
      : round_(round), now_(now), earlier_(earlier), book_(book) {}

  std::vector<RoundDocument> make() {
    std::set<std::string> units, institutions;
    for (const auto* split : {earlier_, &now_}) {
      if (split == nullptr) continue;
      for (const auto& line : split->lines) {
        for (const auto& seat : line.seats) units.insert(seat.at);
      }
    }
    for (const auto& line : now_.lines) institutions.insert(line.line.institution);
    for (const auto& institution : institutions) add_confirmation(institution);
    for (const auto& unit : units) add_inquiry(unit);
    add_round();
    return std::move(made_);
  }

 private:
  RoundDocument& add(const std::string& kind, const std::string& to) {
    auto& made = made_.emplace_back();
    made.kind = kind;
    made.key = round_.id + (to.empty() ? "" : "/" + kind + "/" + to);
    auto& body = made.body;
    body["version"] = 0;
    body["day"] = "";
    body["round"] = round_.id;
    body["term"] = round_.term;
    body["closes"] = to_iso(round_.closes);
    body["answer_by"] = to_iso(round_.answer_by);
    return made;
  }

  void add_inquiry(const std::string& unit) {
    auto& made = add("inquiry", unit);
    made.body["unit"] = named(unit);
    std::int64_t asked = 0, granted = 0;
    auto lines = Value::list();
    for (const auto& line : now_.lines) {
      for (const auto& seat : line.seats) {
        if (seat.at != unit) continue;
        (seat.word == domain::Word::asked ? asked : granted) += seat.places;
        made.orders.insert(line.line.id);
        lines.as_list()->push_back(inquired(line, seat));
      }
    }
    made.body["asked"] = asked;
    made.body["granted"] = granted;
    made.body["lines"] = std::move(lines);
  }

  Value inquired(const AllocatedLine& line, const domain::Seat& seat) {
    auto value = Value::object();
    const auto body = to_value(line.line);
    value["order"] = line.line.id;
    value["institution"] = named(line.line.institution);
    for (const auto* member : {"programme", "course", "type", "start", "end", "goals"}) value[member] = body[member];
    value["places"] = seat.places;
    value["word"] = name_of(seat.word);
    return value;
  }

  void add_confirmation(const std::string& institution) {
    auto& made = add("confirmation", institution);
    made.body["institution"] = named(institution);
    add_lines(made, institution);
  }

  void add_round() { add_lines(add("round", ""), ""); }

  /// The lines of an institution, or all; with sums and the names of all who stand in them.
  void add_lines(RoundDocument& made, const std::string& institution) {
    std::int64_t ordered = 0, granted = 0, awaiting = 0, open = 0;
    std::set<std::string> ids;
    auto lines = Value::list();
    for (const auto& line : now_.lines) {
      if (!institution.empty() && line.line.institution != institution) continue;
      made.orders.insert(line.line.id);
      ordered += line.line.status == domain::OrderStatus::sent ? line.line.count : 0;
      granted += line.granted();
      awaiting += line.awaiting();
      open += line.open();
      collect_ids(line, ids);
      lines.as_list()->push_back(to_value(line));
    }
    auto& body = made.body;
    body["ordered"] = ordered;
    body["granted"] = granted;
    body["awaiting"] = awaiting;
    body["open"] = open;
    auto& names = body["names"] = Value::object();
    for (const auto& id : ids) names[id] = name_of_party(id);
    body["lines"] = std::move(lines);
  }

  static void collect_ids(const AllocatedLine& line, std::set<std::string>& ids) {
    ids.insert(line.line.institution);
    for (const auto& seat : line.seats) ids.insert(seat.at);
    for (const auto& refusal : line.refusals) ids.insert(refusal.at);
    for (const auto& hop : line.hops) ids.insert({hop.from, hop.to});
    for (const auto& late : line.late) ids.insert({late.by, late.at});
  }

  [[nodiscard]] Value named(const std::string& id) const {
    auto value = Value::object();
    value["id"] = id;
    value["name"] = name_of_party(id);
    return value;
  }

  [[nodiscard]] std::string name_of_party(const std::string& id) const {
    if (const auto* unit = book_.unit_by_id(id)) return unit->name;
    if (const auto* institution = book_.institution_by_id(id)) return institution->name;
    const auto* other = book_.placing.find_other(id);
    return other == nullptr ? id : other->name;
  }

  const domain::Round& round_;
  const Allocation& now_;
  const Allocation* earlier_;
  const domain::AgreementBook& book_;
  std::vector<RoundDocument> made_;
};

}  // namespace

std::vector<RoundDocument> documents_of(const domain::Round& round, const Allocation& now, const Allocation* earlier,
                                        const domain::AgreementBook& book) {
  return Documents(round, now, earlier, book).make();
}

}  // namespace sluss::plugins
