#include "admin/console.h"
#include "admin/routes.h"

namespace sluss::admin {
namespace {

http::Reply index(Call& call) {
  if (!console_files().empty()) return file_reply(console_files(), "index.html", call.known_version());
  return {404,
          "The console is not built into this daemon; its API is at /api/v1, and described at "
          "/api/v1/openapi.json.\n",
          0, "text/plain"};
}

http::Reply asset(Call& call) {
  return file_reply(console_files(), "assets/" + call.part("file"), call.known_version());
}

}  // namespace

std::vector<Route> console_routes() {
  return {
      {"GET", "/", Access::everybody(), "The console's page.", {}, {}, {}, index, "text/html"},
      {"GET", "/assets/{file}", Access::everybody(), "What the console's page is made of.", {}, {}, {}, asset, "*/*"},
  };
}

}  // namespace sluss::admin
