// Commits that fail.
#include <csignal>
#include <sys/resource.h>

#include "store/store_fixture.h"

namespace sluss::store {
namespace {

namespace fs = std::filesystem;

/// While it lives no file of this process can grow beyond a size: as on a full disk, but for this process alone.
class FileSizeLimit {
 public:
  explicit FileSizeLimit(std::uintmax_t bytes) : signal_(std::signal(SIGXFSZ, SIG_IGN)) {
    ::getrlimit(RLIMIT_FSIZE, &before_);
    const rlimit limit{bytes, before_.rlim_max};
    ::setrlimit(RLIMIT_FSIZE, &limit);
  }
  ~FileSizeLimit() {
    ::setrlimit(RLIMIT_FSIZE, &before_);
    std::signal(SIGXFSZ, signal_);
  }
  FileSizeLimit(const FileSizeLimit&) = delete;
  FileSizeLimit& operator=(const FileSizeLimit&) = delete;

 private:
  rlimit before_{};
  sighandler_t signal_;
};

class BrokenDisk : public StoreTest {
 protected:
  [[nodiscard]] fs::path log() const { return file().string() + "-wal"; }
  void write(const std::string& key) {
    const auto transaction = writing();
    append(*transaction, key);
    must(transaction->commit());
  }
  bool has(const std::string& key) { return must(reading()->messages().find("klipp.placements", key)).has_value(); }
  /// A commit that cannot be written to the log.
  Result<void> commit_without_room(const std::string& key) {
    const FileSizeLimit full(fs::file_size(log()));
    const auto transaction = writing();
    append(*transaction, key);
    return transaction->commit();
  }
};

TEST_F(BrokenDisk, a_commit_that_fails_is_the_stores_fault_and_says_what_to_do) {
  write("P1");
  const auto failed = commit_without_room("P2");
  ASSERT_FALSE(failed);
  EXPECT_EQ(failed.error().fault, Fault::store);
  EXPECT_NE(failed.error().what.find("look at the disk"), std::string::npos) << failed.error().what;
}

TEST_F(BrokenDisk, after_a_commit_that_failed_the_store_goes_on_with_what_is_there) {
  write("P1");
  EXPECT_FALSE(commit_without_room("P2"));
  EXPECT_TRUE(has("P1"));
  EXPECT_FALSE(has("P2"));
  write("P2");
  EXPECT_TRUE(has("P2"));
}

// Another file under the name is what shows it: whoever goes on with the old connection goes on with the old file.
TEST_F(BrokenDisk, after_a_commit_that_failed_the_files_are_opened_anew) {
  write("P1");
  const auto other = folder_ / "other.db";
  must(store_->copy_to(other));
  EXPECT_FALSE(commit_without_room("P2"));
  fs::remove(log());
  fs::rename(other, file());
  write("P3");
  store_.reset();
  EXPECT_EQ(count("SELECT count(*) FROM message"), 2);
}

TEST_F(BrokenDisk, a_store_that_cannot_be_opened_anew_is_told_until_it_can) {
  write("P1");
  EXPECT_FALSE(commit_without_room("P2"));
  const auto away = folder_ / "away.db";
  fs::rename(file(), away);
  fs::create_directory(file());
  for (int time = 0; time < 2; ++time) EXPECT_EQ(store_->begin(Access::write).error().fault, Fault::store);
  EXPECT_EQ(store_->check_integrity().error().fault, Fault::store);
  fs::remove(file());
  fs::rename(away, file());
  write("P2");
  EXPECT_TRUE(has("P2"));
}

}  // namespace
}  // namespace sluss::store
