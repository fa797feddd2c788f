// Invoices and what waits to become one, as `sluss invoices` and the admin API tell of them.
#pragma once

#include <optional>

#include "base/day.h"
#include "base/result.h"
#include "base/value.h"
#include "domain/invoice_response.h"
#include "engine/invoice_answers.h"
#include "engine/invoicing.h"
#include "store/store.h"

namespace sluss::views {

/// One invoice with what was paid on it and what its buyer answered.
[[nodiscard]] Value summary(const store::IssuedInvoice& invoice, const domain::InvoiceAccount& account,
                            const std::optional<engine::InvoiceAnswer>& answer);
[[nodiscard]] Result<Value> summary(store::Transaction& reading, const store::IssuedInvoice& invoice);
/// The same, with its payments, credit notes and deliveries.
[[nodiscard]] Result<Value> life(store::Transaction& reading, const store::IssuedInvoice& invoice);

/// What a basis waits for, in a few words.
[[nodiscard]] const char* state_of(const engine::Draft& draft, Day today);
/// A basis that may still change, with its lines.
[[nodiscard]] Value draft(const engine::Draft& basis, Day today);

}  // namespace sluss::views
