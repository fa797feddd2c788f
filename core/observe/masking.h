// What may be shown of a message's body to someone who has not asked for names.
#pragma once

#include <string_view>

#include "base/value.h"

namespace sluss::observe {

/// The body with every text masked that is not known to be harmless. Of placements and invoices all is shown but what
/// tells who the student is, of orders, offers and what is made of them all that is known. Of any other kind only the
/// shape: a raw row may hold a name in any column.
[[nodiscard]] Value masked(std::string_view kind, const Value& body);

}  // namespace sluss::observe
