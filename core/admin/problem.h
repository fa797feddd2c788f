// What is answered when something is not done: problem+json (RFC 9457).
#pragma once

#include <string>

#include "base/result.h"
#include "http/serving.h"

namespace sluss::admin {

/// Thrown by what handles a request, and answered by whoever called it.
struct Problem {
  unsigned status;
  std::string detail;        ///< for a person: what is wrong, and what to do. Tells of no student
  unsigned retry_after = 0;  ///< seconds; 0: nothing is said about it
  std::string allow = {};    ///< of 405: the methods that there are
};

[[nodiscard]] http::Reply reply_of(const Problem& problem);

/// What an error of the store, the engine or a plugin is to whoever asked.
[[nodiscard]] Problem problem_of(const Error& error);

/// The value of a Result, or its error thrown as a Problem.
template <class T>
T must(Result<T> result) {
  if (!result) throw problem_of(result.error());
  if constexpr (!std::is_void_v<T>) return std::move(*result);
}

}  // namespace sluss::admin
