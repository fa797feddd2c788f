#include "ask.h"

#include "domain/basis_to_approve.h"
#include "domain/field_reader.h"
#include "domain/finding.h"

namespace sluss::approval {
namespace {

Result<std::vector<domain::PlacementCharge>> charges_of(const std::vector<WaitingLine>& lines) {
  std::vector<domain::PlacementCharge> charges;
  for (const auto& line : lines) {
    auto placement = domain::read_placement(line.placement);
    if (!placement)
      return fail(Fault::internal,
                  "a booked placement is no placement any more: " + domain::to_text(placement.error()));
    charges.push_back({std::move(*placement), line.line});
  }
  return charges;
}

}  // namespace

Spec<AskConfig> ask_spec() {
  return Spec<AskConfig>("ask_approval", "Asks for approval of each basis that waits for a person, by a message")
      .required("codes", &AskConfig::codes, "What the codes are made with by which an answer is known",
                "secret:approval_codes")
      .bare("codes")
      .rule([](const AskConfig& config, const Node& node, ParseContext& context) {
        check_secret(node.is_map() ? node["codes"] : node, config.codes, context);
      });
}

Result<Messages> AskApproval::finish(Context& context) {
  for (;;) {
    SLUSS_TRY_ASSIGN(group, context.book().next_waiting(asked_));
    asked_ = group;
    if (!group) return Messages{};
    SLUSS_TRY_ASSIGN(message, question(*group, context));
    if (message) return Messages{std::move(*message)};
  }
}

Result<std::optional<Message>> AskApproval::question(const Group& group, Context& context) const {
  const auto& parties = context.agreements();
  const auto today = day_in_stockholm(context.clock().now());
  const auto* institution = parties.institution_by_id(group.institution);
  const auto* unit = parties.unit_by_id(group.unit);
  if (institution == nullptr || unit == nullptr || !waits_for_person(group, parties, today)) return std::nullopt;
  SLUSS_TRY_ASSIGN(lines, context.book().waiting(group));
  SLUSS_TRY_ASSIGN(approval, context.book().approval(group));
  if (approval && approval->lines == digest_of(lines)) return std::nullopt;
  SLUSS_TRY_ASSIGN(charges, charges_of(lines));
  const domain::InvoiceBasis made_of{*parties.agreement_by_id(group.agreement),
                                     *institution,
                                     *unit,
                                     *domain::parse_term(group.term),
                                     0,
                                     0,
                                     today,
                                     std::move(charges)};
  Message message;
  message.kind = "basis";
  message.key = basis_key(group, lines);
  message.body = domain::to_value(domain::BasisToApprove{code_of(message.key, config_.codes), make_invoice(made_of)});
  for (const auto& line : lines) {
    if (message.parents.empty() || message.parents.back() != line.message) message.parents.push_back(line.message);
  }
  return message;
}

}  // namespace sluss::approval
