#include "world.h"

namespace sluss::generate {
namespace {

constexpr auto synthetic = "# Synthetic, written by sluss-generate --config. Nobody here exists.\n";

std::string quoted(const std::string& text) { return '"' + text + '"'; }

std::string contact_of(const std::string& id) {
  return "    contact: { name: VFU-samordnaren, phone: \"08-000 00 00\", email: vfu@" + id + ".example }\n";
}

std::string yaml_of(const Institution& institution) {
  return "  - id: " + institution.id + "\n    name: " + institution.name + "\n    aliases: [" +
         quoted(institution.alias) + "]\n    organisation_number: " + quoted(institution.organisation_number) +
         "\n    buyer_reference: " + quoted("ZZ" + institution.id) +
         "\n    street: Exempelgatan 1\n    postal_code: \"100 00\"\n    city: Exempelby\n" +
         contact_of(institution.id);
}

std::string yaml_of(const Unit& unit) {
  return "  - id: " + unit.id + "\n    provider: " + unit.provider + "\n    name: " + unit.name +
         "\n    hsa_id: " + unit.hsa_id + "\n    organisation_number: " + quoted(unit.organisation_number) +
         "\n    bankgiro: " + quoted(unit.bankgiro) + "\n    series: " + quoted(unit.series) +
         "\n    street: Provgatan 2\n    postal_code: \"100 00\"\n    city: Exempelby\n" + contact_of(unit.id);
}

/// An agreement's id: both parties' numbers.
std::string agreement_of(const Institution& institution, const Provider& provider) {
  return "avtal-" + institution.id.substr(institution.id.rfind('-') + 1) + "-" +
         provider.id.substr(provider.id.rfind('-') + 1);
}

/// Calls for every pair that has an agreement.
template <class Act>
void for_each_agreement(const World& world, const Act& act) {
  for (std::size_t i = 0; i < world.institutions.size(); ++i) {
    for (const auto& provider : world.providers) {
      const bool last_pair = i + 1 == world.institutions.size() && provider.id == world.providers.back().id;
      if (!last_pair) act(world.institutions[i], provider);
    }
  }
}

/// The dates of the model agreement between Stockholm's municipalities and their institutions.
constexpr auto municipal =
    "    deadlines:\n"
    "      announce: { spring: \"09-15 the year before\", autumn: \"03-15\", remind: [30, 7] }\n"
    "      answer: { spring: \"11-15 the year before\", autumn: \"05-15\", remind: [30, 7] }\n"
    "      invoice: { spring: \"06-15\", autumn: \"12-15\", remind: [14, 3] }\n";
/// Those of the region's guideline: units answer earlier, and institutions of other counties later.
constexpr auto regional =
    "    deadlines:\n"
    "      answer: { spring: \"11-01 the year before\", autumn: \"05-01\", remind: [30, 7] }\n"
    "      invoice: { spring: \"06-15\", autumn: \"12-15\", remind: [14, 3] }\n";
constexpr auto out_of_county =
    "    deadlines:\n"
    "      answer: { spring: \"11-15 the year before\", autumn: \"05-15\", remind: [30, 7] }\n"
    "      invoice: { spring: \"06-15\", autumn: \"12-15\", remind: [14, 3] }\n";
constexpr auto institution_of_another_county = "larosate-03";

/// The first provider's are municipal, the last one's regional, and the others have none.
std::string deadlines_of(const World& world, const Institution& institution, const Provider& provider) {
  if (provider.id == world.providers.front().id) return municipal;
  if (provider.id != world.providers.back().id) return "";
  return institution.id == institution_of_another_county ? out_of_county : regional;
}

std::string price(const std::string& agreement, const std::string& rest) {
  return "  - { agreement: " + agreement + ", " + rest + " }\n";
}

}  // namespace

std::string parties_yaml(const World& world) {
  std::string yaml = std::string(synthetic) + "\ninstitutions:\n";
  for (const auto& institution : world.institutions) yaml += yaml_of(institution);
  yaml += "\nproviders:\n";
  for (const auto& provider : world.providers) yaml += "  - { id: " + provider.id + ", name: " + provider.name + " }\n";
  yaml += "\nunits:\n";
  for (const auto& unit : world.units) yaml += yaml_of(unit);
  return yaml;
}

std::string agreements_yaml(const World& world) {
  auto yaml = std::string(synthetic) + "# One pair of parties has no agreement: " + world.institutions.back().name +
              " and " + world.providers.back().name + ".\n# Deadlines: those with " + world.providers.front().name +
              " have the dates of the municipal model agreement, those with " + world.providers.back().name +
              "\n# the dates of the region's guideline; the others have none.\n\nagreements:\n";
  for_each_agreement(world, [&](const Institution& institution, const Provider& provider) {
    const auto id = agreement_of(institution, provider);
    yaml += "  - id: " + id + "\n    institution: " + institution.id + "\n    provider: " + provider.id +
            "\n    document: Exempelavtal " + id.substr(id.find('-') + 1) +
            "\n    valid_from: 2016-01-01\n    programmes: [SSK, FYS, ARB, SPV, DIE]\n    types: [vfu, specialist]\n"
            "    holidays: counted\n    new_year: by_day\n    vat: exempt\n    payment_days: 30\n"
            "    spring: { begins: \"01-01\", ends: \"08-31\", invoice_from: \"05-15\" }\n"
            "    autumn: { begins: \"07-01\", ends: \"01-31\", invoice_from: \"11-15\" }\n" +
            deadlines_of(world, institution, provider);
  });
  return yaml;
}

std::string prices_yaml(const World& world) {
  auto yaml = std::string(synthetic) +
              "# 1530.00 kr is the model agreement's price of 2016. THE LATER PRICES ARE MADE UP: enter those of your\n"
              "# agreements, with the document they stand in. DIE has no price after 2016, so its placements wait.\n"
              "\nprices:\n";
  for_each_agreement(world, [&](const Institution& institution, const Provider& provider) {
    const auto id = agreement_of(institution, provider);
    yaml += price(
        id,
        R"(programme: "*", type: vfu, valid_from: 2016-01-01, valid_to: 2016-12-31, week: "1530.00 kr", document: Modellavtalet 2016)");
    yaml += price(
        id, R"(programme: "*", type: vfu, valid_from: 2026-01-01, week: "1895.00 kr", document: Påhittat pris 2026)");
    yaml += price(
        id, R"(programme: "*", type: vfu, valid_from: 2027-01-01, week: "1941.31 kr", document: Påhittat pris 2027)");
    yaml += price(
        id,
        R"(programme: "*", type: specialist, valid_from: 2026-01-01, week: "2100.00 kr", document: Påhittat pris 2026)");
    yaml += price(
        id,
        R"(programme: "*", type: specialist, valid_from: 2027-01-01, week: "2151.40 kr", document: Påhittat pris 2027)");
    yaml += price(
        id,
        R"(programme: DIE, type: vfu, valid_from: 2016-01-01, valid_to: 2016-12-31, week: "1530.00 kr", document: Modellavtalet 2016)");
  });
  return yaml;
}

}  // namespace sluss::generate
