#include "views/runs.h"

#include <algorithm>

namespace sluss::views {

Result<RunPage> runs(store::Transaction& reading, const RunsWanted& wanted) {
  RunPage page;
  SLUSS_TRY_ASSIGN(newest, reading.runs().list("", 1));
  if (newest.empty()) return page;
  const auto first = std::min(wanted.before - 1, newest.front().id);
  const auto last = std::max<std::int64_t>(first - most_runs_looked_at, 0);
  auto id = first;
  // Their ids follow each other, so each is found by its own.
  for (; id > last && page.runs.size() < wanted.limit; --id) {
    SLUSS_TRY_ASSIGN(run, reading.trail().run(id));
    if (run && (wanted.pipeline.empty() || run->pipeline == wanted.pipeline)) page.runs.push_back(std::move(*run));
  }
  if (id > 0) page.next = id + 1;
  return page;
}

Value to_value(const store::Run& run) {
  auto value = Value::object();
  value["run"] = run.id;
  value["pipeline"] = run.pipeline;
  value["trigger"] = run.trigger;
  value["started"] = to_iso(run.started);
  if (run.ended) value["ended"] = to_iso(*run.ended);
  value["state"] = run.state;
  if (!run.report.is_null()) value["report"] = run.report;
  return value;
}

}  // namespace sluss::views
