// What the store's tests stand on: a store in a folder of its own, and a way past it to the file. All persons are made
// up.
#pragma once

#include <SQLiteCpp/SQLiteCpp.h>
#include <filesystem>
#include <gtest/gtest.h>

#include "base/json.h"
#include "store/store.h"
#include "support/temporary_folder.h"

namespace sluss::store {

class StoreTest : public ::testing::Test {
 protected:
  StoreTest() { open(); }

  void open() {
    auto opened = open_sqlite(file());
    ASSERT_TRUE(opened) << opened.error().what;
    store_ = std::move(*opened);
  }
  [[nodiscard]] std::filesystem::path file() const { return folder_ / "sluss.db"; }

  /// The value of a result that must be there.
  template <class T>
  static T must(Result<T> result) {
    if (!result) throw std::runtime_error(result.error().what);
    if constexpr (!std::is_void_v<T>) return std::move(*result);
  }
  std::unique_ptr<Transaction> writing() { return must(store_->begin(Access::write)); }
  std::unique_ptr<Transaction> reading() { return must(store_->begin(Access::read)); }

  /// A message with an id of its own, of a new item unless one is given.
  static StoredMessage message(Transaction& transaction, const std::string& key, std::int64_t item = 0) {
    StoredMessage stored;
    stored.message.id = must(transaction.messages().next_id());
    stored.message.item = item == 0 ? stored.message.id : item;
    stored.message.change = item == 0 ? Change::added : Change::changed;
    stored.message.kind = "placement";
    stored.message.key = key;
    stored.message.body = *parse_json(R"({"unit":"ost"})");
    stored.message.raw = "P1;ost";
    stored.message.origin = {"placeringar.csv", "", 2, nullptr};
    stored.channel = "klipp.placements";
    stored.scope = "HT2026|universitetet";
    stored.hash = digest(key);
    stored.run = 1;
    return stored;
  }
  StoredMessage append(Transaction& transaction, const std::string& key, std::int64_t item = 0) {
    auto stored = message(transaction, key, item);
    must(transaction.messages().append(stored));
    return stored;
  }

  /// Does something with the file that the store never would.
  void tamper(const std::string& sql) const {
    SQLite::Database raw(file().string(), SQLite::OPEN_READWRITE);
    raw.exec(sql);
  }
  [[nodiscard]] std::int64_t count(const std::string& sql) const {
    SQLite::Database raw(file().string(), SQLite::OPEN_READONLY);
    return raw.execAndGet(sql).getInt64();
  }

  test::TemporaryFolder scratch_;
  std::filesystem::path folder_ = scratch_.path();
  std::unique_ptr<Store> store_;
};

}  // namespace sluss::store
