// What must hold of the books, each by a name: the auditor says every night which do.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <vector>

namespace sluss::engine {

enum class Invariant {
  days_once,            ///< a student's day stands on one line; lines, ledger and documents name the same days
  keys_from_content,    ///< a document's key is what its content gives, and it has one
  numbers_gapless,      ///< each series counts 1, 2, 3, ...; each number has its document
  documents_unchanged,  ///< a document is as it was issued; a credit note is to one invoice, and to no more than that
  states_forward,       ///< messages and deliveries are in states that an allowed step leads to
  sums_agree,           ///< days x price = issued - credited + waiting + held, also by the bytes that were delivered
  documents_arrived,    ///< what was issued is where it belongs, as far as its target tells
  store_sound,          ///< database, contents and audit log are as they were written
};

inline constexpr std::array all_invariants = {Invariant::days_once,         Invariant::keys_from_content,
                                              Invariant::numbers_gapless,   Invariant::documents_unchanged,
                                              Invariant::states_forward,    Invariant::sums_agree,
                                              Invariant::documents_arrived, Invariant::store_sound};

/// "days-once", "sums-agree", ...: as commands, records and exports have it.
[[nodiscard]] const char* name_of(Invariant invariant);
/// What it promises, in a few words.
[[nodiscard]] const char* promise_of(Invariant invariant);

/// One thing that does not fit, named so that a person finds it. Never tells who a student is.
struct Exception {
  Invariant invariant = Invariant::sums_agree;
  std::string what;
};

[[nodiscard]] std::int64_t count_of(const std::vector<Exception>& exceptions, Invariant invariant);

}  // namespace sluss::engine
