#include <filesystem>
#include <fstream>
#include <iostream>

#include "app/commands.h"
#include "app/invoice_commands.h"
#include "app/personal_data.h"
#include "app/workplace.h"
#include "base/counted.h"
#include "base/json.h"
#include "base/text.h"
#include "engine/invoice_answers.h"
#include "observe/masking.h"
#include "views/invoices.h"

namespace sluss::app {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t all = 1'000'000;

using Answered = std::optional<engine::InvoiceAnswer>;

std::string line_of(const store::IssuedInvoice& invoice, const domain::InvoiceAccount& account,
                    const Answered& answer) {
  return invoice.number + "  " + to_iso(invoice.issued) + "  " + invoice.group.unit + " to " +
         invoice.group.institution + ", " + invoice.group.term +
         (invoice.supplement > 0 ? " (supplement " + std::to_string(invoice.supplement) + ")" : "") +
         (invoice.correction > 0 ? " (credit note to " + invoice.credits + ")" : "") + "  " + to_kronor(invoice.total) +
         (invoice.correction > 0 ? "" : "  " + domain::standing_text(account)) +
         (answer ? "; " + domain::short_answer(answer->response) : "") + "\n";
}

void list(const Commands& commands, const store::InvoiceFilter& filter) {
  Workplace work(commands.options);
  const auto reading = must(work.store().begin(store::Access::read));
  const auto invoices = must(reading->books().invoices(filter));
  auto values = Value::list();
  Ore total;
  for (const auto& invoice : invoices) {
    total += invoice.total;
    const auto account = must(reading->payments().account(invoice.number));
    const auto answer = must(engine::answer_to(*reading, invoice.number));
    if (commands.options.json) values.as_list()->push_back(views::summary(invoice, account, answer));
    else std::cout << line_of(invoice, account, answer);
  }
  if (commands.options.json) std::cout << to_pretty_json(values) << "\n";
  else std::cout << counted(invoices.size(), "invoice") << ", " << to_kronor(total) << "\n";
}

struct ShowOptions {
  std::string number, personal;
};

void show(const Commands& commands, const ShowOptions& options) {
  Workplace work(commands.options);
  auto reading = must(work.store().begin(store::Access::read));
  store::InvoiceFilter filter;
  filter.number = options.number;
  const auto found = must(reading->books().invoices(filter));
  if (found.empty()) throw Stop{Exit::usage, "there is no invoice " + options.number + "; see: sluss invoices list"};
  const auto stored = must(reading->messages().get(found.front().message));
  if (!stored)
    throw Stop{Exit::store, "invoice " + options.number + " has no document; the store is damaged: sluss reconcile"};
  auto value = must(views::life(*reading, found.front()));
  const auto answer = must(engine::answer_to(*reading, options.number));
  if (answer && !options.personal.empty()) value["answer"]["texts"] = answer->texts;
  reading.reset();
  if (!options.personal.empty()) audit_look(work.store(), work.clock(), "invoice " + options.number, options.personal);
  value["invoice"] = options.personal.empty() ? observe::masked("invoice", stored->message.body) : stored->message.body;
  std::cout << to_pretty_json(value) << "\n";
}

struct BasisOptions {
  std::string unit, term;
  fs::path out = ".";
};

Messages invoices_of(store::Store& store, const BasisOptions& options) {
  store::InvoiceFilter filter;
  filter.unit = options.unit;
  filter.term = options.term;
  filter.limit = all;
  const auto reading = must(store.begin(store::Access::read));
  Messages messages;
  for (const auto& invoice : must(reading->books().invoices(filter))) {
    auto stored = must(reading->messages().get(invoice.message));
    if (!stored)
      throw Stop{Exit::store, "invoice " + invoice.number + " has no document; the store is damaged: sluss reconcile"};
    messages.push_back(std::move(stored->message));
  }
  return messages;
}

void need_unit(const Workplace& work, const std::string& unit) {
  std::vector<std::string> ids;
  for (const auto& known : work.configuration().agreements.units) {
    if (known.id == unit) return;
    ids.push_back(known.id);
  }
  const auto meant = nearest(unit, ids);
  throw Stop{Exit::usage, "there is no unit \"" + unit + "\"; " +
                              (meant ? "did you mean \"" + *meant + "\"?" : "there are: " + join(ids, ", "))};
}

/// Written under another name first, so that a half-written document is never taken for a whole one.
void write_file(const fs::path& file, const std::string& bytes) {
  auto part = file;
  part += ".part";
  std::ofstream out(part, std::ios::binary | std::ios::trunc);
  fs::permissions(part, fs::perms::owner_read | fs::perms::owner_write);
  out << bytes;
  out.close();
  std::error_code failed;
  if (out) fs::rename(part, file, failed);
  if (!out || failed)
    throw Stop{Exit::unreachable, file.string() + " could not be written; is the folder there, and is there room?"};
}

void basis(const Commands& commands, const BasisOptions& options) {
  Workplace work(commands.options);
  work.need_configuration();
  const auto& configuration = work.configuration();
  const auto outlet = configuration.outlets.find(configuration.basis);
  if (outlet == configuration.outlets.end())
    throw Stop{Exit::usage, "no format for the basis is set: give sluss.yaml a line \"basis: <connection>\""};
  need_unit(work, options.unit);
  const auto messages = invoices_of(work.store(), options);
  if (messages.empty())
    throw Stop{Exit::usage, "nothing is invoiced for " + options.unit + ", " + options.term +
                                "; see: sluss invoices list --unit " + options.unit};
  audit_look(work.store(), work.clock(), "basis of " + options.unit + ", " + options.term, "sluss invoices basis");
  const auto documents = must(outlet->second.codec()->encode(messages));
  std::error_code failed;
  fs::create_directories(options.out, failed);
  for (const auto& document : documents) {
    const auto file = options.out / ("fakturaunderlag-" + options.unit + "-" + options.term + "." + document.extension);
    write_file(file, document.bytes);
    std::cout << file.string() << "\n";
  }
}

void add_list(CLI::App& invoices, Commands commands) {
  auto* command = invoices.add_subcommand("list", "Issued invoices, oldest first");
  auto filter = std::make_shared<store::InvoiceFilter>();
  filter->limit = all;
  command->add_option("--unit", filter->unit, "Only of this unit");
  command->add_option("--institution", filter->institution, "Only to this institution");
  command->add_option("--term", filter->term, "Only of this term, e.g. HT2026");
  command->footer("Example:\n  sluss invoices list --term HT2026");
  command->callback([commands, filter] { list(commands, *filter); });
}

void add_show(CLI::App& invoices, Commands commands) {
  auto* command = invoices.add_subcommand("show", "One invoice, line by line; names are masked");
  auto options = std::make_shared<ShowOptions>();
  command->add_option("NUMBER", options->number, "Its number")->required();
  command->add_option("--personal", options->personal, "Show names too; the reason goes to the audit log")
      ->type_name("REASON");
  command->footer("Example:\n  sluss invoices show 10010001");
  command->callback([commands, options] { show(commands, *options); });
}

void add_basis(CLI::App& invoices, Commands commands) {
  auto* command =
      invoices.add_subcommand("basis", "The invoice basis (annex 2) of a unit and term, as files for people");
  auto options = std::make_shared<BasisOptions>();
  command->add_option("--unit", options->unit, "The unit's id")->required();
  command->add_option("--term", options->term, "The term, e.g. HT2026")->required();
  command->add_option("--out", options->out, "The folder to write to")->type_name("DIR")->capture_default_str();
  command->footer("Example:\n  sluss invoices basis --unit ostra-geriatriken --term HT2026 --out /tmp");
  command->callback([commands, options] { basis(commands, *options); });
}

}  // namespace

void add_invoices(Commands commands) {
  auto* invoices = commands.line.add_subcommand("invoices", "Issued invoices, and the basis they stand on");
  invoices->require_subcommand(1);
  add_list(*invoices, commands);
  add_show(*invoices, commands);
  add_basis(*invoices, commands);
  add_invoice_decisions(*invoices, commands);
  add_unpaid(*invoices, commands);
}

}  // namespace sluss::app
