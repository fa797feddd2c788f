#include "engine/hang_note.h"

#include <fstream>

namespace sluss::engine {
namespace {

std::filesystem::path file_of(const std::filesystem::path& store) { return store.string() + ".hung"; }

}  // namespace

void leave_hang_note(const std::filesystem::path& store, const HangNote& note) {
  std::ofstream(file_of(store)) << to_iso(note.at) << ' ' << note.pipeline << '\n';
}

std::optional<HangNote> last_hang(const std::filesystem::path& store) {
  std::ifstream file(file_of(store));
  std::string at;
  HangNote note;
  if (!(file >> at >> note.pipeline)) return std::nullopt;
  const auto moment = parse_instant(at);
  if (!moment) return std::nullopt;
  note.at = *moment;
  return note;
}

}  // namespace sluss::engine
