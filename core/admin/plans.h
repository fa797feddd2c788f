// Plans that were asked for: made one at a time, aside, and kept in memory for a while. A restart ends and forgets
// them.
#pragma once

#include <cstdint>
#include <deque>
#include <functional>
#include <mutex>
#include <optional>
#include <string>

#include "admin/aside.h"
#include "base/result.h"
#include "base/value.h"

namespace sluss::admin {

struct Plan {
  std::int64_t id = 0;
  std::string pipeline, state = "running";  ///< or "done" or "failed"
  std::string error = {};                   ///< why it failed
  Value made = {};                          ///< as House::plan gives it
};

/// Safe to use from several threads.
class Plans {
 public:
  using Make = std::function<Result<Value>(const std::stop_token& stop)>;
  static constexpr std::size_t kept = 4;

  /// `first`: the id before the first one. `ended` is called when one has ended, by another thread.
  Plans(std::int64_t first, std::function<void()> ended) : last_(first), ended_(std::move(ended)) {}

  /// Its id; nullopt: another is being made, or it is closed.
  [[nodiscard]] std::optional<std::int64_t> begin(const std::string& pipeline, Make make);
  /// Nullopt: there is none of that id, or it has been forgotten.
  [[nodiscard]] std::optional<Plan> find(std::int64_t id) const;
  void close() { aside_.close(); }

 private:
  void end(std::int64_t id, Result<Value> made);

  mutable std::mutex mutex_;
  std::deque<Plan> plans_;
  std::int64_t last_;
  const std::function<void()> ended_;
  Aside aside_{1};  // last: its thread uses the others
};

}  // namespace sluss::admin
