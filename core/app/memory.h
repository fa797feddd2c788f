// What becomes of the program's memory: when the machine gives it none, and when it ends badly.
#pragma once

#include <exception>

namespace sluss::app {

inline constexpr auto out_of_memory =
    "the machine gave no memory, or no thread: nothing that is stored is lost or made twice. To go on, give Sluss more "
    "(MemoryMax, TasksMax, ulimit -v) and run again";

/// Whether that is what was thrown.
[[nodiscard]] bool is_scarcity(const std::exception& thrown);

/// From now on a lack of either that nobody catches, in whichever thread, ends the process so, and not by abort().
void end_cleanly_without_memory();

/// From now on, of this process and those that it starts, no image of its memory is written when a signal ends it: names
/// and secrets stand in it.
void leave_no_image_of_memory();

/// Says so on stderr, without memory, and ends the process at once with Exit::unreachable. What was not committed is
/// undone by the store, as after a kill.
[[noreturn]] void end_without_memory();

}  // namespace sluss::app
