#include "domain/basis_to_approve.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace sluss::domain {
namespace {

/// What only an issued invoice has, or is called otherwise here: no sum of it must be counted as invoiced.
constexpr std::array<std::string_view, 7> of_the_issued = {"number", "ocr",       "key",       "issued",
                                                           "due",    "total_ore", "supplement"};

}  // namespace

Value to_value(const BasisToApprove& basis) {
  auto value = Value::object();
  value["code"] = basis.code;
  value["count"] = static_cast<std::int64_t>(basis.invoice.lines.size());
  value["worth_ore"] = basis.invoice.total.value;
  value["worth"] = to_kronor(basis.invoice.total);
  const auto body = to_value(basis.invoice);
  for (const auto& [name, member] : *body.as_object()) {
    if (std::find(of_the_issued.begin(), of_the_issued.end(), name) == of_the_issued.end()) value[name] = member;
  }
  return value;
}

Result<BasisToApprove> read_basis_to_approve(const Value& body) {
  const auto* code = body["code"].as_text();
  if (code == nullptr || code->empty()) return fail(Fault::data, "the basis has no code");
  if (body["worth_ore"].as_int() == nullptr) return fail(Fault::data, "the basis's worth_ore is no whole number");
  auto whole = body;
  for (const auto* name : {"number", "ocr", "key"}) whole[name] = "";
  for (const auto* name : {"issued", "due"}) whole[name] = body["period_last"];
  whole["total_ore"] = body["worth_ore"];
  SLUSS_TRY_ASSIGN(invoice, read_invoice(whole));
  return BasisToApprove{*code, std::move(invoice)};
}

}  // namespace sluss::domain
