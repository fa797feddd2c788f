// Plays the nights of a test, one after the other, in a store of their own.
#pragma once

#include <filesystem>
#include <map>
#include <memory>
#include <stop_token>
#include <string>

#include "base/result.h"
#include "store/store.h"
#include "trial/stage.h"
#include "trial/stand_ins.h"

namespace sluss::trial {

/// A folder that only this user sees, and that goes with it.
class ScratchFolder {
 public:
  /// Error: Fault::unavailable, when none can be made.
  [[nodiscard]] static Result<std::unique_ptr<ScratchFolder>> make();
  ~ScratchFolder();
  ScratchFolder(const ScratchFolder&) = delete;
  ScratchFolder& operator=(const ScratchFolder&) = delete;
  [[nodiscard]] const std::filesystem::path& path() const { return path_; }

 private:
  explicit ScratchFolder(std::filesystem::path path) : path_(std::move(path)) {}
  std::filesystem::path path_;
};

class Nights {
 public:
  /// `folder` is where the files that a test names lie. All but the folder outlives this.
  Nights(const Stage& stage, const Test& test, const Registry& registry, std::filesystem::path folder)
      : stage_(stage), test_(test), registry_(registry), folder_(std::move(folder)) {}

  /// Tells of names and files that there are none of, for all nights.
  void check(Diagnostics& diagnostics) const;
  /// Plays the next night, by the real engine. The names and files are right. Error: the engine or the store gave up.
  [[nodiscard]] Result<NightResult> play(const Night& night, const std::stop_token& stop);

 private:
  /// How a message stood after the last night.
  struct Standing {
    store::State state = store::State::collected;
    std::string reason;
  };

  [[nodiscard]] const std::string& pipeline_of(const Night& night) const;
  void check(const Night& night, Diagnostics& diagnostics) const;
  [[nodiscard]] Result<config::Configuration> configuration_for(const Night& night,
                                                                const std::shared_ptr<Outbox>& outbox) const;
  /// A step of the tested configuration, that asks nobody.
  [[nodiscard]] config::Step step_for(const config::Step& step) const;
  [[nodiscard]] std::vector<std::string> asking_steps() const;
  [[nodiscard]] Result<config::Inlet> inlet_for(const Given& given, const config::Inlet& inlet) const;
  [[nodiscard]] Result<void> open_store();
  /// What is new, or stands otherwise than after the last night.
  [[nodiscard]] Result<void> collect(const std::string& pipeline, NightResult& result);
  [[nodiscard]] Result<std::string> reason_of(store::Transaction& reading, const store::StoredMessage& stored) const;
  [[nodiscard]] bool comes_out_by_its_way_in(const std::string& channel) const;

  const Stage& stage_;
  const Test& test_;
  const Registry& registry_;
  std::filesystem::path folder_;
  std::unique_ptr<ScratchFolder> scratch_;  ///< made for the first night
  std::unique_ptr<store::Store> store_;
  std::map<std::int64_t, Standing> before_;
};

}  // namespace sluss::trial
