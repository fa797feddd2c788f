#include <algorithm>
#include <map>
#include <tuple>

#include "config/draft_checks.h"
#include "config/drafts.h"
#include "config/fields.h"
#include "config/values.h"

namespace sluss::config {
namespace {

using domain::Agreement;
using domain::PlacementType;
using domain::Price;

bool covers(const Agreement& agreement, const std::string& programme) {
  return programme == "*" ||
         std::any_of(agreement.programmes.begin(), agreement.programmes.end(), [&](const std::string& covered) {
           return covered == "*" || fold_case(covered) == fold_case(programme);
         });
}

/// A price that no placement can ever have is a slip.
void check_against(const Agreement& agreement, const Draft<Price>& price, Diagnostics& diagnostics) {
  const auto& node = *price.node;
  const auto& thing = price.thing;
  if (!covers(agreement, thing.programme))
    diagnostics.add(node["programme"],
                    "the agreement \"" + agreement.id + "\" does not cover the programme " + thing.programme,
                    hint_of(thing.programme, agreement.programmes));
  if (std::find(agreement.types.begin(), agreement.types.end(), thing.type) == agreement.types.end())
    diagnostics.add(node.has("type") ? node["type"] : node,
                    "the agreement \"" + agreement.id + "\" does not cover the type " + name_of(thing.type),
                    "add it to the agreement's types");
}

}  // namespace

domain::Price read_price(const Node& node, ParseContext& context) {
  Price price;
  Fields fields(node, context);
  fields.required("agreement", read_name, price.agreement, "avtal-01");
  fields.required("programme", read_text, price.programme, "\"*\"");
  fields.optional("type", read_billed_type, price.type);
  fields.required("valid_from", read_day, price.valid_from, "2026-01-01");
  fields.optional("valid_to", read_maybe_day, price.valid_to);
  fields.required("week", read_kronor, price.week, "\"1530.00 kr\"");
  fields.required("document", read_text, price.document, "Prislista 2026");
  fields.done();
  if (price.valid_to && *price.valid_to < price.valid_from)
    context.diagnostics.add(node["valid_to"], "expected a day that is not before valid_from", "is the year right?");
  return price;
}

void read_prices(const Node& document, ParseContext& context, Drafts& drafts) {
  check_frame(document, {"prices"}, context.diagnostics);
  read_list(document, "prices", read_price, context, drafts.prices, drafts);
}

void check_prices(const Drafts& drafts, Diagnostics& diagnostics) {
  std::map<std::string, const Agreement*> agreements;
  for (const auto& draft : drafts.agreements)
    if (draft.is_right) agreements.emplace(draft.thing.id, &draft.thing);
  std::map<std::tuple<std::string, std::string, PlacementType, Day>, Mark> places;
  for (const auto& draft : drafts.prices) {
    if (!draft.is_right) continue;
    const auto& price = draft.thing;
    if (const auto at = agreements.find(price.agreement); at != agreements.end())
      check_against(*at->second, draft, diagnostics);
    const auto key = std::tuple(price.agreement, fold_case(price.programme), price.type, price.valid_from);
    const auto [at, is_first] = places.emplace(key, draft.node->mark);
    if (!is_first)
      diagnostics.add(
          *draft.node,
          "there is a price for the same agreement, programme, type and first day already, at " + at->second.text(),
          "remove one of them");
  }
}

}  // namespace sluss::config
