// What the auditor saw: written into the audit log, where nobody can change it afterwards without being seen.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "engine/reconciliation.h"

namespace sluss::engine {

/// One night's record. Amounts are those of the whole store.
struct AuditRecord {
  Instant at{};
  std::string trigger, version;
  bool fits = false;
  std::string failed;  ///< why it could not be made; empty: it was
  Examined seen;
  Account total;
  std::int64_t under_way = 0, asked = 0;
  std::map<std::string, std::int64_t> invariants;  ///< by name: how many things do not fit; 0: it held
  std::vector<std::string> examples;               ///< "days-once: line 3 ...": some of each that did not hold

  [[nodiscard]] std::vector<std::string> broken() const;  ///< the names of invariants that did not hold
};

[[nodiscard]] AuditRecord record_of(const Result<Reconciliation>& result, Instant at, const std::string& trigger,
                                    const std::string& version);
/// Appends it to the audit log, as by nobody: the auditor is Sluss itself.
[[nodiscard]] Result<void> write_record(store::Transaction& transaction, const AuditRecord& record);
/// The last ones, newest first.
[[nodiscard]] Result<std::vector<AuditRecord>> last_records(store::Transaction& transaction, std::size_t limit);
/// Nullopt for an entry of the audit log that is none.
[[nodiscard]] std::optional<AuditRecord> record_in(const store::AuditEntry& entry);

[[nodiscard]] Value to_value(const AuditRecord& record);
/// One line of a list.
[[nodiscard]] std::string line_of(const AuditRecord& record);
/// All of it, for a person.
[[nodiscard]] std::string to_text(const AuditRecord& record);

}  // namespace sluss::engine
