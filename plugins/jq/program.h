// A jq program, shut in: no environment, no input, no modules, no output but its results, and a limit on its time.
#pragma once

#include <chrono>
#include <memory>
#include <string>
#include <vector>

#include "base/result.h"
#include "base/value.h"
#include "value_jv.h"
#include "watchdog.h"

namespace sluss::jq {

/// How long a program may take for one message.
constexpr std::chrono::milliseconds time_limit{1000};

/// Used by one thread at a time.
class Program {
 public:
  /// Error: Fault::config, saying what is wrong with the text and in which of its lines.
  [[nodiscard]] static Result<std::unique_ptr<Program>> compile(const std::string& text,
                                                                std::chrono::milliseconds limit = time_limit);

  /// The program's results for one value, `most` at the most; whatever would come after them is not computed.
  /// Fault::data: it failed, took too long or gave too much. The text holds nothing of the value.
  [[nodiscard]] Result<std::vector<Value>> run(const Value& value, std::size_t most);

 private:
  struct Teardown {
    void operator()(jq_state* state) const { jq_teardown(&state); }
  };
  using State = std::unique_ptr<jq_state, Teardown>;

  Program(State state, std::string text, std::chrono::milliseconds limit)
      : state_(std::move(state)), text_(std::move(text)), watchdog_(state_.get(), limit) {}
  [[nodiscard]] Result<std::vector<Value>> collect(std::size_t most);

  State state_;
  std::string text_;
  Watchdog watchdog_;
};

/// What may be shown of an error that a program ended with: jq puts pieces of the message into its own texts.
/// The program's own words, which stand in it as a literal, are kept.
[[nodiscard]] std::string safe_reason(const std::string& error, const std::string& program);

}  // namespace sluss::jq
