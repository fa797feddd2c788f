#include <algorithm>
#include <limits>

#include "config/deadlines.h"
#include "config/draft_checks.h"
#include "config/drafts.h"
#include "config/fields.h"
#include "config/values.h"

namespace sluss::config {
namespace {

using domain::Agreement;

void read_term(const Node& node, ParseContext& context, domain::TermDates& term) {
  Fields fields(node, context);
  fields.required("begins", read_month_day, term.begins, "\"01-01\"");
  fields.required("ends", read_month_day, term.ends, "\"08-31\"");
  fields.optional("invoice_from", read_maybe_month_day, term.invoice_from);
  fields.done();
}

const auto holidays_of = one_of<domain::HolidayRule>(
    {{"counted", domain::HolidayRule::counted}, {"not_counted", domain::HolidayRule::not_counted}});
const auto new_year_of =
    one_of<domain::NewYearRule>({{"by_day", domain::NewYearRule::by_day}, {"by_start", domain::NewYearRule::by_start}});
const auto approval_of =
    one_of<domain::Approval>({{"automatic", domain::Approval::automatic}, {"person", domain::Approval::person}});
const auto vat_of =
    one_of<domain::VatRule>({{"exempt", domain::VatRule::exempt}, {"outside", domain::VatRule::outside}});

void read_day_count(const Node& node, ParseContext& context, int& target) {
  std::int64_t days = target;
  read_between(node, context, 1, 365, days);
  target = static_cast<int>(days);
}

void read_late_withdrawal(const Node& node, ParseContext& context, std::optional<int>& target) {
  read_day_count(node, context, target.emplace(1));
}

/// What two agreements both say.
template <class T>
std::vector<T> common(const std::vector<T>& a, const std::vector<T>& b) {
  std::vector<T> both;
  for (const auto& one : a) {
    if (std::find(b.begin(), b.end(), one) != b.end()) both.push_back(one);
  }
  return both;
}

bool share_a_day(const Agreement& a, const Agreement& b) {
  return (!a.valid_to || b.valid_from <= *a.valid_to) && (!b.valid_to || a.valid_from <= *b.valid_to);
}

void check_overlap(const Draft<Agreement>& earlier, const Draft<Agreement>& later, Diagnostics& diagnostics) {
  const auto& a = earlier.thing;
  const auto& b = later.thing;
  const auto programmes = common(a.programmes, b.programmes);
  if (!earlier.is_right || !later.is_right || a.id == b.id) return;
  if (a.institution != b.institution || a.provider != b.provider || !share_a_day(a, b)) return;
  if (programmes.empty() || common(a.types, b.types).empty()) return;
  diagnostics.add(*later.node,
                  "it holds at the same time as \"" + a.id + "\" (" + earlier.node->mark.text() +
                      ") for the same parties and type, and the programme " + programmes.front(),
                  "give the one that ended a valid_to");
}

}  // namespace

domain::Agreement read_agreement(const Node& node, ParseContext& context) {
  Agreement agreement;
  Fields fields(node, context);
  fields.required("id", read_name, agreement.id, "avtal-01");
  fields.required("institution", read_name, agreement.institution, "larosate-01");
  fields.required("provider", read_name, agreement.provider, "kommunen");
  fields.optional("document", read_text, agreement.document);
  fields.required("valid_from", read_day, agreement.valid_from, "2026-01-01");
  fields.optional("valid_to", read_maybe_day, agreement.valid_to);
  fields.required("programmes", read_texts, agreement.programmes, "[SSK, FYS], or \"*\" for all");
  fields.optional("types", read_billed_types, agreement.types);
  fields.optional("holidays", holidays_of, agreement.holidays);
  fields.optional("new_year", new_year_of, agreement.new_year);
  fields.optional("vat", vat_of, agreement.vat);
  fields.optional("approval", approval_of, agreement.approval);
  fields.optional("payment_days", read_day_count, agreement.payment_days);
  fields.optional("withdrawal_days", read_day_count, agreement.withdrawal_days);
  fields.optional("late_withdrawal", read_late_withdrawal, agreement.late_withdrawal);
  fields.optional("spring", read_term, agreement.spring);
  fields.optional("autumn", read_term, agreement.autumn);
  fields.optional("deadlines", read_deadlines, agreement.deadlines);
  fields.done();
  if (node.has("programmes") && node["programmes"].is_list() && node["programmes"].items.empty())
    context.diagnostics.add(node["programmes"], "expected at least one programme, or \"*\" for all");
  if (agreement.valid_to && *agreement.valid_to < agreement.valid_from)
    context.diagnostics.add(node["valid_to"], "expected a day that is not before valid_from", "is the year right?");
  return agreement;
}

void read_agreements(const Node& document, ParseContext& context, Drafts& drafts) {
  check_frame(document, {"institutions", "providers", "units", "agreements"}, context.diagnostics);
  read_list(document, "institutions", read_institution, context, drafts.institutions, drafts);
  read_list(document, "providers", read_provider, context, drafts.providers, drafts);
  read_list(document, "units", read_unit, context, drafts.units, drafts);
  read_list(document, "agreements", read_agreement, context, drafts.agreements, drafts);
}

void check_agreements(const Drafts& drafts, Diagnostics& diagnostics) {
  const auto& all = drafts.agreements;
  for (std::size_t later = 1; later < all.size(); ++later) {
    for (std::size_t earlier = 0; earlier < later; ++earlier) check_overlap(all[earlier], all[later], diagnostics);
  }
}

domain::AgreementBook make_book(const Drafts& drafts) {
  domain::AgreementBook book;
  for (const auto& draft : drafts.institutions) book.institutions.push_back(draft.thing);
  for (const auto& draft : drafts.providers) book.providers.push_back(draft.thing);
  for (const auto& draft : drafts.units) book.units.push_back(draft.thing);
  for (const auto& draft : drafts.agreements) book.agreements.push_back(draft.thing);
  for (const auto& draft : drafts.prices) book.prices.push_back(draft.thing);
  book.placing = make_placing(drafts);
  book.index();
  return book;
}

}  // namespace sluss::config
