#include "app/admin_house.h"

#include <condition_variable>
#include <thread>

#include "admin/accounts.h"
#include "app/kept_configurations.h"
#include "app/plan_aside.h"
#include "base/file.h"
#include "observe/log.h"

namespace sluss::app {
namespace {

using observe::Level;

constexpr std::chrono::seconds folder_read_again{5}, longest_probe{60};
constexpr std::int64_t longest_plan_list = 1'000;

std::filesystem::path first_token_file(const config::Configuration& configuration) {
  return configuration.store.parent_path() / "first-account.token";
}

http::ServerConfig server_config(const config::AdminSettings& settings) {
  http::ServerConfig config;
  config.listen = settings.listen;
  config.certificate = settings.certificate;
  config.key = settings.certificate_key;
  config.most_connections = 512;
  return config;
}

}  // namespace

AdminHouse::AdminHouse(const Options& options, std::shared_ptr<const Workplace> work,
                       std::shared_ptr<const RunProgress> progress, StartRun start_run, OwnMetrics own_metrics)
    : options_(options),
      work_(std::move(work)),
      begun_with_(work_),
      progress_(std::move(progress)),
      start_run_(std::move(start_run)),
      own_metrics_(std::move(own_metrics)) {}

AdminHouse::~AdminHouse() { close(); }

void AdminHouse::open() {
  const auto& settings = work_->configuration().admin;
  if (!settings) return;
  offer_first_account();
  service_.emplace(*this, admin::Gateway{settings->names, !settings->certificate.empty(), settings->proxy});
  server_.emplace(*service_);
  must(server_->start(server_config(*settings)));
  observe::log(Level::info, "admin", "listens at port " + std::to_string(server_->port()));
}

void AdminHouse::close() {
  if (server_) server_->stop();
  server_.reset();
  service_.reset();
}

void AdminHouse::set(std::shared_ptr<const Workplace> work) {
  const std::lock_guard lock(mutex_);
  work_ = std::move(work);
}

std::shared_ptr<const Workplace> AdminHouse::work() const {
  const std::lock_guard lock(mutex_);
  return work_;
}

std::shared_ptr<const config::Configuration> AdminHouse::configuration() const {
  auto held = work();
  const auto* configuration = &held->configuration();
  return {std::move(held), configuration};
}

Result<std::unique_ptr<store::Store>> AdminHouse::open_store() const {
  const auto held = configuration();
  return store::open_sqlite(held->store, held->largest_store, store::SealingKeys(held->store_keys));
}

Result<std::unique_ptr<store::ChangeWatch>> AdminHouse::watch_store() const {
  return store::ChangeWatch::open(configuration()->store);
}

std::chrono::seconds AdminHouse::since_last_look() const {
  return std::chrono::floor<std::chrono::seconds>(std::chrono::steady_clock::now() - last_look_.load());
}

Result<std::shared_ptr<const admin::FolderNow>> AdminHouse::folder() {
  const std::lock_guard lock(folder_mutex_);
  const auto now = std::chrono::steady_clock::now();
  if (folder_ != nullptr && now - folder_read_ < folder_read_again) return folder_;
  try {
    auto found = std::make_shared<admin::FolderNow>();
    found->read = clock().now();
    auto there = std::make_shared<const Workplace>(options_);
    found->found = there->diagnostics().all();
    const auto& warnings = there->diagnostics().warnings();
    found->found.insert(found->found.end(), warnings.begin(), warnings.end());
    // Kept beside the store that is in use, whatever the folder says now.
    SLUSS_TRY_ASSIGN(kept, KeptConfigurations(configuration()->store).list());
    for (const auto& one : kept) found->kept.push_back({one.number, one.since, one.ran});
    const auto* read = &there->configuration();
    found->configuration = {std::move(there), read};
    folder_ = std::move(found);
    folder_read_ = std::chrono::steady_clock::now();
    return folder_;
  } catch (const Stop& stop) {
    return fail(Fault::unavailable, stop.text);
  }
}

Result<Value> AdminHouse::plan(const std::string& pipeline, const std::stop_token& stop) const {
  return plan_aside(options_, pipeline, longest_plan_list, configuration()->store.parent_path(), stop);
}

Result<engine::Probed> AdminHouse::probe(const std::string& connection, const std::stop_token& stop) const {
  const auto held = configuration();
  const auto make = held->probes.find(connection);
  if (make == held->probes.end()) return fail(Fault::config, "there is no connection of that name that can be tried");
  std::stop_source late;
  const std::stop_callback with_us(stop, [&late] { late.request_stop(); });
  const std::jthread clock([&late](const std::stop_token& answered) {
    std::mutex mutex;
    std::unique_lock lock(mutex);
    std::condition_variable_any never;
    if (!never.wait_for(lock, answered, longest_probe, [&] { return answered.stop_requested(); })) late.request_stop();
  });
  return engine::try_connection(make->second, late.get_token());
}

/// A file that the daemon's own user alone can read, since whoever reads the log must not become administrator.
void AdminHouse::offer_first_account() const {
  const auto file = first_token_file(work_->configuration());
  const auto store = must(open_store());
  const auto transaction = must(store->begin(store::Access::write));
  const auto token = must(admin::first_token(*transaction, clock().now()));
  std::error_code ignored;
  if (!token) {
    std::filesystem::remove(file, ignored);
    return;
  }
  must(write_private_bytes(file, *token + "\n"));
  must(transaction->commit());
  observe::log(Level::info, "admin",
               "nobody has an account yet; for a day, the token for the first one stands in " + file.string());
}

}  // namespace sluss::app
