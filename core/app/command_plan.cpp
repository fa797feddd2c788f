#include <algorithm>
#include <iostream>
#include <optional>

#include "app/commands.h"
#include "app/interrupt.h"
#include "app/workplace.h"
#include "base/json.h"
#include "engine/reminders.h"
#include "engine/store_lookup.h"

namespace sluss::app {
namespace {

/// Collects what a run would do.
class Planner final : public engine::RunObserver {
 public:
  /// What is there now is looked up in the store.
  explicit Planner(store::Store& store) : store_(store) {}

  void on_message(const store::StoredMessage& stored) override {
    auto& list = stored.message.kind == "invoice" ? invoices : messages;
    auto entry = Value::object();
    entry["change"] = name_of(stored.message.change);
    entry["key"] = stored.message.key;
    entry["state"] = name_of(stored.state);
    entry["reason"] = stored.reason;
    entry["place"] = stored.message.origin.place();
    if (stored.message.kind == "invoice") entry["invoice"] = without_names(stored.message.body);
    if (auto places = places_in(stored.message)) entry["places"] = std::move(*places);
    list.as_list()->push_back(std::move(entry));
  }

  Value messages = Value::list(), invoices = Value::list();

 private:
  /// What an inquiry asks, or a confirmation or round says of the places; none of them holds anything of a student.
  std::optional<Value> places_in(const Message& message) {
    const auto& body = message.body;
    std::vector<const char*> members;
    if (message.kind == "inquiry") members = {"asked", "granted"};
    if (message.kind == "confirmation" || message.kind == "round") members = {"ordered", "granted", "awaiting", "open"};
    if (members.empty()) return std::nullopt;
    auto places = Value::object();
    for (const auto* member : members) places[member] = body[member];
    if (message.kind == "round") places["redirected"] = new_hops(message);
    return places;
  }

  /// The hops that the round's current split has not.
  Value new_hops(const Message& round) {
    const auto reading = must(store_.begin(store::Access::read));
    engine::StoreLookup lookup;
    lookup.use(*reading);
    const auto current = must(lookup.of_kind(round.kind, round.key));
    const auto known = current ? hops_in(current->message.body) : Value::List{};
    auto fresh = Value::list();
    for (auto& hop : hops_in(round.body))
      if (std::find(known.begin(), known.end(), hop) == known.end()) fresh.as_list()->push_back(std::move(hop));
    return fresh;
  }

  static Value::List hops_in(const Value& round) {
    Value::List all;
    const auto* lines = round["lines"].as_list();
    if (lines == nullptr) return all;
    for (const auto& line : *lines) {
      const auto* hops = line["hops"].as_list();
      if (hops == nullptr) continue;
      for (const auto& hop : *hops) all.push_back(hop_of(line, hop));
    }
    return all;
  }

  static Value hop_of(const Value& line, const Value& hop) {
    auto value = Value::object();
    value["order"] = line["id"];
    for (const auto* member : {"from", "to", "count"}) value[member] = hop[member];
    value["why"] = hop.at("why.text");
    return value;
  }

  static Value without_names(const Value& body) {
    auto invoice = Value::object();
    for (const auto* member : {"number", "key", "term", "total_ore"}) invoice[member] = body[member];
    if (!body["credits"].is_null()) invoice["credits"] = body.at("credits.number");
    invoice["unit"] = body.at("seller.unit");
    invoice["institution"] = body.at("buyer.institution");
    auto& lines = invoice["lines"] = Value::list();
    for (const auto& line : *body["lines"].as_list()) {
      auto entry = Value::object();
      for (const auto* member : {"placement", "days", "week_price_ore", "amount_ore"}) entry[member] = line[member];
      lines.as_list()->push_back(std::move(entry));
    }
    return invoice;
  }

