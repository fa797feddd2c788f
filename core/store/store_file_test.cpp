// Store files looked at and copied as they are; and what was purged is in none of them.
#include "store/store_file.h"

#include <fstream>
#include <sstream>

#include "store/store_fixture.h"

namespace sluss::store {
namespace {

namespace fs = std::filesystem;

constexpr auto nobody = R"j({"student":{"name":"(gallrad)"}})j";
const Instant noon{std::chrono::seconds(1'800'000'000)};

class StoreCopy : public StoreTest {
 protected:
  void add(const std::string& key) {
    const auto transaction = writing();
    append(*transaction, key);
    must(transaction->commit());
  }
  [[nodiscard]] fs::path copy() const { return folder_ / "copy.db"; }
  [[nodiscard]] StoreMarks marks(const fs::path& path) const { return must(marks_of(path, Reading::still)); }
};

TEST_F(StoreCopy, is_known_as_an_earlier_state_of_its_store) {
  add("P1");
  must(copy_store(file(), Reading::in_use, copy()));
  EXPECT_EQ(marks(copy()).schema, current_schema());
  add("P2");
  EXPECT_TRUE(marks(copy()).is_earlier_state_of(marks(file())));
  EXPECT_FALSE(marks(file()).is_earlier_state_of(marks(copy())));
  const auto other = must(open_sqlite(folder_ / "other.db"));
  EXPECT_FALSE(marks(folder_ / "other.db").is_earlier_state_of(marks(file()))) << "another store";
}

TEST_F(StoreCopy, is_never_made_over_another_file) {
  std::ofstream(copy()) << "kept";
  EXPECT_EQ(copy_store(file(), Reading::in_use, copy()).error().fault, Fault::config);
  EXPECT_EQ(fs::file_size(copy()), 4U);
}

TEST_F(StoreCopy, takes_the_place_of_a_store_that_others_have_open) {
  add("P1");
  must(copy_store(file(), Reading::in_use, copy()));
  add("P2");
  must(replace_store(file(), copy()));
  EXPECT_TRUE(must(reading()->messages().find("klipp.placements", "P1")));
  EXPECT_FALSE(must(reading()->messages().find("klipp.placements", "P2")));
  add("P3");
  EXPECT_TRUE(must(faults_of(file(), Reading::in_use, {})).empty());
}

class Purging : public StoreTest {
 protected:
  std::int64_t add_named(const std::string& key) {
    const auto transaction = writing();
    auto stored = message(*transaction, key);
    stored.message.body = *parse_json(R"j({"student":{"name":"Planterad)j" + key + R"j( Namn"}})j");
    stored.message.raw = key + ";Planterad" + key + ";19550101-9805";
    must(transaction->messages().append(stored));
    must(transaction->commit());
    return stored.message.id;
  }
  void purge(std::int64_t id) {
    const auto transaction = writing();
    must(transaction->messages().purge(id, *parse_json(nobody), noon));
    must(transaction->commit());
  }
  [[nodiscard]] bool is_held(const std::string& bytes) const {
    for (const auto& entry : fs::directory_iterator(folder_)) {
      std::ifstream in(entry.path(), std::ios::binary);
      std::ostringstream all;
      all << in.rdbuf();
      if (all.str().find(bytes) != std::string::npos) return true;
    }
    return false;
  }
};

TEST_F(Purging, replaces_body_and_raw_and_keeps_hash_and_state) {
  const auto id = add_named("P1");
  purge(id);
  const auto stored = must(reading()->messages().get(id));
  ASSERT_TRUE(stored);
  EXPECT_EQ(stored->message.body.at("student.name").text_or_empty(), "(gallrad)");
  EXPECT_EQ(stored->message.raw, "");
  EXPECT_EQ(stored->hash, digest("P1"));
  EXPECT_EQ(stored->purged, noon);
  EXPECT_TRUE(must(faults_of(file(), Reading::in_use, {})).empty());
}

TEST_F(Purging, then_scrubbing_leaves_no_byte_of_it_even_beside_an_idle_reader) {
  std::vector<std::int64_t> ids;
  for (int i = 0; i < 100; ++i) ids.push_back(add_named("P" + std::to_string(i)));
  // Copies in parts of the file that nothing uses, where no later deletion overwrites them.
  tamper("PRAGMA secure_delete = OFF; CREATE TABLE moved AS SELECT * FROM content; DROP TABLE moved");
  const auto other = must(open_sqlite(file()));
  must(must(other->begin(Access::read))->commit());
  ASSERT_TRUE(is_held("PlanteradP7 "));
  for (const auto id : ids) purge(id);
  must(store_->scrub());
  EXPECT_FALSE(is_held("Planterad"));
  EXPECT_FALSE(is_held("9805"));
  EXPECT_EQ(count("SELECT count(*) FROM setting WHERE name = 'scrub'"), 0);
}

TEST_F(Purging, that_was_not_scrubbed_is_scrubbed_by_the_next_call) {
  purge(add_named("P1"));
  store_.reset();
  open();
  must(store_->scrub());
  EXPECT_FALSE(is_held("Planterad"));
  must(store_->scrub());
}

TEST_F(Purging, nothing_is_scrubbed_within_a_transaction) {
  const auto transaction = writing();
  EXPECT_EQ(store_->scrub().error().fault, Fault::internal);
}

TEST_F(StoreCopy, of_which_open_deliveries_come_back_in_doubt) {
  const auto transaction = writing();
  const auto id = append(*transaction, "P1").message.id;
  for (const auto* key : {"pending", "sending", "delivered", "rejected"})
    must(transaction->deliveries().add(id, "peppol.invoices", key));
  auto deliveries = must(transaction->deliveries().of_message(id));
  deliveries[1].state = DeliveryState::sending;
  deliveries[2].state = DeliveryState::delivered;
  deliveries[3].state = DeliveryState::rejected;
  for (const auto& delivery : deliveries) must(transaction->deliveries().update(delivery));
  EXPECT_EQ(must(transaction->deliveries().doubt_open("a backup was restored", noon)), 2);
  deliveries = must(transaction->deliveries().of_message(id));
  EXPECT_EQ(deliveries[0].state, DeliveryState::unknown);
  EXPECT_EQ(deliveries[1].state, DeliveryState::unknown);
  EXPECT_EQ(deliveries[1].receipt, "a backup was restored");
  EXPECT_EQ(deliveries[2].state, DeliveryState::delivered);
  EXPECT_EQ(deliveries[3].state, DeliveryState::rejected);
}

}  // namespace
}  // namespace sluss::store
