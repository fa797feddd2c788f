// Which pipelines rest after the store gave out under their run, and for how long: a short want passes by itself, and
// what does not pass is tried less and less often.
#pragma once

#include <chrono>
#include <functional>
#include <map>
#include <string>
#include <utility>

namespace sluss::engine {

class RunRests {
 public:
  using Clock = std::chrono::steady_clock;

  /// `has_room` tells whether the store's disk has room for a run; it is asked again and again.
  explicit RunRests(std::function<bool()> has_room) : has_room_(std::move(has_room)) {}

  /// The store gave out under a run of the pipeline. It rests for ten seconds; from the fourth time in a row on twice
  /// as long each time, up to ten minutes. For want of room it is not tried less often, but not before there is room.
  void broke_off(const std::string& pipeline, Clock::time_point now);
  /// A run of the pipeline took place.
  void took_place(const std::string& pipeline) { broken_.erase(pipeline); }
  [[nodiscard]] bool rests(const std::string& pipeline, Clock::time_point now) const;

 private:
  struct Broken {
    int times = 0;             ///< in a row, without those for want of room
    bool lacked_room = false;  ///< the last time
    Clock::time_point until;
  };

  std::function<bool()> has_room_;
  std::map<std::string, Broken> broken_;  ///< by pipeline
};

}  // namespace sluss::engine
