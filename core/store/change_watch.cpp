#include "store/change_watch.h"

#include "store/sqlite_file.h"

namespace sluss::store {
namespace {

std::int64_t version_of(Database& database) {
  Query query(database, "PRAGMA data_version");
  return query.row() ? query.integer(0) : 0;
}

}  // namespace

struct ChangeWatch::Open {
  std::unique_ptr<Database> database;
  std::int64_t seen = 0;
};

ChangeWatch::ChangeWatch(std::unique_ptr<Open> open) : open_(std::move(open)) {}

ChangeWatch::~ChangeWatch() = default;

Result<std::unique_ptr<ChangeWatch>> ChangeWatch::open(const std::filesystem::path& file) {
  SLUSS_TRY_ASSIGN(database, open_as_it_is(file, Reading::in_use));
  return tried([&]() -> Result<std::unique_ptr<ChangeWatch>> {
    const auto seen = version_of(*database);
    return std::unique_ptr<ChangeWatch>(new ChangeWatch(std::make_unique<Open>(Open{std::move(database), seen})));
  });
}

Result<bool> ChangeWatch::changed() {
  return tried([&]() -> Result<bool> {
    const auto now = version_of(*open_->database);
    return std::exchange(open_->seen, now) != now;
  });
}

}  // namespace sluss::store
