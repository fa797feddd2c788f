// The way through a feed, from the entry that was last taken to the newest. Knows no network: pages are fetched for it.
#pragma once

#include <functional>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "page.h"
#include "position.h"

namespace sluss::feed {

/// A page as it was fetched. nullopt in its place: it is still what the ETag stands for.
struct Fetched {
  Page page;
  std::string etag;
};
using Fetch = std::function<Result<std::optional<Fetched>>(const std::string& address, const std::string& etag)>;

/// Entries of one page that were not given before, oldest first.
struct Step {
  std::string page;  ///< its address
  std::vector<Entry> entries;
  Position after;
};

class Walk {
 public:
  /// `base` is the feed's address without its last part, `from` the last part of where one begins the first time:
  /// first, recent or a number. A position of another `from` does not count.
  Walk(std::string base, std::string from, std::optional<Position> at, Fetch fetch);

  /// nullopt: there is nothing newer now. After that, or an error, the walk is over.
  /// Error (Fault::data): the entry of the position is nowhere in the feed, links lead in a circle or to another
  /// server, a page that cannot be read; or the error of fetching.
  [[nodiscard]] Result<std::optional<Step>> next();

 private:
  struct Place {
    std::string address;
    Fetched fetched;
  };
  [[nodiscard]] Result<std::optional<Place>> begin();
  [[nodiscard]] Result<std::optional<Place>> onward();
  [[nodiscard]] Result<std::optional<Place>> find_again();
  [[nodiscard]] Result<std::optional<Place>> get(const std::string& address, const std::string& etag = {});
  [[nodiscard]] Result<std::optional<Place>> led_to(const Place& from, const std::string& link);
  [[nodiscard]] Result<std::string> address_of(const Place& place) const;

  std::string base_, from_;
  std::optional<Position> at_;
  Fetch fetch_;
  std::optional<Place> here_;  ///< the page whose entries were given last
  std::set<std::string> visited_;
  bool begun_ = false;
};

}  // namespace sluss::feed
