// Takes in what the sources of a run give: each input whole or not at all, and none twice.
#pragma once

#include <optional>
#include <set>
#include <stop_token>
#include <string>
#include <vector>

#include "config/configuration.h"
#include "engine/attempt.h"
#include "engine/decoder.h"
#include "engine/pipeline_run.h"
#include "engine/recorder.h"
#include "engine/run_report.h"

namespace sluss::engine {

class Intake {
 public:
  /// All of it outlives this.
  Intake(const Surroundings& around, RunMode mode, RunReport& report, Recorder& recorder, std::stop_token stop)
      : around_(around), mode_(mode), report_(report), recorder_(recorder), stop_(std::move(stop)) {}

  /// Reads an inlet's source to its end. What went wrong with it is the report's; an error is the store's.
  [[nodiscard]] Result<void> read(const config::Inlet& inlet);

 private:
  /// Why something was not taken.
  struct NotTaken {
    Error why;
    bool again = false;  ///< a plugin broke, and nobody knows yet by what: to be read once more, carefully
  };
  /// An error is the store's.
  using Ended = Result<std::optional<NotTaken>>;

  [[nodiscard]] Result<void> gave_out(const std::string& inlet, const Error& error);
  [[nodiscard]] Result<void> hand_position(const config::Inlet& inlet, Source& source);
  void leave(Source& source, const Read& read);
  /// Gives why its other end did not let us in as it was read; then nothing more is.
  [[nodiscard]] Result<std::optional<Error>> take(const config::Inlet& inlet, Source& source, Read& read,
                                                  std::set<std::string>& broken);
  [[nodiscard]] Ended attempt(const config::Inlet& inlet, const Read& read, const std::string& position);
  /// How far the source was read, all of this read included.
  [[nodiscard]] Result<void> remember(store::Transaction& writing, const config::Inlet& inlet, const Read& read,
                                      const std::string& position, std::int64_t rows);
  [[nodiscard]] Result<void> store(const std::string& channel, IncomingBatch&& batch, Seen& seen);
  /// Decodes and stores.
  [[nodiscard]] Ended decode(const config::Inlet& inlet, const Read& read, Attempt& attempt);
  /// The same, in batches that are small and alone in the works.
  [[nodiscard]] Ended decode_slowly(const config::Inlet& inlet, const Read& read, Attempt& attempt);
  [[nodiscard]] Result<void> record(const std::string& channel, IncomingBatch&& batch, Seen& seen, Attempt& attempt);
  [[nodiscard]] Result<void> record_alone(const std::string& channel, Incoming&& incoming, Seen& seen,
                                          Attempt& attempt);
  [[nodiscard]] Ended end(const config::Inlet& inlet, const Read& read, const Result<void>& outcome,
                          const std::vector<std::string>& notes, const Seen& seen);
  /// The cursor of something that is surely the same as when it was last read by this configuration.
  [[nodiscard]] Result<std::optional<store::Cursor>> cursor_of(const config::Inlet& inlet, const Read& read);
  [[nodiscard]] std::string version_of(const Read& read) const;

  const Surroundings& around_;
  RunMode mode_;
  RunReport& report_;
  Recorder& recorder_;
  std::stop_token stop_;
  bool is_history_ = false;  ///< of what is being read
};

}  // namespace sluss::engine
