#include "config/places.h"

namespace sluss::config {

std::filesystem::path place_of(const std::filesystem::path& file, const std::filesystem::path& folder) {
  const auto relative = file.lexically_normal().lexically_relative(folder.lexically_normal());
  const bool is_inside = !relative.empty() && *relative.begin() != "..";
  return is_inside ? relative : std::filesystem::path("connectors") / file.parent_path().filename() / file.filename();
}

}  // namespace sluss::config
