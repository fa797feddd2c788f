#include <iostream>

#include "app/commands.h"
#include "app/personal_data.h"
#include "app/workplace.h"
#include "base/json.h"
#include "base/text.h"
#include "engine/book_payment.h"
#include "engine/unbook_payment.h"
#include "views/payments.h"

namespace sluss::app {
namespace {

constexpr std::size_t page = 1000;

struct ListOptions {
  bool open = false;
};

std::string line_of(const store::StoredMessage& stored) {
  const auto& body = stored.message.body;
  const auto* ore = body["amount_ore"].as_int();
  const auto kind = body["kind"].text_or_empty();
  return std::to_string(stored.message.id) + "  " + name_of(stored.state) + "  " + body["day"].text_or_empty() + "  " +
         (ore != nullptr ? to_kronor(Ore{*ore}) : "no amount") + " to " + excerpt(body["account"].text_or_empty()) +
         (kind == "reversal" ? " (taken back)" : "") + (stored.reason.empty() ? "" : "\n    " + stored.reason) + "\n";
}

/// The newest version of each payment, in order; with `open` those that wait for a person.
template <class Visit>
void each_payment(store::Transaction& reading, bool open, Visit visit) {
  store::MessageFilter filter;
  filter.kind = "payment";
  filter.limit = page;
  for (;;) {
    const auto messages = must(reading.messages().list(filter));
    for (const auto& stored : messages) {
      const bool waits = stored.state == store::State::held || stored.state == store::State::rejected;
      if (waits || !open) visit(stored);
    }
    if (messages.size() < page) return;
    filter.after = messages.back().message.id;
  }
}

void list(const Commands& commands, const ListOptions& options) {
  Workplace work(commands.options);
  const auto reading = must(work.store().begin(store::Access::read));
  auto values = Value::list();
  std::int64_t count = 0;
  Ore waiting;
  each_payment(*reading, options.open, [&](const store::StoredMessage& stored) {
    ++count;
    waiting += stored.amount.value_or(Ore{});
    if (commands.options.json) values.as_list()->push_back(views::payment(stored));
    else std::cout << line_of(stored);
  });
  if (commands.options.json) std::cout << to_pretty_json(values) << "\n";
  else
    std::cout << count << (count == 1 ? " payment, " : " payments, ") << to_kronor(waiting) << " of them "
              << (count == 1 ? "waits" : "wait") << " for a person\n";
}

struct BookOptions {
  engine::PaymentOrder order;
  std::string kronor, reason;
};

void book(const Commands& commands, const BookOptions& options) {
  auto order = options.order;
  if (!options.kronor.empty()) {
    order.amount = parse_decimal_kronor(options.kronor);
    if (!order.amount)
      throw Stop{Exit::usage, "--amount " + excerpt(options.kronor) + ": expected kronor as 5202.00, with a point"};
  }
  Workplace work(commands.options);
  const engine::Decider decider{who(), work.clock().now(), options.reason};
  const auto transaction = must(work.store().begin(store::Access::write));
  const auto did = must(engine::book_payment(*transaction, order, decider));
  must(transaction->commit());
  std::cout << "booked " << did << "\n";
}

struct UnbookOptions {
  engine::UnbookOrder order;
  std::string reason;
};

void unbook(const Commands& commands, const UnbookOptions& options) {
  Workplace work(commands.options);
  const engine::Decider decider{who(), work.clock().now(), options.reason};
  const auto transaction = must(work.store().begin(store::Access::write));
  const auto did = must(engine::unbook_payment(*transaction, options.order, decider));
  must(transaction->commit());
  std::cout << "took " << did << "\n";
}

void add_list(CLI::App& payments, Commands commands) {
  auto* command = payments.add_subcommand("list", "Payments as the bank told of them, and what became of each");
  auto options = std::make_shared<ListOptions>();
  command->add_flag("--open", options->open, "Only those that wait for a person");
  command->footer("Example:\n  sluss payments list --open");
  command->callback([commands, options] { list(commands, *options); });
}

void add_book(CLI::App& payments, Commands commands) {
  auto* command = payments.add_subcommand("book", "Say which invoice a held payment pays");
  auto options = std::make_shared<BookOptions>();
  command->add_option("MESSAGE", options->order.message, "Its number, from the list")->required();
  command->add_option("--invoice", options->order.invoice, "The invoice's number")->required()->type_name("NUMBER");
  command->add_option("--amount", options->kronor, "Only so much of it; the rest waits on")->type_name("KRONOR");
  command->add_option("--reason", options->reason, "Why; it goes to the audit log. Name no student")->required();
  command->footer(
      "Example:\n  sluss payments book 812 --invoice 10010001 --reason \"part payment, agreed with the university\"\n"
      "What is to be paid back waits no more after: sluss messages discard MESSAGE --reason ...");
  command->callback([commands, options] { book(commands, *options); });
}

void add_unbook(CLI::App& payments, Commands commands) {
  auto* command =
      payments.add_subcommand("unbook", "Take a payment off the wrong invoice; it waits for a person again");
  auto options = std::make_shared<UnbookOptions>();
  command->add_option("MESSAGE", options->order.message, "Its number, from `invoices show` or the list")->required();
  command->add_option("--invoice", options->order.invoice, "Only off this one, where it pays several")
      ->type_name("NUMBER");
  command->add_option("--reason", options->reason, "Why; it goes to the audit log. Name no student")->required();
  command->footer("Example:\n  sluss payments unbook 812 --reason \"the payer meant invoice 10010002\"");
  command->callback([commands, options] { unbook(commands, *options); });
}

}  // namespace

void add_payments(Commands commands) {
  auto* payments = commands.line.add_subcommand("payments", "Payments from the bank, and the invoices they pay");
  payments->require_subcommand(1);
  add_list(*payments, commands);
  add_book(*payments, commands);
  add_unbook(*payments, commands);
}

}  // namespace sluss::app
