// The subcommands of `sluss invoices` that have a file of their own.
#pragma once

#include "app/commands.h"

namespace sluss::app {

/// `drafts`, `approve`, `refuse`, `credit`, `accepted` and `rejected`: what a person decides, or knows, about invoices.
void add_invoice_decisions(CLI::App& invoices, Commands commands);
/// `unpaid`: what is owed, by whom, to whom, and since when.
void add_unpaid(CLI::App& invoices, Commands commands);

}  // namespace sluss::app
