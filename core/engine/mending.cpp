#include "engine/mending.h"

#include <algorithm>
#include <array>

#include "base/differences.h"
#include "base/json.h"
#include "base/text.h"
#include "domain/placement.h"
#include "engine/decoder.h"

namespace sluss::engine {

using store::State;
using store::StoredMessage;

namespace {

// Where nothing stands, these have a meaning of their own: which days are billed, at what price, and whose name goes
// out. In a row that the mapping could not read, nothing may also mean that what stood there was not understood.
constexpr std::array meaning_when_missing = {"type", "status", "days", "dates", "student.protected"};

std::string named(std::int64_t message) { return "message " + std::to_string(message); }

tl::unexpected<Error> refuse(const StoredMessage& stored, const std::string& why) {
  return fail(Fault::config, named(stored.message.id) + " " + why);
}

/// Whether something is said at a path, be it null.
bool says(const Value& body, std::string_view path) {
  const auto dot = path.rfind('.');
  const auto& parent = dot == std::string_view::npos ? body : body.at(path.substr(0, dot));
  const auto name = dot == std::string_view::npos ? path : path.substr(dot + 1);
  const auto* members = parent.as_object();
  return members != nullptr &&
         std::any_of(members->begin(), members->end(), [&](const auto& member) { return member.first == name; });
}

/// The mapping could not read the row: some of its targets are missing, and nobody knows which.
bool is_half_read(const StoredMessage& stored) { return stored.hash == digest(stored.message.raw); }

bool is_field(const StoredMessage& stored, std::string_view path) {
  const auto fields = domain::placement_fields();
  return stored.message.kind == "placement" && std::find(fields.begin(), fields.end(), path) != fields.end();
}

const char* shape_name(const Value& value) {
  if (value.as_text() != nullptr) return "a text";
  if (value.as_bool() != nullptr) return "true or false";
  if (value.as_list() != nullptr) return "a list";
  if (value.as_object() != nullptr) return "an object";
  return "a number";
}

/// What a body changes, and where it says that nothing is what the row says.
std::vector<std::string> changed_fields(const StoredMessage& stored, const Value& body) {
  auto fields = differing_paths(stored.message.body, body);
  if (!is_half_read(stored)) return fields;
  for (const auto* path : meaning_when_missing)
    if (body.at(path).is_null() && says(body, path) && !says(stored.message.body, path)) fields.emplace_back(path);
  return fields;
}

Result<void> check_may_be_mended(const StoredMessage& stored, const config::Inlet& inlet) {
  const auto& message = stored.message;
  if (message.kind == "invoice") return refuse(stored, "is an invoice: it is delivered or credited, never edited");
  if (message.kind == "payment")
    return refuse(stored, "is a payment as the bank told of it: it is booked (sluss payments book), never edited");
  if (message.kind == "invoice_response")
    return refuse(stored,
                  "is what a buyer answered, and stays as it was said; to say what is known by other ways: "
                  "sluss invoices accepted, sluss invoices rejected");
  if (stored.state != State::held && stored.state != State::rejected)
    return refuse(stored, std::string("is ") + name_of(stored.state) + ": only what is held or rejected is mended");
  if (message.change == Change::withdrawn)
    return refuse(stored, "was withdrawn by its source: what it says counts no more, so there is nothing to mend");
  if (joined(message.body, inlet.key) != message.key)
    return refuse(stored, "is a row without a place of its own (" + message.origin.place() +
                              "): it was not read as a whole, or its number stands twice. Mend it in the source; a "
                              "corrected export closes it");
  return {};
}

Result<void> check_path(const StoredMessage& stored, const Value& body, const std::string& path) {
  const auto& before = stored.message.body.at(path);
  if (is_field(stored, path)) return {};
  if (before.is_null()) {
    std::vector<std::string> known = differing_paths(stored.message.body, {});
    if (stored.message.kind == "placement")
      for (const auto field : domain::placement_fields()) known.emplace_back(field);
    const auto meant = nearest(path, known);
    return refuse(stored, "has no field \"" + path + "\"" + (meant ? "; did you mean \"" + *meant + "\"?" : ""));
  }
  const auto& after = body.at(path);
  if (!after.is_null() && std::string_view(shape_name(before)) != shape_name(after))
    return refuse(stored, path + ": expected " + shape_name(before) + ", as it is now, and not " + shape_name(after));
  return {};
}

Result<void> check_placement(const StoredMessage& stored, const Value& body, const std::vector<std::string>& fields) {
  if (const auto placement = domain::read_placement(body); !placement) {
    std::vector<std::string> faults;
    for (const auto& fault : placement.error()) faults.push_back(fault.field + ": expected " + fault.expected);
    return refuse(stored, "would be rejected again; " + join(faults, "; "));
  }
  const auto* is_protected = body.at("student.protected").as_bool();
  const bool lifts = is_protected == nullptr || !*is_protected;
  if (std::find(fields.begin(), fields.end(), "student.protected") != fields.end() && lifts &&
      !stored.message.body.at("student.protected").is_null())
    return refuse(stored, "student.protected: a protection is lifted in the source alone; here it can be set to true");
  if (!is_half_read(stored)) return {};
  std::string unsaid;
  for (const auto* path : meaning_when_missing)
    if (!says(body, path)) unsaid += std::string(" --set ") + path + "=null";
  if (unsaid.empty()) return {};
  return refuse(stored,
                "is a row that the mapping could not read, and nothing stands where the row may have said "
                "something. Look at the row, and give each, or null where the row says nothing:" +
                    unsaid);
}

Result<void> check(const StoredMessage& stored, const Value& body, const std::vector<std::string>& fields,
                   const config::Inlet& inlet) {
  if (fields.empty()) return refuse(stored, "says that already; nothing would change");
  if (body.as_object() == nullptr) return refuse(stored, "has an object for a body, and so must a mended one be");
  for (const auto& path : fields) SLUSS_TRY(check_path(stored, body, path));
  if (joined(body, inlet.key) != stored.message.key)
    return refuse(stored, join(inlet.key, ", ") + ": this is what the source knows it by, and stays as it is");
  return stored.message.kind == "placement" ? check_placement(stored, body, fields) : Result<void>();
}

}  // namespace

Result<Assignment> read_assignment(std::string_view text) {
  const auto equals = text.find('=');
  if (equals == std::string_view::npos || equals == 0)
    return fail(Fault::config, "--set: expected path=value, for example end=2026-09-25");
  const auto value = text.substr(equals + 1);
  auto json = parse_json(value);
  return Assignment{text.substr(0, equals), json ? std::move(*json) : Value(value)};
}

Result<const config::Inlet*> inlet_of(const config::Configuration& configuration, const StoredMessage& stored) {
  const auto inlet = configuration.inlets.find(stored.channel);
  if (inlet != configuration.inlets.end()) return &inlet->second;
  return refuse(stored, "comes from " + stored.channel +
                            ", which no pipeline reads: no run would look at what is mended. Invoices are delivered or "
                            "credited, never edited");
}

Result<std::vector<RunLock>> between_runs(const config::Configuration& configuration, const std::string& channel) {
  std::vector<RunLock> locks;
  for (const auto& [name, pipeline] : configuration.pipelines) {
    if (std::find(pipeline.from.begin(), pipeline.from.end(), channel) == pipeline.from.end()) continue;
    SLUSS_TRY_ASSIGN(lock, RunLock::take(configuration.store, name));
    locks.push_back(std::move(lock));
  }
  return locks;
}

Result<Mended> mend(store::Transaction& transaction, std::int64_t message, Value body, const config::Inlet& inlet,
                    const Decider& decider) {
  SLUSS_TRY_ASSIGN(found, transaction.messages().get(message));
  if (!found) return fail(Fault::config, "there is no " + named(message));
  auto& stored = *found;
  SLUSS_TRY(check_may_be_mended(stored, inlet));
  Mended mended{0, changed_fields(stored, body)};
  SLUSS_TRY(check(stored, body, mended.fields, inlet));
  SLUSS_TRY_ASSIGN(id, transaction.messages().next_id());
  mended.message = id;
  stored.message.id = id;
  stored.message.change = Change::changed;
  stored.message.body = std::move(body);
  // Where the row's own scope could not be read: without one it would not be missed when it is gone from the export.
  if (stored.scope.empty()) stored.scope = joined(stored.message.body, inlet.scope).value_or("");
  stored.state = State::held;
  stored.reason = "mended by a person; the next run looks at it";
  stored.amount.reset();
  SLUSS_TRY(transaction.messages().append(stored));
  SLUSS_TRY(transaction.audit().add({decider.at, decider.who, "edit",
                                     named(message) + " as " + named(mended.message) + ": " + join(mended.fields, ", "),
                                     decider.reason}));
  return mended;
}

}  // namespace sluss::engine
