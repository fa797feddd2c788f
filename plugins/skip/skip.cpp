// The step that passes over what is no record, before a mapping asks it for what a record has.
#include "rules.h"

namespace sluss::skip {
namespace {

struct Config {
  Node node;
};

constexpr std::string_view rules_shape = R"({"type":["object","array"],"additionalProperties":false,"properties":{
  "column":{"type":"string","description":"The column in which the word stands"},
  "like":{"type":["string","array"],"items":{"type":"string"},"description":"Patterns as in a shell; case makes no difference"},
  "empty":{"type":["string","array"],"items":{"type":"string"},"description":"Columns that are all empty in such a row"}},
  "items":{"type":"object"}})";

Spec<Config> spec() {
  return Spec<Config>("skip", "Passes over rows that are no records, as totals at the end of a table")
      .whole(&Config::node,
             "What is no record: { column, like } with a pattern or several, or { empty } with columns that are all "
             "empty; or a list of such",
             "{ column: Placering, like: [\"Total*\", \"Summa*\"] }")
      .shape("", rules_shape)
      .rule([](const Config& config, const Node&, ParseContext& context) {
        (void)read_rules(config.node, context.diagnostics);
      });
}

class Skip final : public Processor {
 public:
  explicit Skip(const Config& config) {
    Diagnostics checked_before;
    rules_ = read_rules(config.node, checked_before);
  }

  Effect effect() const override { return {Effect::Body::kept, {}, std::vector<Effect::Made>(), {}}; }

  /// A column that is not there would pass over nothing, and nobody would see.
  Result<void> begin(const Columns& columns, Context& /*context*/) override {
    has_columns_ = true;
    const auto names = missing(rules_, columns.names);
    if (names.empty()) return {};
    const auto meant = nearest(names.front(), columns.names);
    return fail(Fault::data, "columns that tell what is no record are missing: " + join(names, ", ") +
                                 (meant ? "; did you mean \"" + *meant + "\"?" : ""));
  }

  Result<void> process(std::span<Item> batch, Context& /*context*/) override {
    for (auto& item : batch) decide(item);
    return {};
  }

 private:
  void decide(Item& item) const {
    for (const auto& rule : rules_) {
      auto reason = rule.reason(item.message.body, has_columns_);
      if (reason) return item.filter(std::move(*reason));
    }
  }

  Rules rules_;
  bool has_columns_ = false;
};

}  // namespace
}  // namespace sluss::skip

SLUSS_MODULE(skip, [](sluss::Registry& registry) { registry.processor<sluss::skip::Skip>(sluss::skip::spec()); })
