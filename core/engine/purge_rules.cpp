#include "engine/purge_rules.h"

#include <array>

#include "base/text.h"
#include "domain/invoice_response.h"
#include "domain/offer.h"
#include "domain/order.h"
#include "domain/payment.h"
#include "domain/placement.h"
#include "domain/term.h"
#include "observe/masking.h"

namespace sluss::engine {
namespace {

std::optional<Day> day_at(const Value& body, std::string_view member) {
  return parse_iso_day(trim(body[member].text_or_empty()));
}

std::optional<Day> end_of_placement(const Value& body) { return day_at(body, "end"); }
std::optional<Day> day_of(const Value& body) { return day_at(body, "day"); }

std::optional<Day> date_of(const Value& body) { return day_at(body, "date"); }

std::optional<Day> end_of_order(const Value& body) {
  const auto order = domain::read_order(body);
  return order ? std::optional(order->last) : std::nullopt;
}

/// Of the term that it names, by what agreements say where they say nothing else.
std::optional<Day> end_of_term(const Value& body) {
  const auto term = domain::parse_term(body["term"].text_or_empty());
  if (!term) return std::nullopt;
  return domain::period_of(*term, domain::Agreement{}).last;
}

std::optional<Day> end_of_offer(const Value& body) {
  if (const auto end = day_at(body, "end")) return end;
  return end_of_term(body);
}

Value without_student(const Value& body) {
  const auto placement = domain::read_placement(body);
  if (!placement) return observe::masked("", body);
  auto kept = observe::masked("placement", body);
  auto student = Value::object();
  student["id"] = nobody;
  student["name"] = nobody;
  student["protected"] = placement->student.protected_identity;
  kept["student"] = std::move(student);
  return kept;
}

Value registration_of_nobody(const Value& body) {
  auto kept = observe::masked("registration", body);
  if (kept.as_object() == nullptr) return kept;
  auto student = Value::object();
  student["id"] = nobody;
  kept["student"] = std::move(student);
  return kept;
}

/// What is known of a kind; of what could not be read, any text may be a name.
template <class Read>
Value known_of(const char* kind, Read&& read, const Value& body) {
  return observe::masked(read(body) ? kind : "", body);
}
Value without_payer(const Value& body) { return known_of("payment", domain::read_payment, body); }
Value without_texts(const Value& body) { return known_of("invoice_response", domain::read_invoice_response, body); }
Value masked_as_unknown(const Value& body) { return observe::masked("", body); }
Value order_alone(const Value& body) { return known_of("order", domain::read_order, body); }
Value offer_alone(const Value& body) { return known_of("offer", domain::read_offer, body); }

constexpr std::array rules{
    PurgeRule{"placement", "placements", end_of_placement, without_student},
    PurgeRule{"registration", "registrations", end_of_term, registration_of_nobody},
    PurgeRule{"payment", "payments", day_of, without_payer},
    PurgeRule{"invoice_response", "answers", day_of, without_texts},
    PurgeRule{"basis", "bases to approve", end_of_term, masked_as_unknown},
    PurgeRule{"approval", "answers to bases", date_of, masked_as_unknown},
    PurgeRule{"order", "orders", end_of_order, order_alone},
    PurgeRule{"offer", "offers", end_of_offer, offer_alone},
};

}  // namespace

std::span<const PurgeRule> purge_rules() { return rules; }

}  // namespace sluss::engine
