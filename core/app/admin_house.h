// The daemon as its admin API sees it, and the server that the API is asked through.
#pragma once

#include <atomic>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>

#include "admin/house.h"
#include "admin/service.h"
#include "app/run_progress.h"
#include "app/workplace.h"
#include "http/server.h"

namespace sluss::app {

class AdminHouse final : public admin::House {
 public:
  /// `start_run` is called from the API's threads.
  using StartRun = std::function<Result<void>(const std::string& pipeline, const std::string& who)>;
  using OwnMetrics = std::function<std::string()>;
  /// `options` must outlive it.
  AdminHouse(const Options& options, std::shared_ptr<const Workplace> work, std::shared_ptr<const RunProgress> progress,
             StartRun start_run, OwnMetrics own_metrics);
  ~AdminHouse() override;

  /// Serves as the configuration says, or not at all. Where nobody has an account yet, the token for the first one is
  /// put beside the store. Throws Stop when the address, the certificate or the store is not to be had.
  void open();
  /// No more is answered when it returns.
  void close();
  /// What was read again.
  void set(std::shared_ptr<const Workplace> work);
  /// What is due was looked at just now.
  void looked() { last_look_ = std::chrono::steady_clock::now(); }

  [[nodiscard]] std::shared_ptr<const config::Configuration> configuration() const override;
  [[nodiscard]] const Clock& clock() const override { return begun_with_->clock(); }
  [[nodiscard]] Result<std::unique_ptr<store::Store>> open_store() const override;
  [[nodiscard]] Result<std::unique_ptr<store::ChangeWatch>> watch_store() const override;
  [[nodiscard]] std::string version() const override { return SLUSS_VERSION; }
  [[nodiscard]] std::chrono::seconds since_last_look() const override;
  [[nodiscard]] Result<void> start_run(const std::string& pipeline, const std::string& who) override {
    return start_run_(pipeline, who);
  }
  [[nodiscard]] std::optional<admin::Progress> progress(const std::string& pipeline) const override {
    return progress_->of(pipeline);
  }
  [[nodiscard]] Result<std::shared_ptr<const admin::FolderNow>> folder() override;
  [[nodiscard]] Result<Value> plan(const std::string& pipeline, const std::stop_token& stop) const override;
  [[nodiscard]] Result<engine::Probed> probe(const std::string& connection, const std::stop_token& stop) const override;
  [[nodiscard]] std::string own_metrics() const override { return own_metrics_(); }

 private:
  [[nodiscard]] std::shared_ptr<const Workplace> work() const;
  void offer_first_account() const;

  const Options& options_;
  mutable std::mutex mutex_;
  std::shared_ptr<const Workplace> work_;
  std::shared_ptr<const Workplace> begun_with_;  ///< whose clock it is
  const std::shared_ptr<const RunProgress> progress_;
  StartRun start_run_;
  OwnMetrics own_metrics_;
  std::mutex folder_mutex_;  ///< one looks at the folder; others wait for what it finds
  std::shared_ptr<const admin::FolderNow> folder_;
  std::chrono::steady_clock::time_point folder_read_;
  std::atomic<std::chrono::steady_clock::time_point> last_look_ = std::chrono::steady_clock::now();
  std::optional<admin::AdminService> service_;
  std::optional<http::Server> server_;
};

}  // namespace sluss::app
