// What only all agreements, parties and prices together can tell.
#include <algorithm>
#include <map>
#include <set>

#include "base/text.h"
#include "config/form.h"
#include "config/parts.h"

namespace sluss::config {
namespace {

using domain::Agreement;
using domain::Price;

class BookCheck {
 public:
  BookCheck(const domain::AgreementBook& book, const Places& places, Diagnostics& diagnostics)
      : book_(book), places_(places), diagnostics_(diagnostics) {}

  void run() {
    check_ids(book_.institutions, "institution");
    check_ids(book_.providers, "provider");
    check_ids(book_.units, "unit");
    check_ids(book_.agreements, "agreement");
    check_names(book_.institutions, "institution");
    check_names(book_.units, "unit");
    check_units();
    check_agreements();
    check_prices();
  }

 private:
  void fault(const Node& node, const std::string& member, std::string message, std::string hint = {}) {
    diagnostics_.add(node[member].kind == Node::Kind::missing ? node : node[member], std::move(message), std::move(hint));
  }

  template <class Things>
  static std::vector<std::string> ids_of(const Things& things) {
    std::vector<std::string> ids;
    for (const auto& thing : things) ids.push_back(thing.id);
    return ids;
  }

  template <class Things>
  void need(const Node& node, const std::string& member, const std::string& id, const Things& things, const char* what) {
    const auto ids = ids_of(things);
    if (id.empty() || std::find(ids.begin(), ids.end(), id) != ids.end()) return;
    fault(node, member, std::string("there is no ") + what + " \"" + id + "\"", suggestion(id, ids));
  }

  template <class Things>
  void check_ids(const Things& things, const std::string& what) {
    std::set<std::string> seen;
    for (const auto& thing : things) {
      if (!thing.id.empty() && !seen.insert(thing.id).second) diagnostics_.add({}, what + " " + thing.id, "two have this id", "give one of them another");
    }
  }

  /// A name or alias that two share finds neither of them.
  template <class Things>
  void check_names(const Things& things, const std::string& what) {
    std::map<std::string, std::string> owners;
    for (const auto& thing : things) {
      auto names = thing.aliases;
      names.push_back(thing.name);
      for (const auto& name : names) {
        const auto [at, fresh] = owners.emplace(fold_case(name), thing.id);
        if (!fresh && at->second != thing.id)
          diagnostics_.add({}, what + " " + thing.id, "the name \"" + name + "\" is also that of " + at->second, "placements under it could not be told apart");
      }
    }
  }

  void check_units() {
    for (const auto& unit : book_.units) {
      const auto& node = places_.units.at(unit.id);
      need(node, "provider", unit.provider, book_.providers, "provider");
      for (const auto& other : book_.units) {
        if (&other == &unit || unit.series.empty() || !other.series.starts_with(unit.series)) continue;
        if (other.series == unit.series && other.id > unit.id) continue;  // told once
        fault(node, "series", "invoice numbers of " + unit.id + " and " + other.id + " could be the same: \"" + unit.series +
                                  "\" and \"" + other.series + "\"", "no series may begin with another");
      }
    }
  }

  void check_agreements() {
    const auto& agreements = book_.agreements;
    for (auto one = agreements.begin(); one != agreements.end(); ++one) {
      const auto& node = places_.agreements.at(one->id);
      need(node, "institution", one->institution, book_.institutions, "institution");
      need(node, "provider", one->provider, book_.providers, "provider");
      for (auto other = agreements.begin(); other != one; ++other) {
        if (overlap(*one, *other)) fault(node, "programmes", "it overlaps with agreement " + other->id + ": same parties, days, type and programme", "give one of them a last day (valid_to)");
      }
    }
  }

  template <class List>
  static bool share(const List& one, const List& other) {
    return std::any_of(one.begin(), one.end(), [&](const auto& item) { return std::find(other.begin(), other.end(), item) != other.end(); });
  }

  static bool overlap(const Agreement& one, const Agreement& other) {
    if (one.institution != other.institution || one.provider != other.provider) return false;
    const bool apart = (one.valid_to && *one.valid_to < other.valid_from) || (other.valid_to && *other.valid_to < one.valid_from);
    return !apart && share(one.programmes, other.programmes) && share(one.types, other.types);
  }

  void check_prices() {
    const auto& prices = book_.prices;
    for (std::size_t i = 0; i < prices.size(); ++i) {
      need(places_.prices[i], "agreement", prices[i].agreement, book_.agreements, "agreement");
      for (std::size_t j = 0; j < i; ++j) {
        const auto& [one, other] = std::pair<const Price&, const Price&>(prices[i], prices[j]);
        if (one.agreement == other.agreement && one.programme == other.programme && one.type == other.type && one.valid_from == other.valid_from)
          fault(places_.prices[i], "valid_from", "there are two prices for " + one.agreement + ", " + one.programme + ", from the same day", "which one holds?");
      }
    }
  }

  const domain::AgreementBook& book_;
  const Places& places_;
  Diagnostics& diagnostics_;
};

}  // namespace

void check_book(const Parts& parts, const Places& places) {
  BookCheck(parts.configuration.agreements, places, parts.diagnostics()).run();
}

}  // namespace sluss::config
