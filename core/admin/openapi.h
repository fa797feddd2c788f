// The document of the API (OpenAPI 3.1), made of the table of routes.
#pragma once

#include <string>
#include <vector>

#include "admin/route.h"

namespace sluss::admin {

[[nodiscard]] Value openapi(const std::vector<Route>& routes, const std::string& version);

}  // namespace sluss::admin
