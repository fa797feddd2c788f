#include "app/plan_comparison.h"

#include <map>

#include "app/planner.h"
#include "base/counted.h"

namespace sluss::app {
namespace {

using Texts = std::map<std::string, std::string>;

/// Under the same name only once in a plan; a second one is told apart by its number.
void put(Texts& texts, const std::string& what, const std::string& text) {
  auto name = what;
  for (int count = 2; !texts.emplace(name, text).second; ++count) name = what + ", " + std::to_string(count);
}

Texts messages_of(const Planned& plan) {
  Texts texts;
  for (const auto& entry : *plan.messages.as_list()) {
    const auto reason = entry["reason"].text_or_empty();
    put(texts, entry["kind"].text_or_empty() + " " + entry["key"].text_or_empty(),
        entry["change"].text_or_empty() + ", " + entry["state"].text_or_empty() +
            (reason.empty() ? "" : ": " + reason));
  }
  return texts;
}

std::string lines_of(const Value& invoice) {
  std::int64_t days = 0;
  const auto* lines = invoice["lines"].as_list();
  for (const auto& line : lines == nullptr ? Value::List{} : *lines)
    days += line["days"].as_int() != nullptr ? *line["days"].as_int() : 0;
  const auto placements = static_cast<std::int64_t>(lines == nullptr ? 0 : lines->size());
  return kronor(invoice["total_ore"]) + " for " + counted(days, "day") + " of " + counted(placements, "placement");
}

Texts invoices_of(const Planned& plan) {
  Texts texts;
  for (const auto& entry : *plan.invoices.as_list()) {
    const auto& invoice = entry["invoice"];
    const auto credits = invoice["credits"].text_or_empty();
    put(texts,
        (credits.empty() ? "invoice of " : "credit note to " + credits + " of ") + invoice["unit"].text_or_empty() +
            " to " + invoice["institution"].text_or_empty() + ", " + invoice["term"].text_or_empty(),
        lines_of(invoice));
  }
  return texts;
}

Texts counts_of(const Planned& plan) {
  Texts texts;
  for (const auto* name : {"read", "new", "changed", "withdrawn", "unchanged", "filtered", "rejected"})
    texts[name] = plan.report[name].text_or_empty();
  texts["held"] = plan.report.at("held.count").text_or_empty();
  for (const auto& [name, member] : {std::pair{"invoices", "issued"}, std::pair{"credit notes", "credited"}})
    texts[name] = plan.report.at(std::string(member) + ".count").text_or_empty() + " of " +
                  kronor(plan.report.at(std::string(member) + ".amount_ore"));
  return texts;
}

std::vector<PlanDifference> differences(const Texts& before, const Texts& after) {
  std::vector<PlanDifference> found;
  for (const auto& [what, text] : before) {
    const auto other = after.find(what);
    const auto now = other == after.end() ? "" : other->second;
    if (now != text) found.push_back({what, text, now});
  }
  for (const auto& [what, text] : after) {
    if (!before.contains(what)) found.push_back({what, "", text});
  }
  return found;
}

std::string lines_of(const std::vector<PlanDifference>& differences) {
  std::string text;
  for (const auto& [what, before, after] : differences) {
    const auto* sign = before.empty() ? "+ " : after.empty() ? "- " : "~ ";
    const auto change = before.empty() ? after : after.empty() ? before : before + " -> " + after;
    text += sign + what + ": " + change + "\n";
  }
  return text;
}

Value to_value(const std::vector<PlanDifference>& differences) {
  auto list = Value::list();
  for (const auto& [what, before, after] : differences) {
    auto entry = Value::object();
    entry["what"] = what;
    entry["before"] = before;
    entry["after"] = after;
    list.as_list()->push_back(std::move(entry));
  }
  return list;
}

}  // namespace

PlanDifferences differences_between(const Planned& before, const Planned& after) {
  return {differences(counts_of(before), counts_of(after)), differences(invoices_of(before), invoices_of(after)),
          differences(messages_of(before), messages_of(after))};
}

std::string to_text(const PlanDifferences& found) {
  const auto text = lines_of(found.messages) + lines_of(found.invoices) + lines_of(found.counts);
  return text.empty() ? "nothing differs\n" : text;
}

Value to_value(const PlanDifferences& found) {
  auto value = Value::object();
  value["counts"] = to_value(found.counts);
  value["invoices"] = to_value(found.invoices);
  value["messages"] = to_value(found.messages);
  return value;
}

}  // namespace sluss::app
