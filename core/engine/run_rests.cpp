#include "engine/run_rests.h"

#include <algorithm>

namespace sluss::engine {
namespace {

using std::chrono::seconds;

// Short enough for a run to go on within half a minute of the store being well again.
constexpr seconds first_rest{10};
constexpr seconds longest_rest{600};
constexpr int times_with_the_first = 3;

seconds rest_after(int times) {
  auto rest = first_rest;
  for (; times > times_with_the_first && rest < longest_rest; --times) rest *= 2;
  return std::min(rest, longest_rest);
}

}  // namespace

void RunRests::broke_off(const std::string& pipeline, Clock::time_point now) {
  auto& broken = broken_[pipeline];
  broken.lacked_room = !has_room_();
  if (!broken.lacked_room) ++broken.times;
  broken.until = now + (broken.lacked_room ? first_rest : rest_after(broken.times));
}

bool RunRests::rests(const std::string& pipeline, Clock::time_point now) const {
  const auto found = broken_.find(pipeline);
  if (found == broken_.end()) return false;
  const auto& broken = found->second;
  return now < broken.until || (broken.lacked_room && !has_room_());
}

}  // namespace sluss::engine
