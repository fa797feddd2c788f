#include "source.h"

#include <algorithm>

#include "base/text.h"
#include "http/url.h"
#include "plugin/held_text.h"

namespace sluss::feed {
namespace {

constexpr std::size_t longest_page = 8U << 20U;
constexpr auto accept = "Accept: application/atom+xml";

void check_from(const Config& config, const Node& node, ParseContext& context) {
  const bool is_number = !config.from.empty() && config.from.size() <= 18 &&
                         config.from.find_first_not_of("0123456789") == std::string::npos;
  if (config.from != "first" && config.from != "recent" && !is_number)
    context.diagnostics.add(node["from"], "expected first, recent or the number of a page");
}

void check(const Config& config, const Node& node, ParseContext& context) {
  http::check_service(config, node, context);
  http::check_oauth(config, node, context);
  http::check_url(node["url"], config.url, config.plain, context);
  if (config.url.find('?') != std::string::npos)
    context.diagnostics.add(node["url"], "expected the feed's address without a query; /recent is put after it");
  if (!config.check.empty()) http::check_url(node["check"], config.check, config.plain, context);
  if (has_control(config.check_accept))
    context.diagnostics.add(node["check_accept"], "the value holds a control character");
  check_from(config, node, context);
}

std::string document_of(const std::vector<Entry>& entries, const Config& config) {
  const auto& types = config.types;
  std::string text = "<feed>\n";
  for (const auto& entry : entries) {
    if (types.empty() || std::find(types.begin(), types.end(), entry.type) != types.end()) text += entry.xml;
    else if (config.others == Others::named) text += without_content(entry);
  }
  return text + "</feed>\n";
}

Fetch fetching(http::Client& client, const std::stop_token& stop) {
  return [&client, stop](const std::string& address, const std::string& etag) -> Result<std::optional<Fetched>> {
    SLUSS_TRY_ASSIGN(answer, client.get(address, {accept}, stop, {etag, ""}));
    if (answer.status == 304) return std::nullopt;
    auto page = read_page(answer.body);
    if (!page) return fail(Fault::data, http::shown_location(address) + ": " + page.error().what);
    return Fetched{std::move(*page), answer.etag};
  };
}

}  // namespace

Spec<Config> feed_spec() {
  Spec<Config> spec("feed", "Reads an Atom feed with its archive, each entry once");
  spec.required("url", &Config::url, "The feed's address without its last part (recent, first or a number)",
                "https://api.example.se/uppfoljning/feed")
      .option("from", &Config::from,
              "Where one begins the first time: first, recent or the number of a page. Another value begins anew there",
              "first")
      .option("types", &Config::types,
              "The types of entries that are taken, by the last part of their category; without it all",
              "[RegistreringEvent, AvbrottEvent]")
      .choice("others", &Config::others,
              "What becomes of entries of other types: nobody is told, or they are given without their content",
              {{"passed_over", Others::passed_over}, {"named", Others::named}})
      .option("check", &Config::check, "A URL that sluss check --probe asks as well, and that must answer 2xx",
              "https://api.example.se/kataloginformation/anvandare/autentiserad")
      .option("check_accept", &Config::check_accept, "The media type that check is asked for",
              "application/vnd.ladok-kataloginformation+json");
  http::add_service(spec);
  http::add_oauth(spec);
  return spec.rule(check);
}

Result<void> FeedSource::open(std::stop_token stop) {
  if (stop.stop_requested()) return fail(Fault::cancelled, "opening was stopped");
  if (!settled_.empty() && !Position::read(settled_))
    return fail(Fault::internal, "the position of the feed cannot be read; state under from: where to begin anew");
  client_.emplace(config_.manner(longest_page));
  return {};
}

void FeedSource::close() noexcept {
  walk_.reset();
  client_.reset();
  is_blocked_ = false;
}

Result<void> FeedSource::begin_round(const std::stop_token& stop) {
  if (!client_) SLUSS_TRY(open(stop));
  walk_.emplace(config_.url, config_.from, Position::read(settled_), fetching(*client_, stop));
  return {};
}

Result<std::optional<Read>> FeedSource::read(std::stop_token stop) {
  if (stop.stop_requested()) return fail(Fault::cancelled, "reading was stopped");
  if (is_blocked_) {
    walk_.reset();
    is_blocked_ = false;
    return std::nullopt;
  }
  if (!walk_) SLUSS_TRY(begin_round(stop));
  auto step = walk_->next();
  if (!step || !*step) walk_.reset();
  if (!step) return fail(step.error());
  if (!*step) return std::nullopt;
  const auto after = (*step)->after.text();
  return Read{after, http::name_of(http::shown_location((*step)->page)), "",
              std::make_unique<HeldText>(document_of((*step)->entries, config_), after)};
}

Result<void> FeedSource::settle(const std::string& ticket, Outcome outcome, const std::string& /*why*/) {
  if (!Position::read(ticket)) return fail(Fault::internal, "a page was settled that was not read");
  if (outcome == Outcome::taken) settled_ = ticket;
  else is_blocked_ = true;
  return {};
}

Result<void> FeedProbe::probe(std::stop_token stop) {
  http::Client client(config_.manner(longest_page));
  if (!config_.check.empty()) SLUSS_TRY(client.get(config_.check, {"Accept: " + config_.check_accept}, stop));
  auto base = config_.url;
  while (base.ends_with('/')) base.pop_back();
  SLUSS_TRY(fetching(client, stop)(base + "/recent", ""));
  return {};
}

}  // namespace sluss::feed
