#include "registry.h"

#include <algorithm>

#include "domain/field_reader.h"

namespace sluss::plugins {
namespace {

constexpr auto kind = "registration";
constexpr auto held = "registry.held";

/// What a person is told of a death or a restriction, which waits for them.
std::string text_of(domain::RegistrationStatus status) {
  const bool is_deceased = status == domain::RegistrationStatus::deceased;
  return std::string(is_deceased ? "the student is deceased" : "the student may not study for now") +
         ", says the registry: the student's placements are held, and nothing is sent about them. Have them withdrawn "
         "or corrected where they come from; what is invoiced stays. Discard this message to let go on what is held";
}

}  // namespace

Spec<RegistryConfig> registry_spec() {
  return Spec<RegistryConfig>("registry", "Checks placements against what a student registry says")
      .option("types", &RegistryConfig::types, "The types of placements whose students the registry knows", "vfu")
      .choice("unknown", &RegistryConfig::unknown,
              "What becomes of a placement whose student the registry does not know, or not on that course and term",
              {{"hold", Unknown::hold}, {"warn", Unknown::warn}})
      .rule([](const RegistryConfig& config, const Node& node, ParseContext& context) {
        for (const auto& type : config.types) {
          if (!domain::parse_placement_type(type))
            context.diagnostics.add(node["types"], "\"" + type + "\" is no type of placement",
                                    "expected vfu, specialist, apl, lia, thesis or project");
        }
      });
}

RegistryCheck::RegistryCheck(const RegistryConfig& config) : unknown_(config.unknown) {
  for (const auto& type : config.types) types_.push_back(*domain::parse_placement_type(type));
}

std::vector<std::string> RegistryCheck::looks_at() const { return {kind}; }

Result<void> RegistryCheck::process(std::span<Item> batch, Context& context) {
  for (auto& item : batch) {
    if (item.message.kind == kind) take(item);
    if (item.message.kind == "placement" && item.message.change != Change::withdrawn) SLUSS_TRY(check(item, context));
  }
  return {};
}

void RegistryCheck::take(Item& item) {
  register_.reset();
  item.collect();
  if (item.message.change == Change::withdrawn) return;
  const auto registration = domain::read_registration(item.message.body);
  if (!registration) item.reject(domain::to_text(registration.error()));
  else if (domain::is_stop(registration->status)) item.hold(text_of(registration->status));
}

Result<void> RegistryCheck::check(Item& item, Context& context) {
  auto& body = item.message.body;
  SLUSS_TRY_ASSIGN(now, marked(body, context));
  body = std::move(now);
  if (body.at(held).is_null()) return {};
  // What waits for its invoice must wait with it.
  if (item.again || item.message.change != Change::added) SLUSS_TRY(context.book().take_back(item.message.item));
  item.hold(domain::remark_of(body, context.agreements()) +
            (domain::is_stopped(body)
                 ? ". It is held until the registry says otherwise, or its message of that is discarded"
                 : ". Have the number, course and term corrected where they are wrong; it is tried again "
                   "every night"));
  return {};
}

Result<bool> RegistryCheck::decides_otherwise(const Message& message, Standing standing, Context& context) {
  if (message.kind != "placement" || message.change == Change::withdrawn) return false;
  SLUSS_TRY_ASSIGN(now, marked(message.body, context));
  // While the step was not in the pipeline, another may have let it through.
  const bool must_wait = !std::as_const(now).at(held).is_null() && standing != Standing::parked;
  return must_wait || std::as_const(now)["registry"] != message.body["registry"];
}

Result<Value> RegistryCheck::marked(const Value& body, Context& context) {
  auto stated = domain::as_stated(body);
  const auto placement = domain::read_placement(stated);
  if (!placement || !expects_match(*placement)) return stated;
  SLUSS_TRY(load(context));
  const auto finding = register_->find(*placement, context.agreements());
  domain::mark(stated, *placement, finding);
  // Who is protected waits for a person in any case, for that reason.
  const bool is_protected = finding.protected_identity || placement->student.protected_identity;
  const bool must_wait = finding.is_stopped() || (finding.is_unmatched() && unknown_ == Unknown::hold);
  if (must_wait && !is_protected) stated.make(held) = true;
  return stated;
}

/// What is not billed anyway needs no registration.
bool RegistryCheck::expects_match(const domain::Placement& placement) const {
  const bool counts = placement.status == domain::PlacementStatus::confirmed ||
                      placement.status == domain::PlacementStatus::carried_out;
  return counts && std::find(types_.begin(), types_.end(), placement.type) != types_.end();
}

Result<void> RegistryCheck::load(Context& context) {
  if (register_) return {};
  domain::StudentRegister all;
  SLUSS_TRY(context.lookup().each(kind, std::nullopt, [&](Found&& found) -> Result<void> {
    if (found.standing == Standing::filtered || found.message.change == Change::withdrawn) return {};
    const auto registration = domain::read_registration(found.message.body);
    if (!registration) return {};
    // A death and a restriction hold as long as they wait for a person; anything else that waits is not believed.
    if ((found.standing == Standing::parked) == domain::is_stop(registration->status))
      all.add(*registration, context.agreements());
    return {};
  }));
  register_ = std::move(all);
  return {};
}

}  // namespace sluss::plugins
