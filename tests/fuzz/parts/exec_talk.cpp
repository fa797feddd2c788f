// The lines that a child process says: as source, as sink, and the first one.
#include "base/json.h"
#include "fuzz/part.h"
#include "talk.h"

namespace sluss::fuzz {
namespace {

std::string broken_record(const exec::RecordLine& record) {
  if (record.json.find('\n') != std::string::npos) return "a record on two lines";
  return is_utf8(record.json) ? "" : "a record that is not UTF-8";
}

std::string broken_line(const std::string& line) {
  if (const auto ready = exec::read_readiness(line); !ready) {
    const auto fault = ready.error().fault;
    if (fault != Fault::unavailable && fault != Fault::throttled && fault != Fault::denied)
      return "not ready, with a fault that would not be tried again";
    if (auto broken = broken_text(ready.error()); !broken.empty()) return broken;
  }
  const auto said = exec::read_source_line(line);
  if (!said) {
    if (auto broken = broken_error(said.error()); !broken.empty()) return broken;
  } else if (const auto* record = std::get_if<exec::RecordLine>(&*said)) {
    if (auto broken = broken_record(*record); !broken.empty()) return broken;
  }
  const auto answer = exec::read_answer(line);
  if (!answer) return broken_error(answer.error());
  if (answer->key.empty()) return "an answer about no key";
  if (answer->absent) return {};
  if (!answer->receipt) {
    const auto& after = answer->receipt.error().retry_after;
    if (after && (after->count() < 0 || after->count() > 86'400)) return "a wait of more than a day";
    return broken_text(answer->receipt.error());
  }
  return answer->receipt->empty() || !is_utf8(*answer->receipt) ? "a receipt that says nothing, or is not UTF-8" : "";
}

}  // namespace

std::string broken_by(std::string_view bytes) {
  for (const auto line : split(bytes, '\n')) {
    if (auto broken = broken_line(std::string(line)); !broken.empty()) return broken;
  }
  return {};
}

}  // namespace sluss::fuzz
