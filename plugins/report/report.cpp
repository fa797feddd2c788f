#include "report.h"

#include <algorithm>

#include "base/text.h"
#include "domain/allocation.h"

namespace sluss::report {
namespace {

using domain::AllocatedLine;
using domain::LineState;
using domain::Refusal;
using domain::Stop;
using domain::Word;

/// On one line, without control characters.
std::string line_of(std::string text) {
  std::replace_if(
      text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; }, ' ');
  return text;
}

std::string text_at(const Value& body, std::string_view path) { return line_of(body.at(path).text_or_empty()); }

std::int64_t number_at(const Value& body, std::string_view path) {
  const auto* number = body.at(path).as_int();
  return number == nullptr ? 0 : *number;
}

std::string goals_of(const Value& goals) {
  std::vector<std::string> texts;
  if (const auto* items = goals.as_list())
    for (const auto& item : *items) texts.push_back(line_of(item.text_or_empty()));
  return join(texts, ", ");
}

const char* swedish(LineState state) {
  switch (state) {
    case LineState::draft: return "utkast";
    case LineState::sent: return "skickad";
    case LineState::part_offered: return "delvis erbjuden";
    case LineState::declined: return "nekad";
    case LineState::redirected: return "omdirigerad";
    case LineState::offered: return "erbjuden";
    case LineState::allocated: return "fördelad";
    case LineState::withdrawn: return "återtagen";
  }
  return "";
}

const char* swedish(domain::Ground ground) {
  switch (ground) {
    case domain::Ground::direct: return "direktbeställning";
    case domain::Ground::area: return "beställt område";
    case domain::Ground::other_area: return "annat område";
    case domain::Ground::other_party: return "annan samordnare";
  }
  return "";
}

const char* swedish(Word word) {
  switch (word) {
    case Word::asked: return "inväntar svar";
    case Word::answered: return "svarat";
    case Word::stated: return "inom uppgiven kapacitet";
  }
  return "";
}

std::string swedish(const Refusal& refusal) {
  const auto of = std::to_string(refusal.used) + " av " + std::to_string(refusal.limit);
  switch (refusal.stop) {
    case Stop::goals: return "kan inte ge lärandemålen: " + join(refusal.goals, ", ");
    case Stop::excluded: return "ingår inte i samordningen";
    case Stop::direct_only: return "lärosätet beställer direkt";
    case Stop::not_direct: return "direktbeställning är inte avtalad";
    case Stop::no_agreement: return "inget avtal för program och typ den första dagen";
    case Stop::quota: return "kvoten använd: " + of;
    case Stop::capacity: return "kapaciteten använd: " + of;
    case Stop::answered: return "svarat " + of;
    case Stop::placed: return "platserna fanns redan på annat håll";
    case Stop::closed: return "beställt i tid: " + of;
    case Stop::unknown: return "finns inte";
  }
  return "";
}

Report report_of(const std::string& title, const Value& body) {
  Report report;
  report.title = title;
  report.day = parse_iso_day(body["day"].text_or_empty()).value_or(Day{});
  report.head = {{"Omgång", text_at(body, "round")},
                 {"Termin", text_at(body, "term")},
                 {"Version", number_at(body, "version")},
                 {"Datum", text_at(body, "day")}};
  return report;
}

Report inquiry(const Value& body) {
  auto report = report_of("Förfrågan om platser", body);
  report.head.emplace_back("Verksamhet", text_at(body, "unit.name"));
  report.head.emplace_back("Svara senast", text_at(body, "answer_by"));
  report.head.emplace_back("Att svara på", number_at(body, "asked"));
  report.head.emplace_back("Redan erbjudna", number_at(body, "granted"));
  Table table{"Platser",
              {"Beställning", "Lärosäte", "Program", "Kurs", "Typ", "Start", "Slut", "Lärandemål", "Platser", "Läge"},
              {}};
  for (const auto& line : *body["lines"].as_list()) {
    const bool asked = line["word"].text_or_empty() == name_of(Word::asked);
    table.rows.push_back({text_at(line, "order"), text_at(line, "institution.name"), text_at(line, "programme"),
                          text_at(line, "course"), text_at(line, "type"), text_at(line, "start"), text_at(line, "end"),
                          goals_of(line["goals"]), number_at(line, "places"), asked ? "att svara på" : "erbjudna"});
  }
  report.tables.push_back(std::move(table));
  return report;
}

/// The lines of a confirmation or round.
class LineTables {
 public:
  LineTables(const Value& names, const domain::Allocation& split) : names_(names), split_(split) {}

