#include "world.h"

#include <array>

#include "domain/identifiers.h"

namespace sluss::generate {
namespace {

constexpr std::array towns{"Exempelby", "Provstad", "Testköping", "Mallberga", "Låtsasvik"};
constexpr std::array kinds{"hemsjukvård", "rehabilitering", "äldreboende Norr", "äldreboende Söder",
                           "vårdcentral", "geriatrik",      "psykiatri",        "barnhälsovård"};

constexpr std::size_t provider_count = 3;

std::string padded(std::size_t number, std::size_t width) {
  auto text = std::to_string(number);
  return std::string(width > text.size() ? width - text.size() : 0, '0') + text;
}

std::string with_check_digit(std::string digits) {
  digits += domain::luhn_digit(digits);
  return digits;
}

Institution institution_of(std::size_t number) {
  constexpr std::array names{"Exempeluniversitetet", "Provhögskolan", "Högskolan i Testköping", "Låtsasuniversitetet"};
  constexpr std::array aliases{"Exempeluniv.", "PH", "HTK", "Låtsasuniv."};
  const auto round = number / names.size();
  const auto suffix = round == 0 ? std::string() : " " + std::to_string(round + 1);
  return {"larosate-" + padded(number + 1, 2), names[number % names.size()] + suffix,
          aliases[number % names.size()] + suffix, with_check_digit("202999" + padded(number + 1, 3))};
}

Provider provider_of(std::size_t number) {
  constexpr std::array names{"Exempelby kommun", "Provstads kommun", "Låtsasvård AB"};
  constexpr std::array series{"212999", "212999", "599999"};  // municipalities; limited companies
  return {"anordnare-" + padded(number + 1, 2), names[number],
          with_check_digit(series[number] + padded(number + 1, 3))};
}

Unit unit_of(std::size_t number, const Provider& provider) {
  const auto town = number % towns.size();
  const auto round = number / (towns.size() * kinds.size());
  auto name = std::string(towns[town]) + "s " + kinds[number / towns.size() % kinds.size()];
  if (round > 0) name += " " + std::to_string(round + 1);
  return {"enhet-" + padded(number + 1, 3),
          provider.id,
          std::move(name),
          "SE" + provider.organisation_number + "-E" + padded(number + 1, 4),
          provider.organisation_number,
          with_check_digit("99" + padded(number + 1, 5)),
          std::to_string(1001 + number)};
}

}  // namespace

bool World::agreed(std::size_t institution, const Unit& unit) const {
  return institution + 1 < institutions.size() || unit.provider != providers.back().id;
}

World make_world(int institutions, int units) {
  World world;
  world.programmes = {
      {"SSK", "VFU", "OM1101", "Klinisk omvårdnad"},
      {"SSK", "VFU", "OM1102", "Omvårdnad av äldre"},
      {"FYS", "VFU", "FT1201", "Fysioterapi i klinik"},
      {"ARB", "VFU", "AT1301", "Arbetsterapi och hälsa"},
      {"SPV", "Specialist", "SV2401", "Vård av äldre, avancerad nivå"},
  };
  world.without_price = {"DIE", "VFU", "DI1501", "Klinisk nutrition"};
  for (int i = 0; i < institutions; ++i) world.institutions.push_back(institution_of(static_cast<std::size_t>(i)));
  for (std::size_t i = 0; i < provider_count; ++i) world.providers.push_back(provider_of(i));
  for (int i = 0; i < units; ++i) {
    const auto number = static_cast<std::size_t>(i);
    world.units.push_back(unit_of(number, world.providers[number % world.providers.size()]));
  }
  return world;
}

}  // namespace sluss::generate
