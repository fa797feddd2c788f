// What PostgreSQL says, and what it means.
#include <algorithm>
#include <array>

#include "postgresql.h"

namespace sluss::sql {
namespace {

constexpr unsigned type_bool = 16, type_int8 = 20, type_int2 = 21, type_int4 = 23, type_oid = 26, type_json = 114,
                   type_timestamp = 1114, type_timestamptz = 1184, type_jsonb = 3802;

struct Meaning {
  std::string_view begins;  ///< of the SQLSTATE
  Fault fault;
  const char* text;
};

// The first that fits.
constexpr std::array meanings = {
    Meaning{"21000", Fault::rejected, "two rows of one statement have one key"},
    Meaning{"22001", Fault::rejected, "a text is too long for its column"},
    Meaning{"22003", Fault::rejected, "a number is out of range for its column"},
    Meaning{"22007", Fault::rejected, "a text is no date or time"},
    Meaning{"22008", Fault::rejected, "a date or time is out of range"},
    Meaning{"22P02", Fault::rejected, "a text does not fit the type of its column"},
    Meaning{"22", Fault::rejected, "a value does not fit its column"},
    Meaning{"23502", Fault::rejected, "a column that must have a value has none"},
    Meaning{"23503", Fault::rejected, "what a column refers to does not exist"},
    Meaning{"23505", Fault::rejected, "another row has the same value already"},
    Meaning{"23514", Fault::rejected, "a value breaks a rule of its table"},
    Meaning{"23", Fault::rejected, "a constraint of the table is broken"},
    Meaning{"44", Fault::rejected, "the row is outside of its view"},
    Meaning{"P0", Fault::rejected, "a trigger or a function refused it"},
    Meaning{"28", Fault::denied, "it does not let us in"},
    Meaning{"42501", Fault::denied, "the user has no right to that"},
    Meaning{"25006", Fault::unavailable, "it can only be read now"},
    Meaning{"57014", Fault::unavailable, "it took longer than answer_timeout allows"},
    Meaning{"57P0", Fault::unavailable, "it is being stopped, or is not ready yet"},
    Meaning{"53300", Fault::unavailable, "it has too many connections"},
    Meaning{"53100", Fault::unavailable, "its disk is full"},
    Meaning{"53", Fault::unavailable, "it lacks room, memory or connections"},
    Meaning{"55P03", Fault::unavailable, "somebody else has the row or table locked"},
    Meaning{"40", Fault::unavailable, "somebody else's transaction was in the way"},
    Meaning{"3D000", Fault::unavailable, "there is no such database; check database:"},
    Meaning{"42P01", Fault::unavailable, "there is no such table"},
    Meaning{"42703", Fault::unavailable, "there is no such column"},
    Meaning{"42P10", Fault::unavailable,
            "the table has no unique constraint on exactly the columns of key:, which an upsert needs"},
};

// Of these classes the server's own words name what stands in the statement, which is the operator's.
bool is_about_statement(const std::string& state) { return state.starts_with("42") || state.starts_with("3"); }

/// "2026-11-29 10:00:00.5+00", as the session writes it in UTC: with T and Z. Others, such as infinity, stay.
std::string moment(std::string_view text, bool has_zone) {
  std::string iso(text);
  const bool has_time = iso.size() >= 19 && iso[4] == '-' && iso[10] == ' ' && iso[13] == ':';
  if (!has_time || (has_zone && !iso.ends_with("+00"))) return iso;
  iso[10] = 'T';
  if (has_zone) iso.replace(iso.size() - 3, 3, "Z");
  return iso;
}

/// The SQLSTATE in what libpq says where it was asked to say them: "FATAL:  28P01: ...".
std::string state_in(const std::string& message) {
  const auto is_code = [](char c) { return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z'); };
  for (auto at = message.find(":  "); at != std::string::npos; at = message.find(":  ", at + 1)) {
    const auto code = message.substr(at + 3, 5);
    if (code.size() == 5 && std::all_of(code.begin(), code.end(), is_code)) return code;
  }
  return {};
}

}  // namespace

Error meaning_of(const Refusal& refusal) {
  Error error{Fault::unavailable, "it fails", std::nullopt};
  for (const auto& meaning : meanings) {
    if (!refusal.state.starts_with(meaning.begins)) continue;
    error = {meaning.fault, meaning.text, std::nullopt};
    break;
  }
  if (!refusal.column.empty()) error.what += "; column " + refusal.column;
  if (!refusal.constraint.empty()) error.what += "; constraint " + refusal.constraint;
  if (!refusal.table.empty()) error.what += "; table " + refusal.table;
  if (is_about_statement(refusal.state) && !refusal.text.empty()) error.what += ": " + refusal.text;
  error.what += " (SQLSTATE " + refusal.state + ")";
  return error;
}

Error meaning_of_failure(const std::string& message, const std::string& place) {
  const auto has = [&](const char* words) { return message.find(words) != std::string::npos; };
  if (auto state = state_in(message); !state.empty()) {
    auto error = meaning_of({std::move(state), "", "", "", ""});
    error.what = place + ": " + error.what;
    return error;
  }
  if (has("certificate verify failed"))
    return {Fault::denied, place + " shows a certificate that is not trusted, or has expired; check ca:", std::nullopt};
  if (has("does not match host name"))
    return {Fault::denied, place + " shows a certificate for another name; check host:", std::nullopt};
  if (has("does not support SSL"))
    return {Fault::denied, place + " offers no encryption; nothing was sent", std::nullopt};
  if (has("alert") || has("private key file") || has("certificate file") || has("root certificate"))
    return {Fault::denied,
            place + ": the TLS handshake fails over a certificate; check certificate:, certificate_key: and ca:",
            std::nullopt};
  if (has("no password supplied")) return {Fault::denied, place + " asks for a password; give password:", std::nullopt};
  if (has("could not translate host name"))
    return {Fault::unavailable, "the host of " + place + " was not found; check host:", std::nullopt};
  return {Fault::unavailable, place + " is not reached; check host: and port:, the network and the server",
          std::nullopt};
}

Value value_of(unsigned type, std::string_view text) {
  switch (type) {
    case type_bool: return text == "t";
    case type_int2:
    case type_int4:
    case type_int8:
    case type_oid: return parse_json(text).value_or(Value(text));
    case type_timestamp: return moment(text, false);
    case type_timestamptz: return moment(text, true);
    case type_json:
    case type_jsonb: return parse_json(text).value_or(Value(text));
    default: return text;
  }
}

}  // namespace sluss::sql