  std::vector<Table> make() {
    for (const auto& line : split_.lines) add(line);
    return {std::move(lines_), std::move(places_), std::move(hops_), std::move(missing_), std::move(late_)};
  }

 private:
  void add(const AllocatedLine& line) {
    const auto& order = line.line;
    const auto id = line_of(order.id);
    lines_.rows.push_back({id, name(order.institution), line_of(order.programme), line_of(order.course),
                           std::string(name_of(order.type)), to_iso(order.first), to_iso(order.last),
                           line_of(order.area.empty() ? order.unit : order.area), line_of(join(order.goals, ", ")),
                           order.priority, order.count, line.granted(), line.awaiting(), line.open(),
                           swedish(line.state)});
    for (const auto& seat : line.seats)
      places_.rows.push_back(
          {id, name(seat.at), line_of(seat.area), seat.places, swedish(seat.word), swedish(seat.ground)});
    for (const auto& hop : line.hops)
      hops_.rows.push_back({id, name(hop.from), name(hop.to), hop.count, line_of(swedish(hop.why))});
    if (line.open() > 0 || line.accepted < order.count) add_missing(line, id);
    for (const auto& late : line.late)
      late_.rows.push_back({id, name(late.by), name(late.at), late.places, to_iso(late.on)});
  }

  void add_missing(const AllocatedLine& line, const std::string& id) {
    for (const auto& refusal : line.refusals)
      missing_.rows.push_back({id, line.open(), name(refusal.at), line_of(swedish(refusal))});
  }

  [[nodiscard]] std::string name(const std::string& id) const {
    const auto known = names_[id].text_or_empty();
    return line_of(known.empty() ? id : known);
  }

  const Value& names_;
  const domain::Allocation& split_;
  Table lines_{"Beställningar",
               {"Beställning", "Lärosäte", "Program", "Kurs", "Typ", "Start", "Slut", "Område", "Lärandemål",
                "Prioritet", "Beställda", "Erbjudna", "Inväntar svar", "Ej funna", "Läge"},
               {}};
  Table places_{"Platser", {"Beställning", "Verksamhet", "Område", "Platser", "Svar", "Grund"}, {}};
  Table hops_{"Omdirigerat", {"Beställning", "Från", "Till", "Platser", "Orsak"}, {}};
  Table missing_{"Ej funna", {"Beställning", "Ej funna", "Tillfrågad", "Orsak"}, {}};
  Table late_{"Sent återtagna", {"Beställning", "Av", "Hos", "Platser", "Dag"}, {}};
};

Result<Report> split_report(Report report, const Message& message) {
  const auto split = domain::read_allocation(message.body);
  if (!split) return fail(Fault::data, message.kind + " " + message.key + " cannot be read as one");
  for (const auto& [label, member] : std::initializer_list<std::pair<const char*, const char*>>{
           {"Beställda", "ordered"}, {"Erbjudna", "granted"}, {"Inväntar svar", "awaiting"}, {"Ej funna", "open"}})
    report.head.emplace_back(label, number_at(message.body, member));
  report.tables = LineTables(message.body["names"], *split).make();
  return report;
}

}  // namespace

Result<Report> make_report(const Message& message) {
  const auto& body = message.body;
  if (body["lines"].as_list() == nullptr) return fail(Fault::data, "the message has no lines to report");
  if (message.kind == "inquiry") return inquiry(body);
  if (message.kind == "round") return split_report(report_of("Omgångens beställning och fördelning", body), message);
  if (message.kind != "confirmation")
    return fail(Fault::data,
                "report is made from inquiries, confirmations and rounds, and a message is of the kind \"" +
                    message.kind + "\"");
  auto report = report_of("Besked om platser", body);
  report.head.emplace_back("Lärosäte", text_at(body, "institution.name"));
  return split_report(std::move(report), message);
}

}  // namespace sluss::report