  store::Store& store_;
};

std::string kronor(const Value& ore) { return to_kronor(Ore{ore.as_int() != nullptr ? *ore.as_int() : 0}); }

void print_invoice(const Value& invoice) {
  const auto credited = invoice["credits"].text_or_empty();
  std::cout << (credited.empty() ? "invoice " : "credit note ") << invoice["number"].text_or_empty()
            << (credited.empty() ? "" : " to invoice " + credited) << "  " << invoice["unit"].text_or_empty() << " to "
            << invoice["institution"].text_or_empty() << ", " << invoice["term"].text_or_empty() << "  "
            << kronor(invoice["total_ore"]) << "\n";
  for (const auto& line : *invoice["lines"].as_list()) {
    std::cout << "    " << line["placement"].text_or_empty() << "  " << line["days"].text_or_empty()
              << (line["days"] == Value(1) ? " day at " : " days at ") << kronor(line["week_price_ore"]) << " a week  "
              << kronor(line["amount_ore"]) << "\n";
  }
}

void print_places(const Value& places) {
  for (const auto& [name, number] : *places.as_object())
    if (number.as_int() != nullptr) std::cout << "    " << name << " " << number.text_or_empty();
  std::cout << "\n";
  const auto* redirected = places["redirected"].as_list();
  for (const auto& hop : redirected == nullptr ? Value::List{} : *redirected)
    std::cout << "    " << hop["order"].text_or_empty() << ": " << hop["count"].text_or_empty() << " from "
              << hop["from"].text_or_empty() << " to " << hop["to"].text_or_empty() << ": "
              << hop["why"].text_or_empty() << "\n";
}

void print_messages(const Planner& planner) {
  for (const auto& entry : *planner.messages.as_list()) {
    const auto reason = entry["reason"].text_or_empty();
    std::cout << entry["change"].text_or_empty() << "  " << entry["key"].text_or_empty() << "  "
              << entry["state"].text_or_empty() << (reason.empty() ? "" : ": " + reason) << "\n";
    if (!entry["places"].is_null()) print_places(entry["places"]);
  }
}

/// "new 1 (last run 724)".
void print_counts(const Value& now, const Value& last) {
  for (const auto* name : {"read", "new", "changed", "withdrawn", "unchanged", "filtered", "rejected"}) {
    std::cout << name << " " << now[name].text_or_empty();
    if (!last.is_null()) std::cout << " (last run " << last[name].text_or_empty() << ")";
    std::cout << ", ";
  }
  std::cout << "held " << now.at("held.count").text_or_empty() << ", invoices "
            << now.at("issued.count").text_or_empty() << " of " << kronor(now.at("issued.amount_ore"))
            << ", credit notes " << now.at("credited.count").text_or_empty() << " of "
            << kronor(now.at("credited.amount_ore")) << "\n";
}

/// Which reminders of deadlines the daemon would mail now. They are no part of the run.
Value reminders_of(Workplace& work) {
  const auto reading = must(work.store().begin(store::Access::read));
  auto values = Value::list();
  for (const auto& reminder :
       must(engine::reminders_now(*reading, work.configuration().agreements, work.clock().now())))
    values.as_list()->push_back(to_value(reminder));
  return values;
}

void print_reminders(const Value& reminders, bool leave) {
  for (const auto& reminder : *reminders.as_list())
    std::cout << "reminder to " << reminder["party"].text_or_empty() << ": " << reminder["subject"].text_or_empty()
              << (leave ? "" : " (stays here: sluss.yaml names no mail server)") << "\n";
}

Value last_report(store::Store& store, const std::string& pipeline) {
  const auto reading = must(store.begin(store::Access::read));
  const auto runs = must(reading->runs().list(pipeline, 1));
  return runs.empty() ? Value() : runs.front().report;
}

}  // namespace

void add_plan(Commands commands) {
  auto* command = commands.line.add_subcommand("plan", "What a run would do now; touches nothing");
  auto name = std::make_shared<std::string>();
  command->add_option("PIPELINE", *name, "The pipeline")->required();
  command->footer("Example:\n  sluss plan nightly-placements --at 2026-12-15");
  command->callback([commands, name] {
    Workplace work(commands.options);
    const auto& pipeline = work.pipeline(*name);
    const Interrupt interrupt;
    Planner planner(work.store());
    const auto last = last_report(work.store(), *name);
    const auto report = must(engine::plan_pipeline(work.surroundings(), pipeline, planner, interrupt.token()));
    auto value = engine::to_value(report);
    auto reminders = reminders_of(work);
    if (commands.options.json) {
      value["messages"] = std::move(planner.messages);
      value["invoices"] = std::move(planner.invoices);
      value["reminders"] = std::move(reminders);
      value["last"] = last;
      std::cout << to_pretty_json(value) << "\n";
    } else {
      print_messages(planner);
      for (const auto& entry : *planner.invoices.as_list()) print_invoice(entry["invoice"]);
      print_reminders(reminders, work.configuration().watch.mail.has_value());
      print_counts(value, last);
      for (const auto& note : report.notes) std::cout << "note: " << note << "\n";
      for (const auto& trouble : report.troubles) std::cout << "TROUBLE: " << trouble << "\n";
    }
    commands.exit = report.complete() ? Exit::well : Exit::parked;
  });
}

}  // namespace sluss::app
