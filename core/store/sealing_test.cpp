// Content that is sealed: read as it was written, found in no file, told when it was touched. All persons are made up.
#include <gtest/gtest.h>

#include "base/file.h"
#include "store/store_file.h"
#include "store/store_fixture.h"

namespace sluss::store {
namespace {

const Secret first_secret("the first one of the keys, made up for tests");
const Secret second_secret("the second one of the keys, made up as well");

class Sealing : public StoreTest {
 protected:
  Sealing() { reopen({first_secret}); }

  void reopen(const std::vector<Secret>& secrets) {
    store_.reset();
    store_ = must(open_sqlite(file(), std::nullopt, SealingKeys(secrets)));
  }
  std::string refusal_of(const std::vector<Secret>& secrets) {
    store_.reset();
    const auto opened = open_sqlite(file(), std::nullopt, SealingKeys(secrets));
    return opened ? "" : opened.error().what;
  }
  std::int64_t write(const std::string& key, const std::string& name) {
    const auto transaction = writing();
    auto stored = message(*transaction, key);
    stored.message.body["student"] = name;
    stored.message.raw = key + ";" + name;
    must(transaction->messages().append(stored));
    must(transaction->commit());
    return stored.message.id;
  }
  StoredMessage read(std::int64_t id, Damage damage = Damage::refuse) {
    return *must(reading()->messages().get(id, damage));
  }
  /// In the store's file and all that lies beside it.
  bool lies_in_files(const std::string& text) const {
    for (const auto& suffix : store_suffixes()) {
      const auto bytes = file_bytes(file().string() + suffix);
      if (bytes && bytes->find(text) != std::string::npos) return true;
    }
    return false;
  }
};

TEST_F(Sealing, keeps_names_out_of_the_files_and_gives_them_back) {
  const auto id = write("P1", "Örjan Påhittad");
  EXPECT_EQ(read(id).message.body["student"], Value("Örjan Påhittad"));
  EXPECT_EQ(read(id).message.raw, "P1;Örjan Påhittad");
  EXPECT_FALSE(lies_in_files("Påhittad"));
  reopen({first_secret});
  EXPECT_EQ(read(id).message.raw, "P1;Örjan Påhittad");
  EXPECT_EQ(must(faults_of(file(), Reading::in_use, SealingKeys({first_secret}))), std::vector<std::string>{});
}

TEST_F(Sealing, without_its_key_the_store_is_not_opened) {
  write("P1", "Örjan Påhittad");
  EXPECT_NE(refusal_of({}).find("store_keys"), std::string::npos);
  EXPECT_NE(refusal_of({second_secret}).find("store_keys"), std::string::npos);
  const auto verified = faults_of(file(), Reading::in_use, {});
  ASSERT_FALSE(verified);
  EXPECT_EQ(verified.error().fault, Fault::config);
}

TEST_F(Sealing, a_flipped_bit_is_found_wherever_it_is) {
  const auto id = write("P1", "Örjan Påhittad");
  const auto size = count("SELECT length(sealed_body) FROM content");
  tamper("CREATE TABLE kept AS SELECT sealed_body FROM content");
  int flipped = 0;
  for (std::int64_t at = 1; at <= size; ++at) {
    SCOPED_TRACE(at);
    tamper("UPDATE content SET sealed_body = CAST(substr(sealed_body, 1, " + std::to_string(at - 1) +
           ") || x'00' || substr(sealed_body, " + std::to_string(at + 1) + ") AS BLOB)");
    if (count("SELECT (SELECT sealed_body FROM content) = (SELECT sealed_body FROM kept)") == 1) continue;  // it was 0
    ++flipped;
    EXPECT_TRUE(read(id, Damage::tell).damaged);
    EXPECT_FALSE(reading()->messages().get(id, Damage::refuse));
    tamper("UPDATE content SET sealed_body = (SELECT sealed_body FROM kept)");
  }
  EXPECT_GT(flipped, 50);
  EXPECT_FALSE(read(id, Damage::tell).damaged);
}

TEST_F(Sealing, what_is_put_into_another_row_or_column_does_not_open) {
  const auto one = write("P1", "Örjan Påhittad"), other = write("P2", "Åsa Uppdiktad");
  tamper("UPDATE content SET sealed_raw = (SELECT sealed_raw FROM content WHERE message = " + std::to_string(one) +
         ") WHERE message = " + std::to_string(other));
  EXPECT_TRUE(read(other, Damage::tell).damaged);
  tamper("UPDATE content SET sealed_raw = sealed_body WHERE message = " + std::to_string(one));
  EXPECT_TRUE(read(one, Damage::tell).damaged);
  EXPECT_EQ(must(faults_of(file(), Reading::in_use, SealingKeys({first_secret}))).size(), 2U);
}

TEST_F(Sealing, a_new_key_takes_over_and_the_former_one_may_go) {
  const auto old = write("P1", "Örjan Påhittad");
  reopen({second_secret, first_secret});
  const auto young = write("P2", "Åsa Uppdiktad");
  EXPECT_EQ(read(old).message.raw, "P1;Örjan Påhittad");
  EXPECT_NE(refusal_of({second_secret}), "") << "the first one still seals something";
  reopen({second_secret, first_secret});
  EXPECT_EQ(must(store_->seal()), 1);
  EXPECT_EQ(must(store_->seal()), 0);
  reopen({second_secret});
  EXPECT_EQ(read(old).message.raw, "P1;Örjan Påhittad");
  EXPECT_EQ(read(young).message.raw, "P2;Åsa Uppdiktad");
}

TEST_F(Sealing, what_lay_there_unsealed_is_sealed_and_gone_from_the_files) {
  folder_ = scratch_.path() / "another";
  reopen({});
  std::vector<std::int64_t> ids;
  for (int i = 0; i < 1200; ++i) ids.push_back(write("P" + std::to_string(i), "Örjan Påhittad"));
  EXPECT_TRUE(lies_in_files("Påhittad"));
  EXPECT_FALSE(store_->seal()) << "there is no key";
  reopen({first_secret});
  EXPECT_EQ(must(store_->seal()), 1200);
  EXPECT_FALSE(lies_in_files("Påhittad"));
  for (const auto id : ids) ASSERT_EQ(read(id).message.body["student"], Value("Örjan Påhittad"));
}

TEST_F(Sealing, damage_is_not_sealed_away) {
  folder_ = scratch_.path() / "another";
  reopen({});
  const auto id = write("P1", "Örjan Påhittad");
  tamper("UPDATE content SET raw = 'P1;Åsa Uppdiktad'");
  reopen({first_secret});
  const auto sealed = store_->seal();
  ASSERT_FALSE(sealed);
  EXPECT_NE(sealed.error().what.find("message " + std::to_string(id)), std::string::npos);
}

TEST_F(Sealing, whoever_was_not_told_of_the_newer_key_says_so) {
  write("P1", "Örjan Påhittad");
  const auto other = must(open_sqlite(file(), std::nullopt, SealingKeys({second_secret, first_secret})));
  {
    const auto transaction = must(other->begin(Access::write));
    must(transaction->messages().append(message(*transaction, "P2")));
    must(transaction->commit());
  }
  const auto listed = reading()->messages().list({});
  ASSERT_FALSE(listed);
  EXPECT_NE(listed.error().what.find("reload the daemon"), std::string::npos) << listed.error().what;
}

TEST_F(Sealing, a_purge_leaves_no_name) {
  const auto id = write("P1", "Örjan Påhittad");
  const auto transaction = writing();
  must(transaction->messages().purge(id, *parse_json(R"({"unit":"ost"})"), Instant(std::chrono::seconds(1))));
  must(transaction->commit());
  EXPECT_EQ(read(id).message.raw, "");
  EXPECT_TRUE(read(id).message.body["student"].is_null());
  EXPECT_TRUE(read(id).purged);
}

TEST(SealingKey, is_another_one_for_another_secret) {
  EXPECT_EQ(SealingKeys({first_secret}).all(), SealingKeys({first_secret}).all());
  EXPECT_NE(SealingKeys({first_secret}).all(), SealingKeys({second_secret}).all());
}

}  // namespace
}  // namespace sluss::store
