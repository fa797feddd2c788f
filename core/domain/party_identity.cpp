#include "domain/party_identity.h"

#include <algorithm>

#include "base/text.h"
#include "domain/identifiers.h"

namespace sluss::domain {
namespace {

constexpr std::string_view organisation = "0007:", gln = "0088:";
constexpr std::size_t longest_id = 50;

bool all_of(std::string_view text, std::string_view allowed) {
  return !text.empty() && text.find_first_not_of(allowed) == std::string_view::npos;
}

constexpr std::string_view digits = "0123456789";
constexpr std::string_view id_characters = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-.:";

std::vector<std::string> ids_of(const BilledParty& party) {
  std::vector<std::string> ids;
  for (const auto& id :
       {party_id("0007", party.organisation_number), party_id(party.endpoint.scheme, party.endpoint.id)})
    if (id) ids.push_back(*id);
  return ids;
}

std::vector<std::string> of_scheme(const std::vector<std::string>& ids, std::string_view scheme) {
  std::vector<std::string> found;
  std::copy_if(ids.begin(), ids.end(), std::back_inserter(found),
               [&](const std::string& id) { return id.starts_with(scheme); });
  return found;
}

bool is_among(const std::string& id, const std::vector<std::string>& ids) {
  return std::find(ids.begin(), ids.end(), id) != ids.end();
}

}  // namespace

std::optional<std::string> party_id(std::string_view scheme, std::string_view id) {
  scheme = trim(scheme);
  id = trim(id);
  if (scheme.size() != 4 || !all_of(scheme, digits) || id.size() > longest_id || !all_of(id, id_characters))
    return std::nullopt;
  auto text = std::string(scheme) + ":" + std::string(id);
  if (text.starts_with(organisation)) {
    const auto number = check_organisation_number(id);
    // The third digit of an organisation's is at least 2; of a person's it is the month's first.
    if (!number || (*number)[2] < '2') return std::nullopt;
    return std::string(organisation) + *number;
  }
  if (text.starts_with(gln) && (id.size() != 13 || !all_of(id, digits))) return std::nullopt;
  return text;
}

bool is_party_id(std::string_view text) {
  const auto colon = text.find(':');
  if (colon == std::string_view::npos) return false;
  return party_id(text.substr(0, colon), text.substr(colon + 1)) == std::string(text);
}

bool is_party(const std::vector<std::string>& ids, const BilledParty& party) {
  const auto theirs = ids_of(party);
  for (const auto scheme : {organisation, gln}) {
    const auto stated = of_scheme(ids, scheme), known = of_scheme(theirs, scheme);
    if (stated.empty() || known.empty()) continue;
    return std::all_of(stated.begin(), stated.end(), [&](const std::string& id) { return is_among(id, known); });
  }
  return std::any_of(ids.begin(), ids.end(), [&](const std::string& id) { return is_among(id, theirs); });
}

}  // namespace sluss::domain
