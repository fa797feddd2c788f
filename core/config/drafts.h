// Agreements, parties, prices and rules of placing as they are read, each with the place it was read from: what checks
// between them need.
#pragma once

#include <string>
#include <vector>

#include "domain/parties.h"
#include "plugin/spec.h"

namespace sluss::config {

template <class Thing>
struct Draft {
  Thing thing;
  bool is_right;     ///< without faults of its own
  const Node* node;  ///< belongs to a document that outlives the draft
};

struct Drafts {
  std::vector<Draft<domain::Institution>> institutions;
  std::vector<Draft<domain::Provider>> providers;
  std::vector<Draft<domain::Unit>> units;
  std::vector<Draft<domain::Agreement>> agreements;
  std::vector<Draft<domain::Price>> prices;
  std::vector<Draft<domain::Area>> areas;
  std::vector<Draft<domain::PlacingUnit>> placing_units;
  std::vector<Draft<domain::Quota>> quotas;
  std::vector<Draft<domain::Pair>> pairs;
  std::vector<Draft<domain::OtherParty>> others;
  std::vector<Draft<domain::Round>> rounds;
  bool complete = true;  ///< false: something could not be read, so what is referred to may be there
};

/// Reads one file of the folder `agreements`: institutions, providers, units and agreements.
void read_agreements(const Node& document, ParseContext& context, Drafts& drafts);
/// Reads one file of the folder `prices`.
void read_prices(const Node& document, ParseContext& context, Drafts& drafts);
/// Reads one file of the folder `placing`: areas, what units can be asked for, quotas, pairs, other parties and rounds.
void read_placing(const Node& document, ParseContext& context, Drafts& drafts);

[[nodiscard]] domain::Institution read_institution(const Node& node, ParseContext& context);
[[nodiscard]] domain::Provider read_provider(const Node& node, ParseContext& context);
[[nodiscard]] domain::Unit read_unit(const Node& node, ParseContext& context);
[[nodiscard]] domain::Agreement read_agreement(const Node& node, ParseContext& context);
[[nodiscard]] domain::Price read_price(const Node& node, ParseContext& context);

/// These tell of what does not fit together, among what is right by itself.
void check_parties(const Drafts& drafts, Diagnostics& diagnostics);
void check_agreements(const Drafts& drafts, Diagnostics& diagnostics);
void check_prices(const Drafts& drafts, Diagnostics& diagnostics);
void check_placing(const Drafts& drafts, Diagnostics& diagnostics);

/// Warns of agreements that hold in the term of that day or in the next one, without a price for part of it.
void warn_of_price_gaps(const Drafts& drafts, const domain::AgreementBook& book, Day today, Diagnostics& diagnostics);

[[nodiscard]] domain::PlacingRules make_placing(const Drafts& drafts);
/// The book, ready for look-ups.
[[nodiscard]] domain::AgreementBook make_book(const Drafts& drafts);

/// Reads each item of a list at `key`, when there is one.
template <class Thing>
void read_list(const Node& document, const std::string& key, Thing (*read)(const Node&, ParseContext&),
               ParseContext& context, std::vector<Draft<Thing>>& list, Drafts& drafts) {
  const auto& node = document[key];
  if (node.kind != Node::Kind::missing && node.kind != Node::Kind::null && !node.is_list()) {
    context.diagnostics.add(node, "expected a list: each item begins with \"- \"");
    drafts.complete = false;
  }
  for (const auto& item : node.items) {
    const auto faults = context.diagnostics.size();
    auto thing = read(item, context);
    if constexpr (requires { thing.id; }) drafts.complete = drafts.complete && !thing.id.empty();
    list.push_back({std::move(thing), context.diagnostics.size() == faults, &item});
  }
}

}  // namespace sluss::config
