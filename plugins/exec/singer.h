// The messages of the Singer specification, read from taps and made for targets. Pure.
//
// https://hub.meltano.com/singer/spec: SCHEMA, RECORD and STATE; ACTIVATE_VERSION is passed over; BATCH is refused.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "plugin/sdk.h"

namespace sluss::exec {

/// What a tap writes, line by line.
class TapReader {
 public:
  /// Of these streams; empty: of all.
  explicit TapReader(const std::vector<std::string>& streams) : wanted_(streams.begin(), streams.end()) {}

  /// The line for the format `json` in the form `lines` that comes of it, with its line break, or "":
  ///   {"stream": "students", "key": "4711", "record": {...}}
  /// A RECORD that cannot be read comes as a text that is no JSON: it is parked there, and the others go on.
  /// Error: Fault::data, with the number of the line; it quotes nothing of a record.
  [[nodiscard]] Result<std::string> take(const std::string& line);
  /// The value of the last STATE, as JSON; empty when there was none.
  [[nodiscard]] const std::string& state() const { return state_; }
  /// Names that were wanted and never had a SCHEMA.
  [[nodiscard]] std::vector<std::string> missing() const;

 private:
  [[nodiscard]] Result<void> take_schema(const Value& message);
  [[nodiscard]] Result<std::string> take_record(const Value& message);
  [[nodiscard]] tl::unexpected<Error> refuse(const std::string& what) const;

  std::set<std::string> wanted_;
  std::map<std::string, std::vector<std::string>> keys_;  ///< of each stream that has a SCHEMA: its key_properties
  std::string state_;
  std::int64_t line_ = 0;
};

/// What a target is sent about one batch.
struct TargetStream {
  std::string stream;
  Value schema;  ///< null: made from the records
  std::vector<std::string> key_properties;
};
/// The schema that these records fit: each member's type as it occurs, and null.
[[nodiscard]] Value schema_of(const std::vector<Value>& records);
[[nodiscard]] std::string schema_message(const TargetStream& stream, const std::vector<Value>& records);
[[nodiscard]] std::string record_message(const std::string& stream, const Value& record);
[[nodiscard]] std::string state_message(const std::string& batch);
/// Is it the value of that STATE, as a target gives it back?
[[nodiscard]] bool is_echo(const std::string& line, const std::string& batch);

}  // namespace sluss::exec
