// The made-up county that synthetic exports tell of: nobody and nothing in it exists.
#pragma once

#include <string>
#include <vector>

namespace sluss::generate {

struct Institution {
  std::string id, name, alias, organisation_number;
};

struct Provider {
  std::string id, name, organisation_number;
};

struct Unit {
  std::string id, provider, name, hsa_id, organisation_number, bankgiro, series;
};

struct Programme {
  std::string code, type, course_code, course;
};

struct World {
  std::vector<Institution> institutions;
  std::vector<Provider> providers;
  std::vector<Unit> units;
  std::vector<Programme> programmes;
  Programme without_price;  ///< it is in every agreement, but nobody has entered its price

  /// False for the one pair without an agreement: the last institution and the last provider.
  [[nodiscard]] bool agreed(std::size_t institution, const Unit& unit) const;
};

/// The same for the same numbers. Organisation numbers (202999-, 212999-, 599999-) and bankgiro numbers (99...) pass
/// their their check digit and lie in series that are not in use.
[[nodiscard]] World make_world(int institutions, int units);

/// The world as files of a configuration: who there is, what they have agreed, and at which prices.
[[nodiscard]] std::string parties_yaml(const World& world);
[[nodiscard]] std::string agreements_yaml(const World& world);
[[nodiscard]] std::string prices_yaml(const World& world);

}  // namespace sluss::generate
