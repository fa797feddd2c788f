// A jq program, shut in: no environment, no input, no modules, no output but its results, and limits on what it uses.
#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "base/value.h"
#include "chamber.h"
#include "value_jv.h"

namespace sluss::jq {

/// Used by one thread at a time.
class Program {
 public:
  /// A program gives one result; whatever comes after a second one is not computed.
  static constexpr std::size_t most_results = 2;

  /// Error: Fault::config, saying what is wrong with the text and in which of its lines.
  [[nodiscard]] static Result<std::unique_ptr<Program>> compile(const std::string& text, Limits limits = {});

  /// The program's results for one value, `most_results` at the most.
  /// Fault::data: it failed, broke a limit or gave what no body can hold. The text holds nothing of the value.
  /// Fault::unavailable: there was no process for it.
  [[nodiscard]] Result<std::vector<Value>> run(const Value& value);

 private:
  struct Teardown {
    void operator()(jq_state* state) const { jq_teardown(&state); }
  };
  using State = std::unique_ptr<jq_state, Teardown>;

  Program(State state, std::string text, Limits limits);
  // Within the chamber.
  [[nodiscard]] std::string answer(std::string_view request);
  [[nodiscard]] Result<std::vector<Value>> results_for(std::string_view body);

  State state_;
  std::string text_;
  Chamber chamber_;
};

/// What may be shown of an error that a program ended with: jq puts pieces of the message into its own texts.
/// The program's own words, which stand in it as a literal, are kept.
[[nodiscard]] std::string safe_reason(const std::string& error, const std::string& program);

}  // namespace sluss::jq
