#include "generate.h"

#include <algorithm>
#include <stdexcept>

#include "child.h"

namespace sluss::bench {

void generate(const std::filesystem::path& programs, const Export& wanted) {
  const auto units = std::clamp<std::int64_t>(wanted.rows / 1000, 40, 9000);
  const auto made =
      run_program({(programs / "sluss-generate").string(), "--rows", std::to_string(wanted.rows), "--bad", "0",
                   "--seed", std::to_string(wanted.seed), "--units", std::to_string(units), "--format", wanted.format,
                   "--config", wanted.config.string(), "--out", wanted.to.string()},
                  wanted.log);
  if (made.exit_code != 0) throw std::runtime_error("sluss-generate failed; see " + wanted.log.string());
}

}  // namespace sluss::bench
