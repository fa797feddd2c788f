// The kinds of files, each stated where its room allows.
#pragma once

#include "config/grammar.h"

namespace sluss::config {

[[nodiscard]] FileKind main_file();
[[nodiscard]] FileKind connections_file();
[[nodiscard]] FileKind connector_file();
[[nodiscard]] FileKind pipeline_file();
[[nodiscard]] FileKind agreements_file();
[[nodiscard]] FileKind prices_file();
[[nodiscard]] FileKind placing_file();
[[nodiscard]] FileKind calendars_file();

}  // namespace sluss::config
