#include "allocate.h"

#include <algorithm>

#include "domain/field_reader.h"

namespace sluss::plugins {

using domain::Allocation;

namespace {

/// Why an order line fits nowhere in the configuration; empty when it does.
std::string misfit_of(const domain::OrderLine& line, const domain::AgreementBook& book) {
  const auto& rules = book.placing;
  const auto* round = rules.find_round(line.round);
  if (round == nullptr) return "there is no round \"" + line.round + "\" in the configuration";
  if (book.find_institution(line.institution) == nullptr)
    return "there is no institution \"" + excerpt(line.institution) + "\" in the configuration";
  if (round->term != line.term) return "the round " + round->id + " is for " + round->term + ", not " + line.term;
  const bool has_type = std::find(round->types.begin(), round->types.end(), line.type) != round->types.end();
  if (!domain::covers(round->programmes, line.programme) || !has_type)
    return "the round " + round->id + " is not for " + excerpt(line.programme) + " of type " + name_of(line.type);
  if (!line.unit.empty() && book.find_unit({"", line.unit}) == nullptr)
    return "there is no unit \"" + excerpt(line.unit) + "\" in the configuration";
  if (line.unit.empty() && rules.find_area(line.area) == nullptr)
    return "there is no area \"" + excerpt(line.area) + "\" in the configuration";
  return "";
}

}  // namespace

Spec<AllocateConfig> allocate_spec() {
  return {"allocate", "Splits the orders of a round over units, and says to each party what that means for it"};
}

Result<void> Allocate::process(std::span<Item> batch, Context& context) {
  for (auto& item : batch) {
    if (item.message.kind == "order") SLUSS_TRY(check_order(item, context));
    if (item.message.kind == "offer") SLUSS_TRY(check_offer(item, context));
  }
  return {};
}

Result<void> Allocate::check_order(Item& item, const Context& context) {
  item.collect();
  if (item.message.change == Change::withdrawn) return {};
  const auto line = domain::read_order(item.message.body);
  if (!line) item.reject(domain::to_text(line.error()));
  else if (auto reason = misfit_of(*line, context.agreements()); !reason.empty()) item.hold(std::move(reason));
  return {};
}

Result<void> Allocate::check_offer(Item& item, Context& context) {
  item.collect();
  if (item.message.change == Change::withdrawn) return {};
  const auto offer = domain::read_offer(item.message.body);
  if (!offer) {
    item.reject(domain::to_text(offer.error()));
    return {};
  }
  const auto& book = context.agreements();
  if (book.find_unit(offer->unit) == nullptr && book.placing.find_other(offer->unit.name) == nullptr)
    item.hold("there is no unit \"" + excerpt(offer->unit.hsa_id.empty() ? offer->unit.name : offer->unit.hsa_id) +
              "\" in the configuration");
  if (offer->order.empty()) return {};
  SLUSS_TRY_ASSIGN(order, context.lookup().of_kind("order", offer->order));
  if (!order) item.hold("it answers the order line \"" + excerpt(offer->order) + "\", which is not known");
  return {};
}

Result<Messages> Allocate::finish(Context& context) {
  if (!loaded_) SLUSS_TRY(load(context));
  const auto& rounds = context.agreements().placing.rounds;
  const auto today = day_in_stockholm(context.clock().now());
  while (next_ < rounds.size()) {
    const auto& round = rounds[next_++];
    if (today < round.opens) continue;
    SLUSS_TRY_ASSIGN(messages, split(round, context));
    if (!messages.empty()) return std::move(messages);
  }
  *this = Allocate(AllocateConfig{});
  return Messages{};
}

Result<void> Allocate::load(Context& context) {
  auto& lookup = context.lookup();
  SLUSS_TRY(lookup.each("round", std::nullopt, [&](Found&& found) -> Result<void> {
    auto split = domain::read_allocation(found.message.body);
    if (!split) return fail(Fault::internal, "the split of round " + found.message.key + " is none any more");
    splits_.insert_or_assign(found.message.key, std::move(*split));
    return {};
  }));
  SLUSS_TRY(lookup.each("order", std::nullopt, [&](Found&& found) { return load_order(std::move(found), context); }));
  SLUSS_TRY(lookup.each("offer", std::nullopt, [&](Found&& found) -> Result<void> {
    if (found.standing != Standing::accepted) return {};
    auto offer = domain::read_offer(found.message.body);
    if (!offer) return {};
    if (found.message.change == Change::withdrawn) offer->status = domain::OfferStatus::withdrawn;
    offers_.push_back(std::move(*offer));
    return {};
  }));
  loaded_ = true;
  return {};
}

/// A line whose new version waits for a person stays as it was when it was split last.
Result<void> Allocate::load_order(Found&& found, Context& context) {
  auto line = domain::read_order(found.message.body);
  if (found.standing != Standing::accepted || !line) {
    for (const auto& [round, split] : splits_) {
      for (const auto& known : split.lines) {
        if (known.line.id == found.message.key) orders_[known.line.id] = {known.line, found.message.id};
      }
    }
    return {};
  }
  if (found.message.change == Change::withdrawn) line->status = domain::OrderStatus::withdrawn;
  const auto [at, is_first] = orders_.emplace(line->id, Ordered{});
  if (!is_first) context.note("order line " + line->id + " came by two ways; what came last holds");
  at->second = {std::move(*line), found.message.id};
  return {};
}

Result<Messages> Allocate::split(const domain::Round& round, Context& context) {
  const auto& book = context.agreements();
  const auto before = splits_.find(round.id);
  const auto* earlier = before == splits_.end() ? nullptr : &before->second;
  domain::AllocationInput input{book, round, {}, offers_, earlier, {}, day_in_stockholm(context.clock().now())};
  for (const auto& [id, ordered] : orders_) {
    if (ordered.line.round == round.id) input.lines.push_back(ordered.line);
  }
  for (const auto& [id, other] : splits_) {
    if (id != round.id) input.others.push_back(&other);
  }
  if (input.lines.empty() && earlier == nullptr) return Messages{};
  auto now = domain::allocate(input);
  Messages messages;
  for (auto& document : documents_of(round, now, earlier, book)) {
    SLUSS_TRY_ASSIGN(message, version_of(std::move(document), context));
    if (message) messages.push_back(std::move(*message));
  }
  note_unanswered(round, now, context);
  splits_.insert_or_assign(round.id, std::move(now));
  return messages;
}

Result<std::optional<Message>> Allocate::version_of(RoundDocument&& document, Context& context) {
  Message message;
  message.kind = std::move(document.kind);
  message.key = std::move(document.key);
  message.body = std::move(document.body);
  for (const auto& id : document.orders) {
    if (const auto at = orders_.find(id); at != orders_.end()) message.parents.push_back(at->second.message);
  }
  auto& body = message.body;
  std::int64_t version = 0;
  SLUSS_TRY_ASSIGN(current, context.lookup().of_kind(message.kind, message.key));
  if (current) {
    const auto& known = std::as_const(current->message.body);
    if (const auto* number = known["version"].as_int()) version = *number;
    body["version"] = version;
    body["day"] = known["day"];
    if (body == known) return std::nullopt;
  }
  body["version"] = version + 1;
  body["day"] = to_iso(day_in_stockholm(context.clock().now()));
  return message;
}

void Allocate::note_unanswered(const domain::Round& round, const Allocation& now, Context& context) const {
  if (day_in_stockholm(context.clock().now()) <= round.answer_by) return;
  std::set<std::string> silent;
  for (const auto& line : now.lines) {
    for (const auto& seat : line.seats)
      if (seat.word == domain::Word::asked) silent.insert(seat.at);
  }
  if (silent.empty()) return;
  context.note(round.id + ": not answered by " + to_iso(round.answer_by) + ": " +
               join({silent.begin(), silent.end()}, ", "));
}

}  // namespace sluss::plugins
