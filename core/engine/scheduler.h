// Decides when pipelines run. Knows no threads and no clock of its own: the daemon asks it.
//
// Each time of a schedule has one run at most that ends, and the run's trigger says which time it stands for: so it
// stays over restarts, and whatever is done to the clock.
// - Set back: a time that has had its run is passed over when it comes again; one that has not has it then.
// - Set forward: the times that were leapt over are missed, as after an outage.
// - A run that never came to its end, since the process did or was told to, is begun again for its time, some times at
//   most. One by command is not: its person is there.
// - Ahead for a while, by years perhaps: a run of then stands for its own time alone. It is not taken for the last run
//   of its pipeline, and nothing waits until the clock gets there again.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>

#include "config/configuration.h"
#include "store/store.h"

namespace sluss::engine {

/// Times without a run of their own, the first and the last of them.
struct LeftOut {
  Instant first, last;
};

/// A run that is due, or will be.
struct Due {
  Instant at;  ///< the time it stands for; long past when it makes up for one that was missed
  std::string pipeline;
  std::optional<LeftOut> left_out = std::nullopt;  ///< missed before it, and not made up for one by one

  /// What to begin the run with: "schedule 2026-11-23T01:00:00Z", and what it leaves out.
  [[nodiscard]] std::string trigger() const;
};

class Scheduler {
 public:
  /// Reads each pipeline's runs from the store; `configuration` must outlive it. What a pipeline's schedule has missed
  /// since its last run that does not lie in the future is due at once: the latest time under `run_once`, the latest
  /// 100 from the oldest on under `run_all`, none under `skip`. Ten minutes late is not missed. A pipeline that never
  /// ran has missed nothing. A run by command makes up for what was missed before it, but not under `run_all`.
  [[nodiscard]] static Result<Scheduler> make(const config::Configuration& configuration, store::Transaction& reading,
                                              Instant now);

  /// The pipeline's next run as things stand at `now`: due when its time has come. nullopt without a schedule, and
  /// after the last day of its calendar. To be asked again and again while the pipeline does not run: so it learns of a
  /// clock that was set; and where nobody asked for more than ten minutes, what came due meanwhile was missed.
  [[nodiscard]] std::optional<Due> next_of(const std::string& pipeline, Instant now);
  /// The pipeline has run, or was tried, for `due`. What came due meanwhile counts as missed.
  void done(const Due& due, Instant now);

  /// The same for who keeps no Due: the time of the next run as it was last told or done, the earliest of all, and that
  /// the pipeline's run that was due is done.
  [[nodiscard]] std::optional<Instant> next_of(const std::string& pipeline) const;
  [[nodiscard]] std::optional<Due> next() const;
  void done(const std::string& pipeline, Instant now);

 private:
  struct Watched {
    const config::Schedule* schedule;
    std::set<Instant> had;      ///< times that have had their run
    Instant since;              ///< nothing until then is due any more
    Instant asked;              ///< when somebody last was there to run it
    std::optional<Due> coming;  ///< as of then
  };

  static void learn(Watched& watched, const std::string& name, const std::vector<store::Run>& runs, Instant now);
  static void skip_missed(Watched& watched, Instant now);
  static void tell(Watched& watched, const std::string& name, Instant now);
  [[nodiscard]] static std::optional<Due> coming_of(const Watched& watched, const std::string& name, Instant now);

  std::map<std::string, Watched, std::less<>> watched_;
};

}  // namespace sluss::engine
