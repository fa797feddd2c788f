// A real file system of 64 MiB that fills up in a night: the run stops clearly, and the next one, with room again,
// gives what an undisturbed one gives. Judged by a program of its own. SLUSS_SEED for other points.
#include <gtest/gtest.h>
#include <iostream>
#include <random>
#include <unistd.h>

#include "small_night.h"
#include "support/temporary_folder.h"

namespace sluss::faults {
namespace {

using namespace test;
namespace fs = std::filesystem;

constexpr std::uintmax_t volume_size = 64U << 20U;
constexpr int points = 12;
constexpr int unreachable = 3, store_unusable = 4;

/// A file system in a file, mounted as long as this lives, where the machine allows that.
class Volume {
 public:
  Volume() {
    write_file(scratch_.path() / "image", "");
    fs::resize_file(scratch_.path() / "image", volume_size);
    fs::create_directories(path());
    for (const auto& command : std::vector<std::vector<std::string>>{
             {"mkfs.ext4", "-q", "-m", "0", image()}, {"mount", "-o", "loop", image(), path().string()}}) {
      const auto done = run(command, scratch_.path());
      if (done.exit == 0) continue;
      trouble_ = command.front() + ": " + (done.err.empty() ? "not found" : done.err);
      return;
    }
  }
  ~Volume() {
    if (trouble_.empty()) static_cast<void>(run({"umount", path().string()}, scratch_.path()));
  }
  Volume(const Volume&) = delete;
  Volume& operator=(const Volume&) = delete;

  /// Why it could not be mounted; empty: it is.
  [[nodiscard]] const std::string& trouble() const { return trouble_; }
  [[nodiscard]] fs::path path() const { return scratch_.path() / "volume"; }
  /// Leaves so much room and no more.
  void fill_up_to(std::uintmax_t left) const {
    const auto file = path() / "filler";
    const auto room = fs::space(path()).available;
    ASSERT_GT(room, left);
    ASSERT_EQ(run({"fallocate", "-l", std::to_string(room - left), file.string()}, scratch_.path()).exit, 0);
    while (fs::space(path()).available > left + 4096) {
      const auto size = fs::file_size(file) + 4096;
      if (run({"fallocate", "-l", std::to_string(size), file.string()}, scratch_.path()).exit != 0) return;
    }
  }
  void make_room() const { fs::remove(path() / "filler"); }

 private:
  [[nodiscard]] std::string image() const { return (scratch_.path() / "image").string(); }

  TemporaryFolder scratch_;
  std::string trouble_;
};

/// All of them are billed: the judge knows no bad rows.
std::vector<Row> sound_export() {
  auto rows = small_export();
  std::erase_if(rows, [](const Row& row) { return row.end == "2026-02-30" || row.is_protected != "Nej"; });
  return rows;
}

/// Its inbox, outbox and store are on the volume.
void move_to(const Volume& volume, const World& world) {
  const auto at = (volume.path() / "sluss").string();
  fs::remove_all(at);
  for (const auto* folder : {"inbox", "outbox"}) fs::create_directories(fs::path(at) / folder);
  world.hurry();
  world.configure("sluss.yaml", "store: \"" + at + "/store/sluss.db\"\nconnectors: ../connectors\n");
  world.configure("connections.yaml", "connections:\n  klipp: { use: klipp, folder: \"" + at +
                                          "/inbox\" }\n  peppol: { use: peppol-outbox, folder: \"" + at +
                                          "/outbox\" }\n");
  write_file(fs::path(at) / "inbox/placeringar.csv", export_of(sound_export()));
}

TEST(FullVolume, stops_a_night_clearly_and_the_next_one_ends_it) {
  const Volume volume;
  if (!volume.trouble().empty()) GTEST_SKIP() << "no file system can be mounted here: " << volume.trouble();
  std::mt19937 random(seed());
  int stopped = 0;
  for (int point = 0; point < points && !HasFailure(); ++point) {
    const World world;
    move_to(volume, world);
    const auto left = random() % 120 * 4096;
    SCOPED_TRACE("seed " + std::to_string(seed()) + ", " + std::to_string(left) + " bytes left");
    volume.fill_up_to(left);
    const auto finished = world.sluss({"sync", "nightly"});
    expect_known_end(finished);
    const bool waits = fs::exists(volume.path() / "sluss/inbox/placeringar.csv");
    if (finished.exit == store_unusable || finished.exit == unreachable) ++stopped;
    else EXPECT_FALSE(waits) << finished.out;
    volume.make_room();
    const auto next = world.sluss({"sync", "nightly"});
    EXPECT_TRUE(says_success(next)) << next.out << next.err;
    write_file(world.root() / "exports/placeringar.csv", export_of(sound_export()));
    const auto judged =
        run({SLUSS_ORACLE, (world.root() / "exports").string(), (volume.path() / "sluss/outbox").string()},
            world.root() / "scratch");
    EXPECT_EQ(judged.exit, 0) << judged.out << finished.out << finished.err;
    EXPECT_EQ(world.sluss({"reconcile"}).exit, 0);
    EXPECT_EQ(world.sluss({"store", "verify"}).exit, 0);
  }
  std::cout << stopped << " of " << points << " nights were stopped, seed " << seed() << "\n";
  EXPECT_GT(stopped, points / 4) << "there was room too often";
}

}  // namespace
}  // namespace sluss::faults
