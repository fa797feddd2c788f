#include "source.h"

#include <algorithm>

#include "http/url.h"
#include "plugin/shapes.h"

namespace sluss::rest {
namespace {

void check(const SourceConfig& config, const Node& node, ParseContext& context) {
  check_service(config, config.url, node, context);
  auto& query = *config.read_query;
  query = Value::object();
  if (config.query.kind != Node::Kind::missing && !config.query.is_map())
    context.diagnostics.add(config.query, "expected a table of parameters",
                            "for example query: { orderby: EFTERNAMN_ASC }");
  for (const auto& entry : config.query.entries) {
    if (entry.value.is_scalar()) query[entry.key] = entry.value.text;
    else context.diagnostics.add(entry.value, "expected a text");
  }
  if (config.limit < 1 || config.limit > 10'000) context.diagnostics.add(node["limit"], "expected 1 to 10000");
  if (config.page.empty()) context.diagnostics.add(node["page"], "expected the name of a parameter");
  if (config.limit_name.empty()) context.diagnostics.add(node["limit_name"], "expected the name of a parameter");
}

Paging paging_of(const SourceConfig& config) {
  return {config.url,  *config.read_query, config.items, config.total, config.next,
          config.page, config.limit_name,  config.limit, config.unique};
}

/// All pages as one text, of which a page is in memory.
class List final : public Input {
 public:
  List(const SourceConfig& config, std::stop_token stop)
      : client_(config.manner(longest_answer)),
        pages_(paging_of(config), [this, accept = config.accept, stop = std::move(stop)](const std::string& url) {
          return ask(client_, url, accept, stop);
        }) {}

  [[nodiscard]] Result<std::size_t> read(std::span<char> buffer) override {
    while (at_ == ready_.size()) {
      SLUSS_TRY_ASSIGN(more, pages_.next());
      if (!more) return 0;
      ready_ = std::move(*more);
      at_ = 0;
    }
    const auto count = std::min(buffer.size(), ready_.size() - at_);
    ready_.copy(buffer.data(), count, at_);
    at_ += count;
    return count;
  }

 private:
  http::Client client_;
  Pages pages_;
  std::string ready_;
  std::size_t at_ = 0;
};

}  // namespace

Spec<SourceConfig> source_spec() {
  Spec<SourceConfig> spec("rest", "Reads a list from a JSON service, page by page; an item a line for the format json");
  spec.required<std::string>("url", &SourceConfig::url, "The address of the list, without the parameters of paging",
                             "https://api.example.se/studiedeltagande/deltagare/kurstillfalle/4711")
      .option<std::string>("accept", &SourceConfig::accept, "The media type that is asked for",
                           "application/vnd.ladok-studiedeltagande+json")
      .option("query", &SourceConfig::query, "Parameters that are sent with every page", "{ orderby: EFTERNAMN_ASC }")
      .shape("query", shapes::texts_by_name)
      .option("items", &SourceConfig::items, "Where the list stands in an answer; without it the answer is the list",
              "Resultat")
      .option("total", &SourceConfig::total, "Where the number of all items stands; they are counted",
              "TotaltAntalPoster")
      .option(
          "next", &SourceConfig::next,
          "Where the address of the next page stands in an answer; the word link: in the Link header. Without it pages "
          "are counted from 1",
          "link")
      .option("unique", &SourceConfig::unique,
              "What no two items have the same: one that comes again tells that the "
              "list changed",
              "Uid")
      .option("page", &SourceConfig::page, "The parameter with the page's number", "page")
      .option("limit_name", &SourceConfig::limit_name, "The parameter with the number of items a page", "limit")
      .option("limit", &SourceConfig::limit, "How many items a page is asked for", "400");
  http::add_service(spec);
  http::add_oauth(spec);
  return spec.rule(check);
}

Result<void> RestSource::open(std::stop_token stop) {
  if (stop.stop_requested()) return fail(Fault::cancelled, "opening was stopped");
  return {};
}

Result<std::optional<Read>> RestSource::read(std::stop_token stop) {
  if (stop.stop_requested()) return fail(Fault::cancelled, "reading was stopped");
  if (std::exchange(given_, !given_)) return std::nullopt;
  const auto url = http::read_url(config_.url);
  const auto name = http::name_of(url ? url->shown : "");
  return Read{name, name, "", std::make_unique<List>(config_, std::move(stop))};
}

Result<void> RestSource::settle(const std::string& /*ticket*/, Outcome /*outcome*/, const std::string& /*why*/) {
  return {};
}

Result<void> RestProbe::probe(std::stop_token stop) {
  auto one = paging_of(config_);
  one.limit = 1;
  http::Client client(config_.manner(longest_answer));
  Pages pages(one, [&](const std::string& url) { return ask(client, url, config_.accept, stop); });
  SLUSS_TRY(pages.next());
  return {};
}

}  // namespace sluss::rest
