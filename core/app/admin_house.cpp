#include "app/admin_house.h"

#include "admin/accounts.h"
#include "base/file.h"
#include "observe/log.h"

namespace sluss::app {
namespace {

using observe::Level;

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

AdminHouse::AdminHouse(std::shared_ptr<const Workplace> work, StartRun start_run, OwnMetrics own_metrics)
    : work_(std::move(work)),
      begun_with_(work_),
      start_run_(std::move(start_run)),
      own_metrics_(std::move(own_metrics)) {}

AdminHouse::~AdminHouse() { close(); }

void AdminHouse::open() {
  const auto& settings = work_->configuration().admin;
  if (!settings) return;
  offer_first_account();
  service_.emplace(*this, admin::Gateway{settings->names});
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
  return store::open_sqlite(held->store, held->largest_store);
}

std::chrono::seconds AdminHouse::since_last_look() const {
  return std::chrono::floor<std::chrono::seconds>(std::chrono::steady_clock::now() - last_look_.load());
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
