// Reads UBL documents: our invoices and credit notes back, so that what was delivered can be compared with the books;
// and invoice responses.
#pragma once

#include <string>
#include <string_view>

#include "base/result.h"
#include "base/value.h"

namespace sluss::ubl {

/// The longest document that is read, in bytes: some ten times an invoice of 2,000 lines.
inline constexpr std::size_t longest_document = 32U << 20U;

/// The body {number, issued, due, currency, total_ore, lines: [{id, placement, days, week_price_ore, amount_ore}]};
/// `placement` is missing where the line refers to none. A credit note has no `due`, and has `credits: {number,
/// issued}`, of which `issued` may be missing; its amounts are as they stand there. Elements are matched by namespace
/// and local name. Of an invoice response: the body of response.h.
///
/// Refused with Fault::data: what foreign.h refuses; a root that is none of these documents; an amount that is not in
/// SEK; a number, day or amount that is missing or cannot be read. The text names the element, never its content.
[[nodiscard]] Result<Value> read_document(std::string_view bytes);

}  // namespace sluss::ubl
