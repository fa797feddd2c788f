#include "engine/run_report.h"

#include <algorithm>

#include "base/counted.h"

namespace sluss::engine {
namespace {

constexpr std::size_t parked_shown = 25;
constexpr std::size_t troubles_kept = 100;

std::string more_of(const RunReport& report) {
  return "and " + std::to_string(report.more_troubles) + " more of the kind";
}

Value to_value(const Tally& tally) {
  auto value = Value::object();
  value["count"] = tally.count;
  value["amount_ore"] = tally.amount.value;
  return value;
}

std::string line(const std::string& label, const std::string& text) {
  std::string row = "  " + label;
  row.append(label.size() < 14 ? 14 - label.size() : 1, ' ');
  return row + text + "\n";
}

std::string line(const std::string& label, std::int64_t count) { return line(label, std::to_string(count)); }

std::string line(const std::string& label, const Tally& tally, const std::string& what = "") {
  return line(label, std::to_string(tally.count) + (tally.count > 0 ? "   " + to_kronor(tally.amount) : "") +
                         (what.empty() ? "" : "   " + what));
}

std::string text_of(const ResourceReport& resource) {
  const auto what = resource.inlet + "  " + resource.name + "  ";
  if (!resource.trouble.empty()) return what + "REFUSED: " + resource.trouble;
  return what + counted(resource.rows, "row");
}

std::string parked_text(const std::vector<Parked>& parked) {
  std::string text;
  for (std::size_t i = 0; i < std::min(parked.size(), parked_shown); ++i) {
    const auto& p = parked[i];
    text += "  " + std::string(name_of(p.state)) + "  " + p.key + "  " + p.reason + "\n";
  }
  if (parked.size() > parked_shown)
    text += "  and " + std::to_string(parked.size() - parked_shown) + " more: sluss messages list\n";
  return text;
}

}  // namespace

void RunReport::note(std::string text) {
  if (std::find(notes.begin(), notes.end(), text) == notes.end()) notes.push_back(std::move(text));
}

void RunReport::trouble(Trouble trouble) {
  if (troubles.size() < troubles_kept) troubles.push_back(std::move(trouble));
  else ++more_troubles;
}

void RunReport::count(Change change) {
  switch (change) {
    case Change::added: ++added; break;
    case Change::changed: ++changed; break;
    case Change::withdrawn: ++withdrawn; break;
    case Change::unchanged: ++unchanged; break;
  }
}

std::int64_t RunReport::deliveries() const {
  std::int64_t count = 0;
  for (const auto& [outlet, tally] : delivered) count += tally.count;
  return count;
}

Value to_value(const RunReport& report) {
  auto value = Value::object();
  value["pipeline"] = report.pipeline;
  value["run"] = report.run;
  value["started"] = to_iso(report.started);
  value["read"] = report.read;
  value["new"] = report.added;
  value["changed"] = report.changed;
  value["withdrawn"] = report.withdrawn;
  value["unchanged"] = report.unchanged;
  value["filtered"] = report.filtered;
  value["held"] = to_value(report.held);
  value["rejected"] = report.rejected;
  value["issued"] = to_value(report.issued);
  value["credited"] = to_value(report.credited);
  if (!report.made.empty()) {
    auto& made = value["made"] = Value::object();
    for (const auto& [kind, count] : report.made) made[kind] = count;
  }
  auto& delivered = value["delivered"] = Value::list();
  for (const auto& [outlet, tally] : report.delivered) {
    auto entry = to_value(tally);
    entry["outlet"] = outlet;
    delivered.as_list()->push_back(std::move(entry));
  }
  value["undelivered"] = report.undelivered;
  auto& resources = value["resources"] = Value::list();
  for (const auto& resource : report.resources) {
    auto entry = Value::object();
    entry["inlet"] = resource.inlet;
    entry["name"] = resource.name;
    entry["rows"] = resource.rows;
    if (!resource.trouble.empty()) entry["trouble"] = resource.trouble;
    resources.as_list()->push_back(std::move(entry));
  }
  auto& parked = value["parked"] = Value::list();
  for (const auto& p : report.parked) {
    auto entry = Value::object();
    entry["key"] = p.key;
    entry["state"] = name_of(p.state);
    entry["place"] = p.place;
    entry["reason"] = p.reason;
    parked.as_list()->push_back(std::move(entry));
  }
  auto& notes = value["notes"] = Value::list();
  for (const auto& note : report.notes) notes.as_list()->emplace_back(note);
  auto& troubles = value["troubles"] = Value::list();
  for (const auto& trouble : report.troubles) troubles.as_list()->emplace_back(trouble.text);
  if (report.more_troubles > 0) troubles.as_list()->emplace_back(more_of(report));
  return value;
}

std::string to_text(const RunReport& report) {
  std::string text =
      report.pipeline + ", run " + std::to_string(report.run) + ", " + to_stockholm(report.started) + "\n\n";
  if (report.resources.empty()) text += "  nothing to read\n";
  for (const auto& resource : report.resources) text += "  " + text_of(resource) + "\n";
  text += "\n";
  text += line("read", report.read) + line("new", report.added) + line("changed", report.changed);
  text += line("withdrawn", report.withdrawn) + line("unchanged", report.unchanged) + line("filtered", report.filtered);
  text += line("held", report.held) + line("rejected", report.rejected);
  text += line("invoices", report.issued);
  if (report.credited.count > 0) text += line("credit notes", report.credited);
  for (const auto& [kind, count] : report.made) text += line("made", std::to_string(count) + "   " + kind);
  for (const auto& [outlet, tally] : report.delivered) text += line("delivered", tally, "to " + outlet);
  if (report.undelivered > 0) text += line("UNDELIVERED", report.undelivered);
  if (!report.parked.empty()) text += "\nNew for a person to look at:\n" + parked_text(report.parked);
  if (!report.notes.empty()) text += "\nNotes:\n";
  for (const auto& note : report.notes) text += "  " + note + "\n";
  if (!report.troubles.empty()) text += "\nTHE RUN IS NOT COMPLETE:\n";
  for (const auto& trouble : report.troubles) text += "  " + trouble.text + "\n";
  if (report.more_troubles > 0) text += "  " + more_of(report) + "\n";
  return text;
}

}  // namespace sluss::engine
