// What an alarm says: what happened and what to do, in one sentence. Nothing in it tells who a student is.
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "store/store.h"

namespace sluss::engine {

[[nodiscard]] std::string text_of_no_daemon();
[[nodiscard]] std::string text_of_failed(const store::Run& run);
[[nodiscard]] std::string text_of_long(const store::Run& run, std::chrono::seconds longest);
[[nodiscard]] std::string text_of_missing(const std::string& pipeline, Instant due);
[[nodiscard]] std::string text_of_paused(const store::ConnectionState& state);
[[nodiscard]] std::string text_of_away(const store::ConnectionState& state, Instant since);
[[nodiscard]] std::string text_of_doubt(const std::string& connection, std::int64_t deliveries);
[[nodiscard]] std::string text_of_refused(const std::string& connection, std::int64_t deliveries);
/// What broke that which reads it, in one channel.
struct Breakage {
  std::vector<std::string> resources;  ///< begun too often without an end
  std::int64_t rows = 0;               ///< passed over
};
[[nodiscard]] std::string text_of_broken(const std::string& channel, const Breakage& breakage);
[[nodiscard]] std::string text_of_proof(const store::Run& run);
[[nodiscard]] std::string text_of_little_room(std::uintmax_t free, std::uintmax_t needed,
                                              const std::filesystem::path& store);

[[nodiscard]] std::string deliveries_of(std::int64_t count);  ///< "2 deliveries"

/// Who wrote a reason.
enum class Words {
  theirs,  ///< in part at least: a target's answer or a file's name may stand in it
  ours,    ///< it holds invoice numbers and keys, which people need
};

/// A reason as it may leave the house: on one line, cut, and every digit of what may be a personnummer as 9: of any run
/// of six or more in their words.
[[nodiscard]] std::string reason_to_tell(std::string_view reason, Words whose = Words::theirs);

}  // namespace sluss::engine
