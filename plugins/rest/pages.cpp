#include "pages.h"

#include "http/url.h"

namespace sluss::rest {
namespace {

std::optional<std::int64_t> number_at(const Value& body, const std::string& path) {
  const auto text = path.empty() ? std::string() : body.at(path).text_or_empty();
  if (text.empty() || text.size() > 15 || text.find_first_not_of("0123456789") != std::string::npos)
    return std::nullopt;
  return std::stoll(text);
}

std::string with(std::string url, const std::string& name, const std::string& value) {
  url += url.find('?') == std::string::npos ? "?" : "&";
  return url + http::percent_encoded(name) + "=" + http::percent_encoded(value);
}

tl::unexpected<Error> changed(const std::string& how) {
  return fail(Fault::unavailable, "the list changed while it was read: " + how +
                                      "; it is read again from its beginning in the next run. If it never comes "
                                      "whole, does the service sort it? (query:)");
}

}  // namespace

std::string Pages::first_url() const {
  auto url = paging_.url;
  for (const auto& [name, value] : *paging_.query.as_object()) url = with(url, name, value.text_or_empty());
  if (paging_.next.empty()) url = with(url, paging_.limit_name, std::to_string(paging_.limit));
  return url;
}

Result<std::string> Pages::lines_of(const Value& list) {
  std::string lines;
  for (const auto& item : *list.as_list()) {
    lines += to_json(item) + "\n";
    if (paging_.unique.empty()) continue;
    const auto id = item.at(paging_.unique).text_or_empty();
    if (!id.empty() && !seen_.insert(to_hex(digest(id))).second) return changed("an item came on two pages");
  }
  return lines;
}

Result<void> Pages::check_total() const {
  if (!total_ || *total_ == count_) return {};
  return changed(std::to_string(count_) + " came of " + std::to_string(*total_));
}

Result<void> Pages::go_on(const Answered& answer, std::size_t count) {
  count_ += static_cast<std::int64_t>(count);
  if (const auto total = number_at(answer.body, paging_.total)) {
    if (total_ && *total_ != *total)
      return changed("first there were " + std::to_string(*total_) + ", then " + std::to_string(*total));
    total_ = total;
  }
  if (paging_.next.empty()) {
    ++number_;
    // Where nobody says how many there are, a page that is not full is the last one.
    over_ = count == 0 || (total_ ? count_ >= *total_ : count < static_cast<std::size_t>(paging_.limit));
    return {};
  }
  const auto link = paging_.next == "link" ? next_in(answer.link) : answer.body.at(paging_.next).text_or_empty();
  over_ = link.empty();
  if (over_) return {};
  const auto address = http::resolved(url_, link);
  if (!address || !http::is_same_origin(*address, paging_.url))
    return fail(Fault::data, "the next page is at another server, " + http::shown_location(link) +
                                 ", where nothing is asked: what proves us here is shown to nobody else");
  if (*address == url_) return fail(Fault::data, "a page names itself as the next one");
  url_ = *address;
  return {};
}

Result<std::optional<std::string>> Pages::next() {
  if (over_) {
    SLUSS_TRY(check_total());
    return std::nullopt;
  }
  if (url_.empty()) url_ = first_url();
  SLUSS_TRY_ASSIGN(answer, fetch_(paging_.next.empty() ? with(url_, paging_.page, std::to_string(number_)) : url_));
  const auto& list = paging_.items.empty() ? answer.body : answer.body.at(paging_.items);
  if (list.as_list() == nullptr)
    return fail(Fault::data, "the answer has no list " + (paging_.items.empty() ? "" : "at " + paging_.items));
  SLUSS_TRY_ASSIGN(lines, lines_of(list));
  SLUSS_TRY(go_on(answer, list.as_list()->size()));
  return lines;
}

}  // namespace sluss::rest
