// Looks at what a connection's source has now, and leaves all of it as it is.
#pragma once

#include <functional>
#include <stop_token>

#include "config/configuration.h"

namespace sluss::engine {

/// Takes the next thing in, whose content is gone afterwards. An error ends the looking, and is what comes of it.
using OnRead = std::function<Result<void>(const Read&)>;
/// Hears what ended the reading early, or could not be left.
using OnTrouble = std::function<void(const Error&)>;

/// From the source's beginning, in the order in which it gives things. For Arrival::fetched. Error: it could not be
/// opened, nothing could be read, or what `on_read` gave.
[[nodiscard]] Result<void> look_at(const config::Inlet& inlet, const OnRead& on_read, const OnTrouble& on_trouble,
                                   const std::stop_token& stop);

}  // namespace sluss::engine
