#include <iostream>

#include "app/commands.h"
#include "app/placed_orders.h"
#include "base/json.h"
#include "base/text.h"

namespace sluss::app {
namespace {

using domain::AllocatedLine;

void print(const Value& value) { std::cout << to_pretty_json(value) << "\n"; }

std::string text_of(const Value& count) {
  std::vector<std::string> parts;
  for (const auto& [name, number] : *count.as_object()) parts.push_back(number.text_or_empty() + " " + name);
  return join(parts, ", ");
}

void list(const Commands& commands, const std::string& round) {
  Workplace work(commands.options);
  const auto orders = placed_orders(work.store());
  const auto values = views::order_list(orders, round);
  if (commands.options.json) return print(values);
  for (const auto& value : *values.as_list()) {
    for (const auto* member : {"order", "round", "institution", "programme", "area"})
      std::cout << value[member].text_or_empty() << "  ";
    std::cout << text_of(value["places"]) << "  " << value["state"].text_or_empty() << "\n";
  }
  std::cout << values.as_list()->size() << " order lines\n";
}

void print_line(const AllocatedLine& line, std::int64_t students) {
  const auto value = views::order_summary(line);
  std::cout << line.line.id << "  " << value["state"].text_or_empty() << "  " << line.line.institution << ", "
            << line.line.programme << ", " << to_iso(line.line.first) << " to " << to_iso(line.line.last) << "\n  "
            << text_of(value["places"]) << ", " << students << " students assigned\n";
  for (const auto& seat : line.seats)
    std::cout << "  " << seat.places << " at " << seat.at << " (" << name_of(seat.ground) << ", " << name_of(seat.word)
              << ")\n";
  for (const auto& hop : line.hops)
    std::cout << "  " << hop.count << " went on from " << hop.from << " to " << hop.to << ": " << to_text(hop.why)
              << "\n";
  if (line.open() > 0 || line.accepted < line.line.count)
    for (const auto& refusal : line.refusals) std::cout << "  " << refusal.at << ": " << to_text(refusal) << "\n";
  for (const auto& late : line.late)
    std::cout << "  LATE: " << late.places << " at " << late.at << " given back by " << late.by << " on "
              << to_iso(late.on) << "\n";
}

void show(const Commands& commands, const std::string& id) {
  Workplace work(commands.options);
  const auto reading = must(work.store().begin(store::Access::read));
  const auto orders = must(views::placed_orders(*reading));
  const auto students = must(views::students_of(*reading, id));
  const auto values = views::order_life(orders, id, students);
  if (values.as_list()->empty())
    throw Stop{Exit::usage, "there is no order line \"" + id + "\"; see: sluss orders list"};
  if (commands.options.json) return print(values);
  for (const auto& split : orders.rounds)
    for (const auto& line : split.lines)
      if (line.line.id == id) print_line(line, students);
  for (const auto& line : orders.waiting)
    if (line.id == id) std::cout << id << "  waits for the round " << line.round << " to open\n";
}

void show_round(const Commands& commands, const std::string& id) {
  Workplace work(commands.options);
  const auto orders = placed_orders(work.store());
  const auto& split = round_of(orders, id);
  const auto value = views::round_sums(split, work.configuration().agreements.placing);
  if (commands.options.json) return print(value);
  std::cout << split.round << ", " << split.term << ": " << text_of(value["places"]) << "\n";
  for (const auto& [area, count] : *value["areas"].as_object())
    std::cout << "  " << area << "  " << text_of(count) << "\n";
  for (const auto& [unit, count] : *value["units"].as_object())
    std::cout << "    " << unit << "  " << text_of(count) << "\n";
}

void quota(const Commands& commands, int year) {
  Workplace work(commands.options);
  const auto orders = placed_orders(work.store());
  auto values = Value::list();
  for (const auto& use : quota_use(work.configuration().agreements, orders.rounds, year)) {
    auto value = Value::object();
    value["agreement"] = use.quota->agreement;
    value["unit"] = use.quota->unit;
    value["programmes"] = join(use.quota->programmes, ", ");
    value["quota"] = use.quota->students;
    value["ordered"] = use.granted + use.awaiting;
    value["placed"] = use.granted;
    value["left"] = use.quota->students - use.granted - use.awaiting;
    values.as_list()->push_back(std::move(value));
  }
  if (commands.options.json) return print(values);
  for (const auto& value : *values.as_list()) {
    std::cout << value["agreement"].text_or_empty() << "  " << value["unit"].text_or_empty() << "  "
              << value["programmes"].text_or_empty();
    for (const auto* member : {"quota", "ordered", "placed", "left"})
      std::cout << "  " << member << " " << value[member].text_or_empty();
    std::cout << "\n";
  }
}

void add_list(CLI::App& orders, Commands commands) {
  auto* command = orders.add_subcommand("list", "Every order line: ordered, granted, awaited, not found");
  auto round = std::make_shared<std::string>();
  command->add_option("--round", *round, "Only of this round");
  command->footer("Example:\n  sluss orders list --round VT2027-ssk");
  command->callback([commands, round] { list(commands, *round); });
}

void add_show(CLI::App& orders, Commands commands) {
  auto* command = orders.add_subcommand("show", "One order line: where its places are and why, and what was not found");
  auto id = std::make_shared<std::string>();
  command->add_option("LINE", *id, "Its id")->required();
  command->footer("Example:\n  sluss orders show B27-001");
  command->callback([commands, id] { show(commands, *id); });
}

void add_round(CLI::App& orders, Commands commands) {
  auto* command = orders.add_subcommand("round", "A round's sums, by area and unit");
  auto id = std::make_shared<std::string>();
  command->add_option("ROUND", *id, "Its id")->required();
  command->footer("Example:\n  sluss orders round VT2027-ssk");
  command->callback([commands, id] { show_round(commands, *id); });
}

void add_quota(CLI::App& orders, Commands commands) {
  auto* command = orders.add_subcommand("quota", "The yearly plan: what each quota is used for");
  auto year = std::make_shared<int>(0);
  command->add_option("--year", *year, "The calendar year")->required()->check(CLI::Range(2000, 2999));
  command->footer("Example:\n  sluss orders quota --year 2027");
  command->callback([commands, year] { quota(commands, *year); });
}

void add_export(CLI::App& orders, Commands commands) {
  struct Target {
    std::string round;
    std::filesystem::path out = ".";
  };
  auto* command = orders.add_subcommand("export", "A round as CSV files, for following it up");
  auto target = std::make_shared<Target>();
  command->add_option("ROUND", target->round, "Its id")->required();
  command->add_option("--out", target->out, "The folder to write to")->type_name("DIR")->capture_default_str();
  command->footer("Example:\n  sluss orders export VT2027-ssk --out /tmp");
  command->callback([commands, target] {
    Workplace work(commands.options);
    const auto placed = placed_orders(work.store());
    const auto students = students_of_all(work.store());
    for (const auto& file : export_round(round_of(placed, target->round), students, target->out))
      std::cout << file.string() << "\n";
  });
}

}  // namespace

void add_orders(Commands commands) {
  auto* orders = commands.line.add_subcommand("orders", "Orders of places, and their split over units");
  orders->require_subcommand(1);
  add_list(*orders, commands);
  add_show(*orders, commands);
  add_round(*orders, commands);
  add_quota(*orders, commands);
  add_export(*orders, commands);
}

}  // namespace sluss::app
