// Checks what parties, agreements and prices say of each other.
#include <map>
#include <set>

#include "config/draft_checks.h"
#include "config/drafts.h"
#include "config/values.h"

namespace sluss::config {
namespace {

/// Exports name parties by id, name or alias: one that two share would bill the wrong one.
template <class Party>
void check_names(const std::vector<Draft<Party>>& drafts, Diagnostics& diagnostics) {
  std::map<std::string, const Draft<Party>*> owners;
  for (const auto& draft : drafts) {
    auto names = draft.thing.aliases;
    names.push_back(draft.thing.id);
    names.push_back(draft.thing.name);
    std::set<std::string> told;
    for (const auto& name : names) {
      const auto key = fold_case(trim(name));
      const auto* owner = key.empty() ? &draft : owners.emplace(key, &draft).first->second;
      if (owner == &draft || owner->thing.id == draft.thing.id || !told.insert(key).second) continue;
      diagnostics.add(
          *draft.node,
          "the name \"" + name + "\" belongs to \"" + owner->thing.id + "\" too, at " + owner->node->mark.text(),
          "a placement that names it could belong to either: remove it from one");
    }
  }
}

void check_hsa_ids(const std::vector<Draft<domain::Unit>>& units, Diagnostics& diagnostics) {
  std::map<std::string, std::string> owners;
  for (const auto& draft : units) {
    if (draft.thing.hsa_id.empty()) continue;
    const auto [at, is_first] = owners.emplace(fold_case(draft.thing.hsa_id), draft.thing.id);
    if (!is_first) diagnostics.add((*draft.node)["hsa_id"], "the unit \"" + at->second + "\" has the same HSA-id");
  }
}

/// Could a number of the one series be a number of the other? After its series a number has four digits, or more that
/// do not begin with 0.
bool can_collide(const std::string& shorter, const std::string& longer) {
  return longer.starts_with(shorter) && (longer.size() == shorter.size() || longer[shorter.size()] != '0');
}

void check_series(const std::vector<Draft<domain::Unit>>& units, Diagnostics& diagnostics) {
  std::map<std::string, const Draft<domain::Unit>*> owners;
  for (const auto& draft : units) {
    const auto& series = draft.thing.series;
    if (series.empty()) continue;
    const auto [at, is_first] = owners.emplace(series, &draft);
    if (!is_first)
      diagnostics.add(
          (*draft.node)["series"],
          "the unit \"" + at->second->thing.id + "\" has the same series; two invoices would have one number",
          "give each unit a series of its own");
  }
  for (const auto& [series, draft] : owners) {
    for (std::size_t length = 1; length < series.size(); ++length) {
      const auto other = owners.find(series.substr(0, length));
      if (other == owners.end() || !can_collide(other->first, series)) continue;
      diagnostics.add((*draft->node)["series"],
                      "numbers of this series could be numbers of \"" + other->first + "\" too, which is the unit \"" +
                          other->second->thing.id + "\"'s",
                      "give all units series of the same length");
    }
  }
}

}  // namespace

void check_parties(const Drafts& drafts, Diagnostics& diagnostics) {
  check_ids(drafts.institutions, diagnostics);
  check_ids(drafts.providers, diagnostics);
  check_ids(drafts.units, diagnostics);
  check_ids(drafts.agreements, diagnostics);
  check_names(drafts.institutions, diagnostics);
  check_names(drafts.units, diagnostics);
  check_hsa_ids(drafts.units, diagnostics);
  check_series(drafts.units, diagnostics);
  if (!drafts.complete) return;
  const auto institutions = ids_of(drafts.institutions);
  const auto providers = ids_of(drafts.providers);
  const auto agreements = ids_of(drafts.agreements);
  for (const auto& draft : drafts.units) check_reference(*draft.node, "provider", "provider", providers, diagnostics);
  for (const auto& draft : drafts.agreements) {
    check_reference(*draft.node, "institution", "institution", institutions, diagnostics);
    check_reference(*draft.node, "provider", "provider", providers, diagnostics);
  }
  for (const auto& draft : drafts.prices)
    check_reference(*draft.node, "agreement", "agreement", agreements, diagnostics);
}

}  // namespace sluss::config
