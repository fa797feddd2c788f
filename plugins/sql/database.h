// A database as the source and the sink see it, whichever it is.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

#include "plugin/sdk.h"

namespace sluss::sql {

/// Texts, integers, numbers and yes or no; null is NULL. Lists and objects go in as JSON.
using Parameters = std::vector<Value>;

struct Row {
  Parameters cells;
  std::string trouble;  ///< why the row cannot be told as it is: "column name: ..."; else empty
};

/// The rows of a query, as they come: memory stays flat.
class Rows {
 public:
  virtual ~Rows() = default;
  [[nodiscard]] virtual const std::vector<std::string>& names() const = 0;
  /// nullopt: there are no more.
  [[nodiscard]] virtual Result<std::optional<Row>> next(const std::stop_token& stop) = 0;
};

/// What is stepped back by with `overlap`, by the cursor's type.
enum class Overlap { number, time };

/// Used by one thread at a time. In a statement $1, $2 ... stand for the parameters.
///
/// Errors: Fault::rejected is about the values of a statement (a constraint, a type); Fault::unavailable and
/// Fault::denied about the connection or about a statement that this database will not do, whatever its values;
/// Fault::cancelled. None quotes a value.
class Database {
 public:
  virtual ~Database() = default;
  [[nodiscard]] virtual Result<void> begin() = 0;
  /// Fault::unknown_outcome: it may have been done. Fault::rejected: a constraint that is looked at only now; nothing
  /// was done.
  [[nodiscard]] virtual Result<void> commit(const std::stop_token& stop) = 0;
  virtual void rollback() noexcept = 0;
  /// The number of rows that were changed.
  [[nodiscard]] virtual Result<std::int64_t> run(const std::string& statement, const Parameters& parameters,
                                                 const std::stop_token& stop) = 0;
  /// Once in a transaction; the database outlives the rows.
  [[nodiscard]] virtual Result<std::unique_ptr<Rows>> query(const std::string& statement, const Parameters& parameters,
                                                            const std::stop_token& stop) = 0;
  /// The first cell of the first row.
  [[nodiscard]] virtual Result<std::optional<Value>> first(const std::string& statement, const Parameters& parameters,
                                                           const std::stop_token& stop) = 0;
  /// The condition that the cursor's column, quoted, is at or after $1, stepped back by that many of them (numbers) or
  /// seconds. `statement` has the column. Fault::config: not with a column of that type.
  [[nodiscard]] virtual Result<std::string> from_overlap(const std::string& statement, const std::string& column,
                                                         Overlap kind, std::int64_t by,
                                                         const std::stop_token& stop) = 0;
  /// Of a cursor's values: is it one that everything else comes before, such as infinity?
  [[nodiscard]] virtual bool is_endless(const Value& value) const = 0;
};

enum class Access { read, write };

/// Makes a connection. It is closed when the database is destroyed.
using Opener = std::function<Result<std::unique_ptr<Database>>(Access, const std::stop_token&)>;

}  // namespace sluss::sql
