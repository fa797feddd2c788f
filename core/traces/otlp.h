// Spans as OpenTelemetry's collectors take them over HTTP: JSON of an ExportTraceServiceRequest (OTLP 1.x, "JSON
// Protobuf Encoding": ids in hexadecimal digits, 64-bit numbers as text). Pure.
#pragma once

#include <string>
#include <vector>

#include "base/digest.h"
#include "base/value.h"
#include "observe/span.h"

namespace sluss::traces {

/// Who sends.
struct Sender {
  std::string version;  ///< of Sluss
  std::string house;    ///< tells one installation's messages from another's; goes into ids alone, as a digest
};

/// One for all spans of a message, whichever run or process they come of.
[[nodiscard]] Digest trace_of(const Sender& sender, std::int64_t message);

[[nodiscard]] Value to_otlp(const std::vector<observe::Span>& spans, const Sender& sender);

}  // namespace sluss::traces
