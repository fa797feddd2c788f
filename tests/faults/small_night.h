// A night of a few dozen placements, and what must come of it whatever breaks on the way.
#pragma once

#include <functional>
#include <limits>
#include <string>
#include <vector>

#include "support/world.h"

namespace sluss::faults {

[[nodiscard]] std::vector<test::Row> small_export();

/// What must be the same after any fault and a run to the end.
struct Outcome {
  test::Folder outbox;
  std::string invoices, placements, inbox;
};

/// The first line by which each part of an outcome is not the expected one; empty when all is the same.
[[nodiscard]] std::string difference(const Outcome& outcome, const Outcome& expected);
[[nodiscard]] std::string difference_of_outboxes(const Outcome& outcome, const Outcome& expected);

/// One fault: its name in the interposed library, and the call that it hits.
struct Fault {
  std::string name;
  long at = 0;
};

/// The environment in which the faults of a program below a folder are told.
[[nodiscard]] std::vector<std::string> environment(const std::filesystem::path& folder,
                                                   const std::vector<std::pair<const char*, std::string>>& faults);

/// A world whose export waits in the inbox: two units, one row that is wrong, one that is held.
class SmallNight {
 public:
  SmallNight();
  explicit SmallNight(const std::vector<test::Row>& rows);

  [[nodiscard]] const test::World& world() const { return world_; }
  /// `sluss sync nightly`, with nothing in its way.
  [[nodiscard]] test::Finished sync() const;
  /// The same with a fault.
  [[nodiscard]] test::Finished sync(const Fault& fault) const;
  /// The same started by another program ("prlimit", "--nofile=9"), with more in its environment.
  [[nodiscard]] test::Finished sync_under(const std::vector<std::string>& before,
                                          const std::vector<std::string>& environment) const;
  /// The calls of `sluss sync nightly` that the fault can hit, in their order.
  [[nodiscard]] std::vector<std::string> calls(const std::string& fault) const;
  [[nodiscard]] Outcome outcome() const;
  [[nodiscard]] bool export_waits() const;

 private:
  test::World world_;
};

/// What a night gives that nobody disturbs; made once.
[[nodiscard]] const Outcome& undisturbed();

/// `sluss sync` says that it did all of its work.
[[nodiscard]] bool says_success(const test::Finished& finished);
/// The configuration is refused because a part of it cannot be read: streams also take a lack of memory for that.
[[nodiscard]] bool is_unreadable_configuration(const test::Finished& finished);
/// How it ended is one of the ways that its page promises, and says what to do: never a signal, never 70.
void expect_known_end(const test::Finished& finished);
/// The same, and it says so only when all of it is stored and delivered.
void expect_honest(const SmallNight& night, const test::Finished& finished);
/// A run to the end gives what an undisturbed night gives, and the books balance.
void expect_mended(const SmallNight& night);

/// SLUSS_SEED, or another one.
[[nodiscard]] unsigned seed();
/// SLUSS_FAULTS=all: every call, not a sample of them.
[[nodiscard]] bool all_are_asked_for();
constexpr auto every = std::numeric_limits<std::size_t>::max();
[[nodiscard]] std::vector<long> first_numbers(std::size_t count);  ///< from 1 on
/// Some of 1 to `last`, in order: all of them when `count` is as many.
[[nodiscard]] std::vector<long> sample(long last, std::size_t count);
/// Does the work for each number, several at once (a run mostly waits), until all are done or something has failed.
void at_once(const std::vector<long>& numbers, const std::function<void(long)>& work);

}  // namespace sluss::faults
