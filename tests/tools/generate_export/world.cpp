#include "world.h"

#include <array>

#include "domain/identifiers.h"

namespace sluss::generate {
namespace {

constexpr std::array municipalities{"Exempelby", "Provstad", "Testköping", "Mallberga", "Låtsasvik"};
constexpr std::array kinds{"hemsjukvård", "rehabilitering", "äldreboende Norr", "äldreboende Söder",
                           "vårdcentral", "geriatrik",      "psykiatri",        "barnhälsovård"};

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
  return {"kommun-" + padded(number + 1, 2), municipalities[number] + std::string(" kommun"),
          with_check_digit("212999" + padded(number + 1, 3))};
}

Unit unit_of(std::size_t number, const Provider& provider) {
  const auto town = number % municipalities.size();
  const auto round = number / (municipalities.size() * kinds.size());
  auto name = std::string(municipalities[town]) + "s " + kinds[number / municipalities.size() % kinds.size()];
  if (round > 0) name += " " + std::to_string(round + 1);
  return {"enhet-" + padded(number + 1, 3),
          provider.id,
          std::move(name),
          "SE" + provider.organisation_number + "-E" + padded(number + 1, 4),
          provider.organisation_number,
          with_check_digit("99" + padded(number + 1, 5)),
          std::to_string(1001 + number)};
}

std::string quoted(const std::string& text) { return '"' + text + '"'; }

void add_contact(std::string& yaml, const std::string& indent, const std::string& id) {
  yaml += indent + "contact: { name: VFU-samordnaren, phone: \"08-000 00 00\", email: vfu@" + id + ".example }\n";
}

std::string institutions_yaml(const World& world) {
  std::string yaml = "institutions:\n";
  for (const auto& institution : world.institutions) {
    yaml += "  - id: " + institution.id + "\n    name: " + institution.name + "\n    aliases: [" +
            quoted(institution.alias) + "]\n    organisation_number: " + quoted(institution.organisation_number) +
            "\n    buyer_reference: " + quoted("ZZ" + institution.id) +
            "\n    street: Exempelgatan 1\n    postal_code: \"100 00\"\n    city: Exempelby\n";
    add_contact(yaml, "    ", institution.id);
  }
  return yaml;
}

std::string providers_yaml(const World& world) {
  std::string yaml = "\nproviders:\n";
  for (const auto& provider : world.providers) yaml += "  - { id: " + provider.id + ", name: " + provider.name + " }\n";
  return yaml;
}

std::string units_yaml(const World& world) {
  std::string yaml = "\nunits:\n";
  for (const auto& unit : world.units) {
    yaml += "  - id: " + unit.id + "\n    provider: " + unit.provider + "\n    name: " + unit.name +
            "\n    hsa_id: " + unit.hsa_id + "\n    organisation_number: " + quoted(unit.organisation_number) +
            "\n    bankgiro: " + quoted(unit.bankgiro) + "\n    series: " + quoted(unit.series) +
            "\n    street: Provgatan 2\n    postal_code: \"100 00\"\n    city: Exempelby\n";
    add_contact(yaml, "    ", unit.id);
  }
  return yaml;
}

}  // namespace

bool World::agreed(std::size_t institution, const Unit& unit) const {
  return institution + 1 < institutions.size() || unit.provider != providers.back().id;
}

World make_world(int institutions, int units) {
  World world;
  world.programmes = {
      {"SSK", "Sjuksköterskeprogrammet", "VFU", "OM1101", "Klinisk omvårdnad"},
      {"SSK", "Sjuksköterskeprogrammet", "VFU", "OM1102", "Omvårdnad av äldre"},
      {"FYS", "Fysioterapeutprogrammet", "VFU", "FT1201", "Fysioterapi i klinik"},
      {"ARB", "Arbetsterapeutprogrammet", "VFU", "AT1301", "Arbetsterapi och hälsa"},
      {"SPV", "Specialistsjuksköterska, vård av äldre", "Specialist", "SV2401", "Vård av äldre, avancerad nivå"},
  };
  world.without_price = {"DIE", "Dietistprogrammet", "VFU", "DI1501", "Klinisk nutrition"};
  for (int i = 0; i < institutions; ++i) world.institutions.push_back(institution_of(static_cast<std::size_t>(i)));
  for (std::size_t i = 0; i < municipalities.size(); ++i) world.providers.push_back(provider_of(i));
  for (int i = 0; i < units; ++i) {
    const auto number = static_cast<std::size_t>(i);
    world.units.push_back(unit_of(number, world.providers[number % world.providers.size()]));
  }
  return world;
}

std::string parties_yaml(const World& world) {
  return "# Synthetic parties, written by sluss-generate --parties. Nobody here exists.\n" + institutions_yaml(world) +
         providers_yaml(world) + units_yaml(world);
}

}  // namespace sluss::generate
