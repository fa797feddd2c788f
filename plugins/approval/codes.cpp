#include "codes.h"

namespace sluss::approval {
namespace {

// No letter or digit that is taken for another one.
constexpr std::string_view letters = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789";
constexpr std::size_t length = 16;

}  // namespace

std::string basis_key(const Group& group, const std::vector<WaitingLine>& lines) {
  return group.agreement + "/" + group.institution + "/" + group.unit + "/" + group.term + "/basis-" +
         to_hex(digest_of(lines));
}

std::string code_of(std::string_view key, const Secret& secret) {
  const auto made = keyed_digest(key, secret.reveal());
  std::string code;
  unsigned bits = 0, held = 0;
  for (std::size_t byte = 0, letter = 0; letter < length; ++letter) {
    if (held < 5) {
      bits = bits << 8U | made[byte++];
      held += 8;
    }
    held -= 5;
    if (letter > 0 && letter % 4 == 0) code += '-';
    code += letters[bits >> held & 31U];
  }
  return code;
}

void check_secret(const Node& node, const Secret& secret, ParseContext& context) {
  if (!secret.empty() && secret.reveal().size() < shortest_secret)
    context.diagnostics.add(node, "the secret has fewer than 32 characters: codes made with it could be guessed",
                            "make one with: openssl rand -hex 32");
}

bool waits_for_person(const Group& group, const domain::AgreementBook& agreements, Day today) {
  const auto* agreement = agreements.agreement_by_id(group.agreement);
  const auto term = domain::parse_term(group.term);
  if (agreement == nullptr || !term || agreement->approval != domain::Approval::person) return false;
  const auto from = domain::invoice_from(*term, *agreement);
  return !from || *from <= today;
}

}  // namespace sluss::approval
