#include "plugin/sdk.h"
#include "sink.h"
#include "source.h"

namespace sluss::sql {
namespace {

void register_plugins(Registry& registry) {
  registry.source<PostgresqlSource>(postgresql_source_spec());
  registry.source_probe<PostgresqlSourceProbe>(postgresql_source_spec());
  registry.sink<PostgresqlSink>(postgresql_sink_spec());
  registry.sink_probe<PostgresqlSinkProbe>(postgresql_sink_spec());
  registry.source<SqliteSource>(sqlite_source_spec());
  registry.source_probe<SqliteSourceProbe>(sqlite_source_spec());
  registry.sink<SqliteSink>(sqlite_sink_spec());
  registry.sink_probe<SqliteSinkProbe>(sqlite_sink_spec());
}

}  // namespace
}  // namespace sluss::sql

SLUSS_MODULE(sql, sluss::sql::register_plugins)
