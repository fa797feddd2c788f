#pragma once

#include "store/sqlite_database.h"
#include "store/store.h"

namespace sluss::store {

class SqliteMessages final : public MessageLog {
 public:
  explicit SqliteMessages(Database& database) : database_(database) {}
  [[nodiscard]] Result<std::int64_t> next_id() override;
  [[nodiscard]] Result<std::optional<Known>> find(std::string_view channel, std::string_view key) override;
  [[nodiscard]] Result<void> append(const StoredMessage& message) override;
  [[nodiscard]] Result<void> set_state(std::int64_t message, State state, const std::string& reason,
                                       std::optional<Ore> amount) override;
  [[nodiscard]] Result<std::optional<StoredMessage>> get(std::int64_t message, Damage damage) override;
  [[nodiscard]] Result<void> purge(std::int64_t message, const Value& body, Instant at) override;
  [[nodiscard]] Result<std::vector<StoredMessage>> list(const MessageFilter& filter) override;
  [[nodiscard]] Result<void> each_current(std::string_view channel, std::string_view scope,
                                          const std::function<void(std::int64_t, State)>& visit) override;
  [[nodiscard]] Result<std::vector<Count>> counts() override;
  [[nodiscard]] Result<std::vector<Parked>> parked() override;
  /// As `list`, without body, raw and parents, which are not looked at: damage there is not found.
  [[nodiscard]] Result<std::vector<StoredMessage>> heads(const MessageFilter& filter);

 private:
  void insert(const StoredMessage& stored);
  /// An invoice's document.
  void insert_document(const Message& message);
  /// A placement that takes the place of an order line.
  void insert_place(const Message& message);
  void become_current(const StoredMessage& stored);
  [[nodiscard]] std::optional<StoredMessage> head(std::int64_t message);
  [[nodiscard]] StoredMessage head_of(const Query& query);
  template <class Read>
  [[nodiscard]] Result<std::vector<StoredMessage>> listed(const MessageFilter& filter, Read&& read_one);
  [[nodiscard]] Result<StoredMessage> read(const Query& query, Damage damage);

  Database& database_;
  std::int64_t last_id_ = 0;  ///< given in this transaction
};

}  // namespace sluss::store
