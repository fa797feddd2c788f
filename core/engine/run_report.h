// What a run did, in numbers and kronor: for the person who looks the morning after.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/money.h"
#include "base/value.h"
#include "message/message.h"
#include "store/store.h"

namespace sluss::engine {

/// A number of things and what they are worth, where that is known.
struct Tally {
  std::int64_t count = 0;
  Ore amount;

  void add(Ore worth) {
    ++count;
    amount += worth;
  }
};

/// Something that was read, and what became of it.
struct ResourceReport {
  std::string inlet, name;
  std::int64_t rows = 0;
  std::string trouble;  ///< why it was refused; empty when it was taken
};

/// A message that a person should look at.
struct Parked {
  std::string key;
  store::State state = store::State::held;
  std::string place, reason;
};

/// What stopped a run from doing all of its work; the numbers and names are for the log, where they apply.
struct Trouble {
  std::string text;
  std::string connection = {};
  std::int64_t message = 0;
};

struct RunReport {
  std::string pipeline;
  std::int64_t run = 0;
  Instant started{};
  std::vector<ResourceReport> resources;

  std::int64_t read = 0, added = 0, changed = 0, withdrawn = 0, unchanged = 0;
  std::int64_t filtered = 0, rejected = 0;
  Tally held;                                ///< in this run, also those held before and still held
  Tally issued;                              ///< invoices issued in this run
  Tally credited;                            ///< credit notes issued in this run
  std::map<std::string, std::int64_t> made;  ///< other documents made in this run, new or changed, by kind
  std::map<std::string, Tally> delivered;    ///< deliveries done in this run, by outlet
  std::int64_t undelivered = 0;              ///< deliveries that wait, were refused, or are in doubt
  std::vector<Parked> parked;                ///< new ones of this run, the first hundred
  std::vector<std::string> notes;
  std::vector<Trouble> troubles;  ///< written by `trouble`
  std::int64_t more_troubles = 0;

  void note(std::string text);
  /// Keeps the first hundred, and says how many more there were.
  void trouble(Trouble trouble);
  void count(Change change);
  [[nodiscard]] std::int64_t deliveries() const;
  [[nodiscard]] bool complete() const { return troubles.empty(); }
  /// Nothing waits for a person.
  [[nodiscard]] bool clean() const { return complete() && held.count == 0 && rejected == 0 && undelivered == 0; }
};

[[nodiscard]] Value to_value(const RunReport& report);
/// Several lines of text, for a terminal or a mail.
[[nodiscard]] std::string to_text(const RunReport& report);

}  // namespace sluss::engine
