// Logs that nobody closed, whole and damaged.
#include <fstream>

#include "store/store_fixture.h"

namespace sluss::store {
namespace {

namespace fs = std::filesystem;

class Log : public StoreTest {
 protected:
  [[nodiscard]] fs::path log() const { return file().string() + "-wal"; }
  void write(const std::string& key) {
    const auto transaction = writing();
    append(*transaction, key);
    must(transaction->commit());
  }
  /// The files as they are now, as a killed process leaves them; then one byte of the log is flipped.
  std::string refusal_with_flip(std::uintmax_t at) {
    const auto left = folder_ / "left.db";
    fs::copy_file(file(), left, fs::copy_options::overwrite_existing);
    fs::copy_file(log(), left.string() + "-wal", fs::copy_options::overwrite_existing);
    fs::remove(left.string() + "-shm");
    std::fstream bytes(left.string() + "-wal", std::ios::binary | std::ios::in | std::ios::out);
    bytes.seekg(static_cast<std::streamoff>(at));
    const auto flipped = static_cast<char>(bytes.get() ^ 4);
    bytes.seekp(static_cast<std::streamoff>(at)).put(flipped);
    bytes.close();
    const auto opened = open_sqlite(left);
    return opened ? "" : opened.error().what;
  }
};

TEST_F(Log, that_was_damaged_before_its_last_two_commits_is_refused) {
  write("P1");
  const auto before = fs::file_size(log());
  write("P2");
  write("P3");
  for (const auto at : {std::uintmax_t{0}, std::uintmax_t{9}, std::uintmax_t{17}, std::uintmax_t{25},
                        std::uintmax_t{40}, std::uintmax_t{3000}, before - 100, before + 30}) {
    const auto refusal = refusal_with_flip(at);
    EXPECT_NE(refusal.find("is damaged"), std::string::npos) << "byte " << at << ": " << refusal;
    EXPECT_NE(refusal.find("estore the store from a backup"), std::string::npos) << refusal;
  }
}

TEST_F(Log, whose_last_commit_was_cut_off_is_as_after_a_power_cut) {
  write("P1");
  const auto before = fs::file_size(log());
  write("P2");
  EXPECT_EQ(refusal_with_flip(before + 30), "");
  const auto left = must(open_sqlite(folder_ / "left.db"));
  const auto reader = must(left->begin(Access::read));
  EXPECT_TRUE(must(reader->messages().find("klipp.placements", "P1")));
  EXPECT_FALSE(must(reader->messages().find("klipp.placements", "P2")));
}

TEST_F(Log, with_frames_of_an_earlier_round_is_not_damaged) {
  for (int i = 0; i < 20; ++i) write("P" + std::to_string(i));
  tamper("PRAGMA wal_checkpoint(RESTART)");
  write("Q1");
  EXPECT_EQ(refusal_with_flip(fs::file_size(log()) - 100), "");
}

}  // namespace
}  // namespace sluss::store
