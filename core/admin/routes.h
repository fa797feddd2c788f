// The groups of routes; each file of a group makes its own.
#pragma once

#include <vector>

#include "admin/route.h"

namespace sluss::admin {

[[nodiscard]] std::vector<Route>
watch_routes();  ///< health, numbers, status, alarms, the audit log, the document of the API
[[nodiscard]] std::vector<Route> session_routes();  ///< who comes in
[[nodiscard]] std::vector<Route> account_routes();  ///< who may come in
[[nodiscard]] std::vector<Route> message_routes();  ///< what was read, and what people decide about it

[[nodiscard]] std::vector<Route> trace_routes();   ///< the whole life of a thing
[[nodiscard]] std::vector<Route> parked_routes();  ///< what waits, by cause, and decisions about all of it

[[nodiscard]] std::vector<Route> invoice_routes();     ///< what is issued, what waits to be, and who approves
[[nodiscard]] std::vector<Route> order_routes();       ///< rounds of orders, and what became of each line
[[nodiscard]] std::vector<Route> money_routes();       ///< what is due, owed and paid, and whether it all adds up
[[nodiscard]] std::vector<Route> connection_routes();  ///< what waits for a person there

[[nodiscard]] std::vector<Route> run_routes();            ///< runs, and pipelines as graphs
[[nodiscard]] std::vector<Route> plan_routes();           ///< what a run would do
[[nodiscard]] std::vector<Route> configuration_routes();  ///< the folder as it stands
[[nodiscard]] std::vector<Route> change_routes();         ///< waiting until there is something new
[[nodiscard]] std::vector<Route> console_routes();        ///< the page for people's browsers

}  // namespace sluss::admin
