#include "domain/parties.h"

#include <algorithm>
#include <unordered_map>
#include <unordered_set>

#include "base/text.h"

namespace sluss::domain {
namespace {

/// Positions in a list, by text.
using Positions = std::unordered_map<std::string, std::size_t>;

std::string key_of(std::string_view name) { return fold_case(trim(name)); }

std::string pair_key(std::string_view institution, std::string_view provider) {
  return std::string(institution) + '\n' + std::string(provider);
}

/// Names that lead to one place in a list. A name that two parties share leads nowhere: guessing bills the wrong one.
class Names {
 public:
  void add(std::string_view name, std::size_t position) {
    auto key = key_of(name);
    if (key.empty()) return;
    const auto [at, added] = positions_.emplace(std::move(key), position);
    if (!added && at->second != position) shared_.insert(at->first);
  }
  void add_all(const Names& weaker) {
    for (const auto& [name, position] : weaker.positions_) {
      if (positions_.emplace(name, position).second && weaker.shared_.contains(name)) shared_.insert(name);
    }
  }
  [[nodiscard]] std::optional<std::size_t> find(std::string_view name) const {
    const auto at = positions_.find(key_of(name));
    if (at == positions_.end() || shared_.contains(at->first)) return std::nullopt;
    return at->second;
  }

 private:
  Positions positions_;
  std::unordered_set<std::string> shared_;
};

/// Names and aliases of a list of parties; ids go before them.
template <class Party>
Names names_of(const std::vector<Party>& parties) {
  Names ids;
  Names others;
  for (std::size_t i = 0; i < parties.size(); ++i) {
    ids.add(parties[i].id, i);
    others.add(parties[i].name, i);
    for (const auto& alias : parties[i].aliases) others.add(alias, i);
  }
  ids.add_all(others);
  return ids;
}

template <class Thing>
Positions ids_of(const std::vector<Thing>& things) {
  Positions ids;
  for (std::size_t i = 0; i < things.size(); ++i) ids.emplace(things[i].id, i);
  return ids;
}

template <class Thing>
const Thing* by_id(const std::vector<Thing>& things, const Positions& ids, std::string_view id) {
  const auto at = ids.find(std::string(id));
  return at == ids.end() ? nullptr : &things[at->second];
}

/// How well an agreement fits a programme: its own name goes before "*".
int fit_of(const Agreement& agreement, std::string_view programme) {
  int fit = 0;
  for (const auto& covered : agreement.programmes) {
    if (covered == "*") fit = std::max(fit, 1);
    else if (key_of(covered) == programme) return 2;
  }
  return fit;
}

bool holds_on(const Agreement& agreement, Day day) {
  return agreement.valid_from <= day && (!agreement.valid_to || day <= *agreement.valid_to);
}

bool prices_type(const Agreement& agreement, PlacementType type) {
  return std::find(agreement.types.begin(), agreement.types.end(), type) != agreement.types.end();
}

/// A price in the look-up, its programme ready for comparing.
struct PriceEntry {
  std::string programme;
  std::size_t position;
};

}  // namespace

struct AgreementBook::Index {
  Names institution_names, unit_names, unit_hsa_ids;
  Positions institution_ids, unit_ids, agreement_ids;
  std::unordered_map<std::string, std::vector<std::size_t>> agreements_of_pair;
  std::unordered_map<std::string, std::vector<PriceEntry>> prices_of_agreement;  ///< the latest beginning first
};

void AgreementBook::index() {
  auto made = std::make_shared<Index>();
  made->institution_names = names_of(institutions);
  made->unit_names = names_of(units);
  for (std::size_t i = 0; i < units.size(); ++i) made->unit_hsa_ids.add(units[i].hsa_id, i);
  made->institution_ids = ids_of(institutions);
  made->unit_ids = ids_of(units);
  made->agreement_ids = ids_of(agreements);
  for (std::size_t i = 0; i < agreements.size(); ++i)
    made->agreements_of_pair[pair_key(agreements[i].institution, agreements[i].provider)].push_back(i);
  for (std::size_t i = 0; i < prices.size(); ++i)
    made->prices_of_agreement[prices[i].agreement].push_back({key_of(prices[i].programme), i});
  for (auto& [agreement, entries] : made->prices_of_agreement) {
    std::stable_sort(entries.begin(), entries.end(), [this](const PriceEntry& a, const PriceEntry& b) {
      return prices[a.position].valid_from > prices[b.position].valid_from;
    });
  }
  index_ = std::move(made);
}

const Institution* AgreementBook::find_institution(std::string_view name) const {
  const auto at = index_->institution_names.find(name);
  return at ? &institutions[*at] : nullptr;
}

const Unit* AgreementBook::find_unit(const UnitReference& unit) const {
  const auto at =
      trim(unit.hsa_id).empty() ? index_->unit_names.find(unit.name) : index_->unit_hsa_ids.find(unit.hsa_id);
  return at ? &units[*at] : nullptr;
}

const Unit* AgreementBook::unit_by_id(std::string_view id) const { return by_id(units, index_->unit_ids, id); }

const Institution* AgreementBook::institution_by_id(std::string_view id) const {
  return by_id(institutions, index_->institution_ids, id);
}

const Agreement* AgreementBook::agreement_by_id(std::string_view id) const {
  return by_id(agreements, index_->agreement_ids, id);
}

const Agreement* AgreementBook::find_agreement(const Institution& institution, const Unit& unit,
                                               std::string_view programme, PlacementType type, Day day) const {
  const auto pair = index_->agreements_of_pair.find(pair_key(institution.id, unit.provider));
  if (pair == index_->agreements_of_pair.end()) return nullptr;
  const auto wanted = key_of(programme);
  const Agreement* best = nullptr;
  int best_fit = 0;
  for (const auto position : pair->second) {
    const auto& agreement = agreements[position];
    const int fit = holds_on(agreement, day) && prices_type(agreement, type) ? fit_of(agreement, wanted) : 0;
    if (fit > best_fit || (fit > 0 && fit == best_fit && agreement.valid_from > best->valid_from)) {
      best = &agreement;
      best_fit = fit;
    }
  }
  return best;
}

const Price* AgreementBook::find_price(const Agreement& agreement, std::string_view programme, PlacementType type,
                                       Day day) const {
  const auto entries = index_->prices_of_agreement.find(agreement.id);
  if (entries == index_->prices_of_agreement.end()) return nullptr;
  for (const auto& wanted : {key_of(programme), std::string("*")}) {
    bool begun = false;
    for (const auto& entry : entries->second) {
      const auto& price = prices[entry.position];
      if (entry.programme != wanted || price.type != type || price.valid_from > day) continue;
      // Without a last day of its own a price ends where the next one begins.
      if (price.valid_to ? day <= *price.valid_to : !begun) return &price;
      begun = true;
    }
    if (begun) return nullptr;
  }
  return nullptr;
}

}  // namespace sluss::domain
