#include "walk.h"

#include <algorithm>

#include "http/url.h"

namespace sluss::feed {
namespace {

constexpr auto recent = "recent";
/// "2021-10-14T10:22:31": what of a moment can be compared as text, whatever fraction follows.
constexpr std::size_t whole_second = 19;

bool holds(const Page& page, const std::string& id) {
  return std::any_of(page.entries.begin(), page.entries.end(), [&](const Entry& entry) { return entry.id == id; });
}

/// All that stands on earlier pages is older than that moment.
bool is_before(const Page& page, const std::string& moment) {
  if (page.entries.empty() || moment.size() < whole_second) return false;
  const auto oldest = page.entries.back().updated.substr(0, whole_second);
  return oldest.size() == whole_second && oldest < moment.substr(0, whole_second);
}

/// Oldest first: all, or those that came after that one when it stands there.
std::vector<Entry> newer(std::vector<Entry>&& entries, const std::string& id) {
  const auto known = std::find_if(entries.begin(), entries.end(), [&](const Entry& entry) { return entry.id == id; });
  entries.erase(known, entries.end());
  std::reverse(entries.begin(), entries.end());
  return std::move(entries);
}

}  // namespace

Walk::Walk(std::string base, std::string from, std::optional<Position> at, Fetch fetch)
    : base_(std::move(base)), from_(std::move(from)), at_(std::move(at)), fetch_(std::move(fetch)) {
  while (base_.ends_with('/')) base_.pop_back();
  if (at_ && at_->from != from_) at_.reset();
}

Result<std::optional<Walk::Place>> Walk::get(const std::string& address, const std::string& etag) {
  SLUSS_TRY_ASSIGN(fetched, fetch_(address, etag));
  if (!fetched) return std::nullopt;
  return Place{address, std::move(*fetched)};
}

Result<std::optional<Walk::Place>> Walk::led_to(const Place& from, const std::string& link) {
  const auto address = http::resolved(from.address, link);
  if (!address || !http::is_same_origin(*address, base_))
    return fail(Fault::data, http::shown_location(from.address) + " leads to another server, " +
                                 http::shown_location(link) +
                                 ", where nothing is asked: what proves us here is shown to nobody else");
  if (!visited_.insert(*address).second)
    return fail(Fault::data, "the links of the feed lead in a circle: " + http::shown_location(*address) +
                                 " was read before in this run");
  return get(*address);
}

/// By which address a page is found later, when newer ones have come: `recent` is another one then.
Result<std::string> Walk::address_of(const Place& place) const {
  const auto& page = place.fetched.page;
  const auto& lasting = page.next.empty() && !page.via.empty() ? page.via : page.self;
  if (lasting.empty()) return place.address;
  const auto address = http::resolved(place.address, lasting);
  if (!address || !http::is_same_origin(*address, base_))
    return fail(Fault::data, http::shown_location(place.address) + " says that its own address is " +
                                 http::shown_location(lasting) + ", which is another server; look at url:");
  return *address;
}

/// The page with the entry that was last taken: where it stood, else wherever it stands now, going back from `recent`.
/// nullopt: it is still what the ETag stands for.
Result<std::optional<Walk::Place>> Walk::find_again() {
  auto place = get(at_->page, at_->etag);
  if (!place && place.error().fault != Fault::rejected) return place;
  if (place && (!*place || holds((*place)->fetched.page, at_->entry))) return place;
  auto back = get(base_ + "/" + recent);
  for (; back && *back; back = led_to(**back, (*back)->fetched.page.prev)) {
    const auto& page = (*back)->fetched.page;
    if (holds(page, at_->entry)) {
      visited_.clear();  // the way on leads over them once more
      return back;
    }
    if (page.prev.empty() || is_before(page, at_->updated)) break;
  }
  if (!back) return back;
  return fail(Fault::data,
              "the entry that was read last, " + http::shown_location(at_->entry) + " of " +
                  http::shown_location(at_->page) +
                  ", is nowhere in the feed any more, so nobody can tell what came after it. Nothing was read. Ask the "
                  "feed's operator from which page on to read again, and write its number under from: (events that "
                  "were taken before are known)");
}

Result<std::optional<Walk::Place>> Walk::begin() {
  begun_ = true;
  return at_ ? find_again() : get(base_ + "/" + from_);
}

Result<std::optional<Walk::Place>> Walk::onward() {
  const auto from = std::move(*here_);
  here_.reset();
  if (from.fetched.page.next.empty()) return std::nullopt;
  return led_to(from, from.fetched.page.next);
}

Result<std::optional<Step>> Walk::next() {
  for (;;) {
    if (begun_ && !here_) return std::nullopt;
    SLUSS_TRY_ASSIGN(place, begun_ ? onward() : begin());
    if (!place) return std::nullopt;
    here_ = std::move(*place);
    auto entries = newer(std::exchange(here_->fetched.page.entries, {}), at_ ? at_->entry : "");
    if (entries.empty()) continue;
    SLUSS_TRY_ASSIGN(address, address_of(*here_));
    const bool is_newest = here_->fetched.page.next.empty();
    const auto& last = entries.back();
    at_ = Position{from_, address, last.id, last.updated, is_newest ? here_->fetched.etag : ""};
    return Step{address, std::move(entries), *at_};
  }
}

}  // namespace sluss::feed
