// An export that is half there: its writer pauses or dies at a byte, in each format. Nothing is withdrawn or invoiced
// by it, and once it is whole the night is as if nothing had been. All of it is synthetic.
#include <fcntl.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include "exports.h"
#include "support/world.h"

namespace sluss::test {
namespace {

namespace fs = std::filesystem;

const std::vector<std::string> people = {"19550101-9805", "19550101-9813", "19550101-9821", "19550101-9839"};

std::vector<Row> rows_of(int from, int to) {
  std::vector<Row> rows;
  for (int i = from; i < to; ++i) {
    Row row;
    row.id = "P" + std::to_string(i);
    row.personnummer = people[static_cast<std::size_t>(i) % people.size()];
    row.programme = "PRG" + std::to_string(i / 4);
    rows.push_back(row);
  }
  return rows;
}

struct Format {
  std::string name;
  std::string (*write)(const std::vector<Row>&);
};

class HalfWritten : public ::testing::TestWithParam<Format> {
 protected:
  /// A snapshot in this format, as KLiPP's is, whose files need not come to rest.
  HalfWritten() {
    fs::copy(SLUSS_CONNECTORS, world_.root() / "connectors", fs::copy_options::recursive);
    auto text = read_file(world_.root() / "connectors/klipp/connector.yaml");
    const auto replace = [&](const std::string& old, const std::string& fresh) {
      text.replace(text.find(old), old.size(), fresh);
    };
    replace("then: archive\n", "then: archive\n      quiet: 0s\n");
    replace("csv: {}", GetParam().name + ": {}");
    replace("placeringar*.${extension}", "placeringar*");
    write_file(world_.root() / "connectors/klipp/connector.yaml", text);
    world_.configure("sluss.yaml", "store: ../store/sluss.db\nbasis: underlag\nconnectors: ../connectors\n");
    put("placeringar-1", GetParam().write(rows_of(0, 8)));
    EXPECT_EQ(sync().exit, 0);
    placements_ = world_.placements();
    outbox_ = world_.outbox();
    EXPECT_EQ(outbox_.size(), 1U);
  }
  void put(const std::string& name, const std::string& bytes) const {
    write_file(world_.root() / "inbox" / name, bytes);
  }
  Finished sync() const { return world_.sluss({"sync", "nightly"}); }
  void expect_nothing_was_done(const Finished& finished) const {
    EXPECT_EQ(finished.exit, 1) << finished.out << finished.err;
    EXPECT_NE(finished.out.find("THE RUN IS NOT COMPLETE"), std::string::npos) << finished.out;
    EXPECT_EQ(world_.outbox(), outbox_);
    for (const auto& [key, state] : placements_) EXPECT_EQ(world_.placements()[key], state) << finished.out;
  }
  /// What a night gives in which the file was whole at once.
  void expect_whole(const std::string& name, const std::string& bytes) {
    put(name, bytes);
    EXPECT_EQ(sync().exit, 0);
    EXPECT_EQ(world_.placements().size(), 12U);
    EXPECT_EQ(world_.outbox().size(), 2U);
    for (const auto& [key, state] : world_.placements()) EXPECT_EQ(state, "collected") << key;
    EXPECT_EQ(world_.sluss({"reconcile"}).exit, 0);
  }

  World world_;
  std::map<std::string, std::string> placements_;
  Folder outbox_;
};

TEST_P(HalfWritten, while_its_writer_holds_it_open) {
  const auto bytes = GetParam().write(rows_of(0, 12));
  const auto path = world_.root() / "inbox/placeringar-2";
  const auto file = ::open(path.c_str(), O_CREAT | O_WRONLY | O_APPEND, 0600);
  ASSERT_GE(file, 0);
  constexpr std::size_t pauses = 8;
  std::size_t written = 0;
  for (std::size_t pause = 0; pause <= pauses; ++pause) {
    const auto until = bytes.size() * pause / pauses;
    ASSERT_EQ(::write(file, bytes.data() + written, until - written), static_cast<ssize_t>(until - written));
    written = until;
    const auto finished = sync();
    expect_nothing_was_done(finished);
    EXPECT_NE(finished.out.find("still being written to: placeringar-2"), std::string::npos) << finished.out;
  }
  ::close(file);
  expect_whole("placeringar-2", bytes);
}

TEST_P(HalfWritten, after_its_writer_died) {
  const auto bytes = GetParam().write(rows_of(0, 12));
  constexpr std::size_t deaths = 8;
  for (std::size_t death = 0; death < deaths; ++death) {
    // Within a row, and not in its last cell, where a CSV file shows it.
    auto until = bytes.size() * death / deaths;
    if (GetParam().name == "csv") until = bytes.find("PRG", until);
    put("placeringar-2", bytes.substr(0, until));
    const auto finished = sync();
    expect_nothing_was_done(finished);
    EXPECT_NE(finished.out.find("placeringar-2  REFUSED: "), std::string::npos) << until << finished.out;
  }
  expect_whole("placeringar-2", bytes);
}

TEST_P(HalfWritten, a_whole_one_under_the_same_name_is_another_file) {
  expect_whole("placeringar-1", GetParam().write(rows_of(0, 12)));
  put("placeringar-1", GetParam().write(rows_of(0, 12)));
  put("en kopia av placeringar", GetParam().write(rows_of(0, 12)));
  const auto again = world_.sync();
  EXPECT_EQ(number_at(again, "unchanged"), 12);
  EXPECT_EQ(world_.outbox().size(), 2U);
}

TEST_P(HalfWritten, two_exports_of_one_night_that_overlap_bill_each_day_once) {
  put("placeringar-2", GetParam().write(rows_of(0, 10)));
  put("placeringar-3", GetParam().write(rows_of(0, 12)));
  EXPECT_EQ(sync().exit, 0);
  EXPECT_EQ(world_.placements().size(), 12U);
  EXPECT_EQ(world_.outbox().size(), 2U);
  EXPECT_EQ(world_.sluss({"reconcile"}).exit, 0);
}

INSTANTIATE_TEST_SUITE_P(Format, HalfWritten,
                         ::testing::Values(Format{"csv", export_of}, Format{"json", json_of}, Format{"xlsx", xlsx_of}),
                         [](const auto& instance) { return instance.param.name; });

/// A row that cannot be told by its key may be any of those that are missing.
TEST(AFaultyRow, never_withdraws_its_placement) {
  const World world;
  auto rows = rows_of(0, 8);
  world.put("placeringar-1.csv", rows);
  static_cast<void>(world.sync());
  rows[3].given_name = "Provia;Extra";  // one column too many
  world.put("placeringar-2.csv", rows);
  const auto report = world.sync();
  EXPECT_EQ(number_at(report, "rejected"), 1);
  EXPECT_EQ(number_at(report, "withdrawn"), 0);
  EXPECT_EQ(world.placements()["P3"], "collected");
  world.put("placeringar-3.csv", rows_of(0, 8));
  EXPECT_EQ(number_at(world.sync(), "changed"), 0);
}

}  // namespace
}  // namespace sluss::test
