// For libraries that answer out of one buffer for the whole process, such as libxlsxwriter by gmtime(): what one plugin
// asks would be answered with what another one asked at the same moment.
#pragma once

#include <mutex>

namespace sluss {

/// Held while such a library is called. One for all plugins, since the buffer is one for all.
[[nodiscard]] std::unique_lock<std::mutex> one_at_a_time();

}  // namespace sluss
