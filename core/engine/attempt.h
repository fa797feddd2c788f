// An attempt at reading one thing, written down before its first byte is decoded: what ends the process is found by
// what was begun and never ended (docs/decisions/0012).
//
//   attempt 1      at full speed
//   attempt 2      in small batches, each committed before the next one is decoded: it is then known how far it got
//   attempts 3, 4  the same, and the rows of the batch that comes after that one at a time, each named before it is
//                  touched; one at which two attempts have ended is passed over from then on: it is held, or rejected
//                  where the connector's own steps break on it
//   after that     it is refused, until its content or the modules change, or a person says `connections resume`
#pragma once

#include <set>
#include <string>

#include "engine/pipeline_run.h"
#include "plugin/source.h"

namespace sluss::engine {

inline constexpr int most_attempts = 4;

/// Where a row is: in the inlet's own steps, or in the pipeline's.
enum class Stage { inlet, pipeline };

/// A row as it is recognised again: where it broke, and the digest of its raw bytes.
[[nodiscard]] std::string row_at(Stage stage, const Message& message);

class Attempt {
 public:
  /// Counts the attempt, and commits that. Error: the store's.
  [[nodiscard]] static Result<Attempt> begin(const Surroundings& around, const std::string& channel, const Read& read);

  /// The thing was begun too often without an end: it is not to be read.
  [[nodiscard]] bool is_refused() const { return refused_; }
  [[nodiscard]] Error refusal() const;
  [[nodiscard]] bool is_careful() const { return reading_.attempts > 1; }
  /// How many rows make the batch that begins with this row, counted from 0. For a careful attempt.
  [[nodiscard]] std::size_t rows_at_once(std::int64_t row) const;
  /// Rows that are passed over: see row_at.
  [[nodiscard]] const std::set<std::string>& passed_over() const { return passed_over_; }
  [[nodiscard]] Error why_passed_over(const Message& message) const;

  /// The row is alone in a step from now on. Commits.
  [[nodiscard]] Result<void> suspect(const std::string& row);
  /// A row has broken a step, and the step is still there to tell. Commits.
  [[nodiscard]] Result<void> pass_over(const std::string& row);
  /// So many more rows are stored by the same transaction.
  [[nodiscard]] Result<void> advance(store::Transaction& transaction, std::size_t rows);
  /// It has ended, whatever came of it, by the same transaction.
  [[nodiscard]] Result<void> end(store::Transaction& transaction) const;
  /// It was broken off by nothing that it held: this attempt does not count. Commits.
  [[nodiscard]] Result<void> take_back();

 private:
  Attempt(const Surroundings& around, store::Begun reading) : around_(around), reading_(std::move(reading)) {}
  [[nodiscard]] Result<void> count(store::Transaction& transaction);
  [[nodiscard]] Result<void> save() const;

  const Surroundings& around_;
  store::Begun reading_;
  std::int64_t first_alone_ = 0;  ///< from this row on, a small batch of them is taken one at a time
  std::int64_t stored_ = 0;       ///< rows, by this attempt
  std::string earlier_suspect_;
  int earlier_blamed_ = 0;
  std::set<std::string> passed_over_;
  bool refused_ = false;
};

}  // namespace sluss::engine
