// The days on which Swedish banks move money. Pure functions.
// Sources: public holidays are those of the act (1989:253) on public holidays. The act (1930:173) on the reckoning of
// statutory time puts Saturdays, Midsummer's Eve, Christmas Eve and New Year's Eve beside them, and banks keep the same
// days closed: so do the yearly lists of holidays that Sveriges Riksbank publishes, against which this is tested.
#pragma once

#include "base/day.h"

namespace sluss::domain {

/// Monday to Friday, no public holiday, and none of the three eves. As it is since 2005, computed for any year.
/// Days on which banks close early (Maundy Thursday, the eve of All Saints) are bank days.
[[nodiscard]] bool is_bank_day(Day day);

}  // namespace sluss::domain
