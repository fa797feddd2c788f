// The protocol of lines, as README.md has it: what is said to the child, and what its lines mean. Pure.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "plugin/sdk.h"

namespace sluss::exec {

enum class Task { source, sink, probe };

/// The first line to the child. `settings` is JSON.
[[nodiscard]] std::string greeting(Task task, const std::string& settings, const std::string& position);

/// The child's first line: nothing, or why it cannot work now.
[[nodiscard]] Result<void> read_readiness(std::string_view line);

/// What a line of a source means.
struct RecordLine {
  std::string json;  ///< the record, on one line; where it could not be read: the line as it stands
};
struct BatchLine {
  std::string id;
  std::string position;
};
struct DoneLine {};
using SourceLine = std::variant<RecordLine, BatchLine, DoneLine>;
/// Error: Fault::data; it quotes nothing.
[[nodiscard]] Result<SourceLine> read_source_line(const std::string& line);

/// What a source hears of a batch.
[[nodiscard]] std::string settlement(const std::string& batch, Outcome outcome, const std::string& why);

/// One delivery, and the question what became of one.
[[nodiscard]] std::string delivery_line(const Parcel& parcel);
[[nodiscard]] std::string question(const std::string& key);

/// What a sink answered about a key.
struct Answer {
  std::string key;
  bool absent = false;          ///< to a question: it surely has no such delivery
  Result<std::string> receipt;  ///< or what went wrong with it
};
/// Error: Fault::data: the line is none of the protocol's; it quotes nothing.
[[nodiscard]] Result<Answer> read_answer(std::string_view line);

}  // namespace sluss::exec
