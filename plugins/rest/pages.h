// The pages of a list, one after the other. Knows no network: pages are fetched for it.
#pragma once

#include <functional>
#include <optional>
#include <set>
#include <string>

#include "service.h"

namespace sluss::rest {

/// How a service splits a list into pages.
struct Paging {
  std::string url;    ///< of the list
  Value query;        ///< an object: parameters that are sent with every page
  std::string items;  ///< the path of the list in an answer; empty: the answer is the list
  std::string total;  ///< the path of how many there are in all; empty: nobody says
  std::string next;   ///< empty: pages are counted; "link": the Link header; else the path of the next page's address
  std::string page = "page", limit_name = "limit";  ///< parameters, where pages are counted
  std::int64_t limit = 400;
  std::string unique;  ///< the path of what no two items have the same; empty: not looked at
};

class Pages {
 public:
  using Fetch = std::function<Result<Answered>(const std::string& url)>;
  Pages(Paging paging, Fetch fetch) : paging_(std::move(paging)), fetch_(std::move(fetch)) {}

  /// The items of the next page, a JSON text a line; nullopt after the last one.
  /// Error (Fault::unavailable): the list changed while it was read, for an item came twice, or more or fewer came than
  /// there are. (Fault::data): there is no list where it should be, or the next page is at another server.
  [[nodiscard]] Result<std::optional<std::string>> next();

 private:
  [[nodiscard]] std::string first_url() const;
  [[nodiscard]] Result<std::string> lines_of(const Value& list);
  [[nodiscard]] Result<void> go_on(const Answered& answer, std::size_t count);
  [[nodiscard]] Result<void> check_total() const;

  Paging paging_;
  Fetch fetch_;
  std::string url_;  ///< of the next page
  std::int64_t number_ = 1, count_ = 0;
  std::optional<std::int64_t> total_;
  std::set<std::string> seen_;
  bool over_ = false;
};

}  // namespace sluss::rest
