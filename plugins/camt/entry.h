// An entry of a notification, and the payments that it tells of.
// Source: ISO 20022, camt.054.001.02 and .08, and how Swedish banks fill them.
#pragma once

#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "plugin/sdk.h"

namespace sluss::camt {

/// A sum as it is written, with its currency.
struct Sum {
  std::string text, currency;
};

/// One transaction (TxDtls) of an entry.
struct Transaction {
  std::int64_t line = 0;
  std::string reference;             ///< Refs/AcctSvcrRef
  std::string account;               ///< of the payee, where it is a giro number
  std::string indicator;             ///< CdtDbtInd, where it has one of its own
  std::optional<Sum> amount;         ///< TxDtls/Amt, else AmtDtls/TxAmt/Amt
  std::vector<std::string> ocrs;     ///< structured references
  std::vector<std::string> remarks;  ///< unstructured texts; may tell who somebody is
};

/// One entry (Ntry).
struct Entry {
  std::int64_t line = 0;
  std::string account;  ///< of the notification
  std::optional<Sum> amount;
  std::string indicator;  ///< CRDT or DBIT
  std::string reversal;   ///< RvslInd
  std::string status;
  std::string booked, valued;  ///< days, or moments that begin with one
  std::string reference, entry_reference;
  std::string count;  ///< Btch/NbOfTxs
  std::vector<Transaction> transactions;
};

/// A record for each transaction, or one for an entry without any. What is wrong with one, or with the sum of all, is
/// its fault. `ids` are those of the file so far: a reference that comes twice is a fault too.
[[nodiscard]] std::vector<Record> records_of(const Entry& entry, std::set<std::string>& ids);

/// Kronor with a point, in öre; nullopt when it is no exact number of öre.
[[nodiscard]] std::optional<Ore> ore_of(std::string_view decimal);

/// The one number in the texts that is an OCR number: five digits or more with a right check digit, and no
/// personnummer. Empty when there is none, or more than one.
[[nodiscard]] std::string ocr_in(const std::vector<std::string>& remarks, Day day);

}  // namespace sluss::camt
