#include "mapper.h"
#include "plugin/sdk.h"
#include "table.h"

namespace sluss::map {
namespace {

struct Config {
  Node table;
};

void check(const Config& config, const Node& /*node*/, ParseContext& context) {
  (void)read_table(config.table, context.diagnostics);
}

Spec<Config> spec() {
  return Spec<Config>("map", "Makes a message's body from a record: for each target, its source and converter")
      .whole(&Config::table, "A table of targets: a column, a list of columns, or { from, as, lookup, default, ... }",
             "{ id: Placeringsnr, start: { from: Startdatum, as: date } }")
      .rule(check);
}

/// A table that was checked has no faults.
Table checked_table(const Node& node) {
  Diagnostics none;
  return read_table(node, none);
}

class Map final : public Processor {
 public:
  explicit Map(const Config& config) : mapper_(checked_table(config.table)) {}

  Result<void> begin(const Columns& columns, Context& context) override {
    SLUSS_TRY_ASSIGN(unused, mapper_.bind(columns));
    if (!unused.empty()) context.note("columns that the mapping does not use: " + join(unused, ", "));
    return {};
  }

  Result<void> process(std::span<Item> batch, Context& context) override {
    const auto today = day_in_stockholm(context.clock().now());
    for (auto& item : batch) mapper_.apply(item, today);
    return {};
  }

 private:
  Mapper mapper_;
};

}  // namespace
}  // namespace sluss::map

SLUSS_MODULE(map, [](sluss::Registry& registry) { registry.processor<sluss::map::Map>(sluss::map::spec()); })
