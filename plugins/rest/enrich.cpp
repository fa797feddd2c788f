#include "enrich.h"

#include "http/url.h"

namespace sluss::rest {
namespace {

constexpr std::size_t most_kept = 50'000;

void check(const EnrichConfig& config, const Node& node, ParseContext& context) {
  const auto url = TextTemplate::parse(config.url);
  if (!url) return context.diagnostics.add(node["url"], url.error());
  check_service(config, url->sample(), node, context);
  const auto server = config.url.substr(0, config.url.find_first_of("/?", config.url.find("://") + 3));
  if (server.find('{') != std::string::npos)
    context.diagnostics.add(node["url"], "a message may not say which server is asked: {} stands in the path or query");
  if (!url->has_path())
    context.diagnostics.add(node["url"], "expected a {field} of the message in it: else every message asks the same");
  if (config.into.empty()) context.diagnostics.add(node["into"], "expected where the answer goes");
}

/// The same body with its texts as they may stand in a URL: what a message says must not lead elsewhere.
Value encoded(const Value& value) {
  if (const auto* text = value.as_text()) return http::percent_encoded(*text);
  if (const auto* members = value.as_object()) {
    auto copy = Value::object();
    for (const auto& [name, member] : *members) copy[name] = encoded(member);
    return copy;
  }
  return value;
}

/// Of the message, or of the service as it is now?
bool is_of_the_message(const Error& error) { return error.fault == Fault::rejected || error.fault == Fault::data; }

}  // namespace

Spec<EnrichConfig> enrich_spec() {
  Spec<EnrichConfig> spec("enrich", "Asks a JSON service for what a message only names");
  spec.required<std::string>("url", &EnrichConfig::url,
                             "What is asked for; {path} stands for what the message has there",
                             "\"https://api.example.se/studentinformation/student/{StudentUID}\"")
      .required("into", &EnrichConfig::into, "Where the answer goes in the message", "student")
      .option<std::string>("accept", &EnrichConfig::accept, "The media type that is asked for",
                           "application/vnd.ladok-studentinformation+json")
      .option("keep", &EnrichConfig::keep, "How long an answer is good for the same question", "10m")
      .choice("missing", &EnrichConfig::missing,
              "What becomes of a message that names nothing, or something that the service does not have: it is "
              "rejected, or goes on without an answer",
              {{"rejected", Missing::rejected}, {"left_out", Missing::left_out}});
  http::add_service(spec);
  http::add_oauth(spec);
  return spec.rule(check);
}

Enrich::Enrich(EnrichConfig config) : config_(std::move(config)) {
  if (auto url = TextTemplate::parse(config_.url)) url_ = std::move(*url);
}

std::vector<std::string> Enrich::lacks(std::string_view /*kind*/, const std::vector<std::string>& paths) const {
  std::vector<std::string> lacking;
  for (const auto& path : url_ ? url_->paths() : std::vector<std::string>()) {
    if (!may_hold(paths, path)) lacking.push_back("\"" + path + "\" (a part of its url)");
  }
  return lacking;
}

Result<std::optional<Value>> Enrich::look_up(const std::string& url, const std::stop_token& stop) {
  const std::lock_guard lock(config_.answers->mutex);
  auto& [mutex, client, kept] = *config_.answers;
  const auto now = std::chrono::steady_clock::now();
  if (const auto known = kept.find(url); known != kept.end() && now < known->second.until) return known->second.body;
  if (!client) client.emplace(config_.manner(longest_answer));
  auto answer = ask(*client, url, config_.accept, stop, config_.url);
  const bool has_none = !answer && client->status() == 404;
  if (!answer && !has_none) return fail(std::move(answer).error());
  if (kept.size() >= most_kept) kept.clear();
  Answers::Kept found{answer ? std::optional(std::move(answer->body)) : std::nullopt, now + config_.keep};
  return kept.insert_or_assign(url, std::move(found)).first->second.body;
}

void Enrich::miss(Item& item, const std::string& why) const {
  if (config_.missing == Missing::rejected) item.reject(item.message.origin.place() + ": " + why);
}

Result<void> Enrich::process(std::span<Item> batch, Context& context) {
  for (auto& item : batch) {
    const auto url = url_->fill(encoded(item.message.body), "url");
    if (!url) {
      miss(item, url.error().what);
      continue;
    }
    auto found = look_up(*url, context.stop());
    if (!found && !is_of_the_message(found.error())) return fail(found.error());
    if (!found) item.reject(item.message.origin.place() + ": " + found.error().what);
    else if (!*found) miss(item, config_.url + " has no such thing");
    else item.message.body.make(config_.into) = std::move(**found);
  }
  return {};
}

}  // namespace sluss::rest
