#pragma once

#include "store/sqlite_database.h"
#include "store/store.h"

namespace sluss::store {

class SqliteDeliveries final : public Deliveries {
 public:
  explicit SqliteDeliveries(Database& database) : database_(database) {}
  [[nodiscard]] Result<void> add(std::int64_t message, const std::string& connection, const std::string& key) override;
  [[nodiscard]] Result<std::vector<Delivery>> open(const OpenDeliveries& which) override;
  [[nodiscard]] Result<std::optional<Instant>> next_due(const std::string& connection, bool doubtful) override;
  [[nodiscard]] Result<std::vector<Delivery>> done(const std::string& connection, Instant since,
                                                   std::size_t limit) override;
  [[nodiscard]] Result<std::int64_t> undone(const std::string& connection) override;
  [[nodiscard]] Result<std::vector<Count>> counts() override;
  [[nodiscard]] Result<void> update(const Delivery& delivery) override;
  [[nodiscard]] Result<std::vector<Delivery>> of_message(std::int64_t message) override;
  [[nodiscard]] Result<std::int64_t> doubt_open(const std::string& receipt, Instant at) override;

 private:
  [[nodiscard]] Delivery read(const Query& query);
  void settle_message(const Delivery& delivery);

  Database& database_;
};

}  // namespace sluss::store
