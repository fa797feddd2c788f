#include "domain/capacity.h"

#include <algorithm>
#include <tuple>

namespace sluss::domain {
namespace {

std::string id_of(const AgreementBook& book, const UnitReference& named) {
  if (const auto* unit = book.find_unit(named)) return unit->id;
  const auto* other = named.hsa_id.empty() ? book.placing.find_other(named.name) : nullptr;
  return other != nullptr ? other->id : "";
}

bool holds_for(const Offer& offer, const OrderLine& line) {
  return !offer.first || (*offer.first <= line.first && line.last <= *offer.last);
}

}  // namespace

Offers::Offers(const AgreementBook& book, const std::vector<Offer>& offers, const std::string& term) {
  for (const auto& offer : offers) {
    const auto id = id_of(book, offer.unit);
    if (offer.term != term || id.empty()) continue;
    const auto places = offer.status == OfferStatus::withdrawn ? 0 : offer.places;
    if (offer.order.empty()) {
      pools_[id].push_back({&offer, {places, places}});
      continue;
    }
    const auto [at, is_first] = answers_.emplace(std::pair(id, offer.order), places);
    if (!is_first) at->second = std::min(at->second, places);
  }
  // What holds for a part of the term is used up before what holds for all of it.
  const auto place = [](const Pool& pool) { return std::tuple(!pool.offer->first.has_value(), pool.offer->id); };
  for (auto& [unit, pools] : pools_) {
    std::sort(pools.begin(), pools.end(), [&](const Pool& a, const Pool& b) { return place(a) < place(b); });
  }
}

std::optional<std::int64_t> Offers::answer_of(const std::string& unit, const std::string& line) const {
  const auto at = answers_.find({unit, line});
  return at == answers_.end() ? std::nullopt : std::optional(at->second);
}

std::optional<Offers::Capacity> Offers::capacity_of(const std::string& unit, const OrderLine& line) const {
  const auto places = pools_for(unit, line);
  if (places.empty()) return std::nullopt;
  const auto& pools = pools_.at(unit);
  Capacity sum;
  for (const auto place : places) {
    sum.stated += pools[place].capacity.stated;
    sum.left += pools[place].capacity.left;
  }
  return sum;
}

void Offers::take(const std::string& unit, const OrderLine& line, std::int64_t places) {
  for (const auto place : pools_for(unit, line)) {
    auto& left = pools_.at(unit)[place].capacity.left;
    const auto taken = std::min(places, left);
    left -= taken;
    places -= taken;
  }
}

std::vector<std::size_t> Offers::pools_for(const std::string& unit, const OrderLine& line) const {
  std::vector<std::size_t> own, general;
  const auto at = pools_.find(unit);
  if (at == pools_.end()) return own;
  for (std::size_t place = 0; place < at->second.size(); ++place) {
    const auto& offer = *at->second[place].offer;
    if (!holds_for(offer, line)) continue;
    if (offer.programme == "*") general.push_back(place);
    else if (same_word(offer.programme, line.programme)) own.push_back(place);
  }
  return own.empty() ? general : own;
}

}  // namespace sluss::domain
