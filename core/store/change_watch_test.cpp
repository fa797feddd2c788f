// A change by anybody is seen, once; what is only read, or is rolled back, is none.
#include "store/change_watch.h"

#include <gtest/gtest.h>

#include "store/store.h"
#include "support/temporary_folder.h"

namespace sluss::store {
namespace {

void set(Store& store, const std::string& name, bool commit) {
  const auto transaction = store.begin(Access::write).value();
  ASSERT_TRUE(transaction->audit().add({Instant{}, "test", "change", name, ""}));
  if (commit) {
    ASSERT_TRUE(transaction->commit());
  }
}

TEST(ChangeWatch, sees_what_is_committed_and_nothing_else) {
  const test::TemporaryFolder folder;
  const auto file = folder.path() / "sluss.db";
  EXPECT_FALSE(ChangeWatch::open(file)) << "there is no store yet";
  const auto store = open_sqlite(file).value(), another = open_sqlite(file).value();
  const auto watch = ChangeWatch::open(file).value();
  EXPECT_FALSE(watch->changed().value());
  set(*store, "one", true);
  EXPECT_TRUE(watch->changed().value());
  EXPECT_FALSE(watch->changed().value()) << "once";
  set(*another, "two", false);
  static_cast<void>(store->begin(Access::read).value()->audit().list(10));
  EXPECT_FALSE(watch->changed().value());
  set(*store, "three", true);
  set(*another, "four", true);
  EXPECT_TRUE(watch->changed().value());
}

}  // namespace
}  // namespace sluss::store
