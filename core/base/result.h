// What an operation gives back: its value, or an Error that names its Fault.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <tl/expected.hpp>
#include <utility>

namespace sluss {

/// The kind of a failure. Whoever meets it picks the kind; the engine alone decides what follows.
enum class Fault {
  config,           ///< the configuration is wrong: refuse to start
  data,             ///< this input is wrong: the message is parked
  rejected,         ///< the target refused this message: it is parked
  unavailable,      ///< not reached, or not ready: retried later
  throttled,        ///< asked to slow down: retried after `retry_after`
  denied,           ///< not allowed in: the connection is paused, a person is told
  internal,         ///< a bug: the message is parked
  cancelled,        ///< stopped on request: the work stays pending
  unknown_outcome,  ///< it may or may not have happened: the target is asked, or a person
  store,            ///< our own store cannot be read or written: the run ends, and no message is blamed for it
};

/// The fault's name as users and logs meet it, e.g. "unavailable".
[[nodiscard]] const char* name_of(Fault fault);

/// A failure. `what` says what happened, where, and what a person can do about it.
/// It never holds a person's name, a personal number or a secret.
struct Error {
  Fault fault = Fault::internal;
  std::string what;
  std::optional<std::chrono::seconds> retry_after = std::nullopt;
};

template <class T>
using Result = tl::expected<T, Error>;

[[nodiscard]] inline tl::unexpected<Error> fail(Fault fault, std::string what) {
  return tl::unexpected<Error>(Error{fault, std::move(what), std::nullopt});
}

[[nodiscard]] inline tl::unexpected<Error> fail(Error error) { return tl::unexpected<Error>(std::move(error)); }

#define SLUSS_JOIN_(a, b) a##b
#define SLUSS_JOIN(a, b) SLUSS_JOIN_(a, b)
// The name differs in each use: one may stand in a lambda within another.
#define SLUSS_TRY_(expression, result)                                                        \
  do {                                                                                        \
    if (auto result = (expression); !result) return ::sluss::fail(std::move(result).error()); \
  } while (false)

/// Leaves the calling function with the error of a Result<void>-like expression, if it holds one.
#define SLUSS_TRY(expression) SLUSS_TRY_(expression, SLUSS_JOIN(sluss_result_, __COUNTER__))

/// Declares `name` with the value of a Result, or leaves the calling function with its error.
#define SLUSS_TRY_ASSIGN(name, expression)                                    \
  auto name##_result = (expression);                                          \
  if (!name##_result) return ::sluss::fail(std::move(name##_result).error()); \
  auto&& name = *name##_result  // NOLINT(bugprone-macro-parentheses)

}  // namespace sluss
