#include "mapper.h"
#include "page.h"
#include "plugin/sdk.h"
#include "table.h"

namespace sluss::map {
namespace {

struct Config {
  Node node;
  std::shared_ptr<Table> table = std::make_shared<Table>();  ///< what `check` read from the node
};

void check(const Config& config, const Node& /*node*/, ParseContext& context) {
  *config.table = read_table(config.node, context);
}

Spec<Config> spec() {
  return Spec<Config>("map", "Makes a message's body from a record: for each target, its source and converter")
      .whole(&Config::node, "A table of targets: a column, a list of columns, or { from, as, lookup, default, ... }",
             "{ id: Placeringsnr, start: { from: Startdatum, as: date } }")
      .shape("", table_shape())
      .section(source_section())
      .section(converter_section())
      .rule(check);
}

class Map final : public Processor {
 public:
  explicit Map(const Config& config) : mapper_(*config.table) {}

  std::optional<std::vector<Reading>> reads() const override { return mapper_.readings(); }

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
