// How invoices are booked: accounts and objects, as the connector's data says.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "domain/invoice.h"
#include "plugin/sdk.h"

namespace sluss::sie {

/// Dimension and object: { 1: "4711" } is the cost centre 4711. Dimensions 1 to 19 are the standard's own.
using Objects = std::map<int, std::string>;

/// What is said of one unit or institution; empty where nothing is.
struct Coding {
  std::string receivable, revenue;
  Objects objects;
};

struct Chart {
  std::string receivable, revenue;
  std::map<std::string, Coding> units, institutions;  ///< by id; where there are any, each one must be among them
  std::map<int, std::string> dimensions;              ///< their names
};

struct Posting {
  std::string account;
  Objects objects;
  Ore amount;  ///< debit above zero
};

/// One invoice or credit note in the books.
struct Verification {
  Day day;
  std::string text;
  std::vector<Posting> postings;
};

/// A table of codings, by id; faults for what is no account, object or dimension.
[[nodiscard]] std::map<std::string, Coding> read_codings(const Node& table,
                                                         const std::map<int, std::string>& dimensions,
                                                         Diagnostics& diagnostics);
[[nodiscard]] std::map<int, std::string> read_dimensions(const Node& table, Diagnostics& diagnostics);
[[nodiscard]] bool is_account(std::string_view text);

/// The receivable in debit, the revenue in credit; a credit note the other way round. Its postings sum to nothing.
/// Error (Fault::data): a unit or institution that the chart does not have, or lines that are not the total.
[[nodiscard]] Result<Verification> book(const domain::Invoice& invoice, const Chart& chart);

}  // namespace sluss::sie
