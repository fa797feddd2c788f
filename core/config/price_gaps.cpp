#include <algorithm>
#include <map>
#include <set>

#include "config/drafts.h"
#include "domain/term.h"

namespace sluss::config {
namespace {

using domain::Agreement;
using domain::Period;
using domain::PlacementType;

/// What is to be priced, by programme and type, and the days on which nothing prices it.
struct Gap {
  std::string programme;
  PlacementType type = PlacementType::vfu;
  Day first, last;
  std::optional<Day> ended;  ///< the last day before it that had a price
  friend auto operator<=>(const Gap&, const Gap&) = default;
};

class GapFinder {
 public:
  GapFinder(const Drafts& drafts, const domain::AgreementBook& book, Day today)
      : drafts_(drafts), book_(book), today_(today) {}

  /// Each gap with those whose agreement has it.
  std::map<Gap, std::vector<const Draft<Agreement>*>> find() {
    std::map<Gap, std::vector<const Draft<Agreement>*>> gaps;
    for (const auto& draft : drafts_.agreements) {
      if (!draft.is_right) continue;
      for (auto& gap : joined(gaps_of(draft.thing))) gaps[std::move(gap)].push_back(&draft);
    }
    return gaps;
  }

 private:
  /// Those that differ by their programme alone as one.
  static std::vector<Gap> joined(std::vector<Gap> gaps) {
    std::vector<Gap> fewer;
    for (auto& gap : gaps) {
      const auto same = [&](Gap other) {
        other.programme = gap.programme;
        return other == gap;
      };
      const auto at = std::find_if(fewer.begin(), fewer.end(), same);
      if (at == fewer.end()) fewer.push_back(std::move(gap));
      else at->programme += ", " + gap.programme;
    }
    return fewer;
  }

  [[nodiscard]] std::vector<Gap> gaps_of(const Agreement& agreement) const {
    const auto next = next_term(term_of(std::max(today_, agreement.valid_from), agreement));
    Period span{std::max(today_, agreement.valid_from), period_of(next, agreement).last};
    if (agreement.valid_to) span.last = std::min(span.last, *agreement.valid_to);
    std::vector<Gap> gaps;
    for (const auto type : agreement.types) {
      for (const auto& programme : programmes_of(agreement, type)) {
        if (auto gap = first_gap(agreement, programme, type, span)) gaps.push_back(std::move(*gap));
      }
    }
    return gaps;
  }

  /// Where an agreement is for all programmes, those that have prices are known.
  [[nodiscard]] std::set<std::string> programmes_of(const Agreement& agreement, PlacementType type) const {
    std::set<std::string> programmes(agreement.programmes.begin(), agreement.programmes.end());
    const bool for_all = programmes.contains("*");
    bool has_own = false, has_general = false;
    for (const auto& price : book_.prices) {
      if (price.agreement != agreement.id || price.type != type) continue;
      if (for_all) programmes.insert(price.programme);
      (price.programme == "*" ? has_general : has_own) = true;
    }
    if (for_all && has_own && !has_general) programmes.erase("*");
    return programmes;
  }

  [[nodiscard]] std::optional<Gap> first_gap(const Agreement& agreement, const std::string& programme,
                                             PlacementType type, Period span) const {
    std::set<Day> days = {span.first};
    for (const auto& price : book_.prices) {
      if (price.agreement != agreement.id || price.type != type) continue;
      days.insert(price.valid_from);
      if (price.valid_to) days.insert(*price.valid_to + std::chrono::days(1));
    }
    const auto priced = [&](Day day) { return book_.find_price(agreement, programme, type, day) != nullptr; };
    for (auto at = days.lower_bound(span.first); at != days.end() && *at <= span.last; ++at) {
      if (priced(*at)) continue;
      Gap gap{programme, type, *at, span.last, std::nullopt};
      for (auto later = std::next(at); later != days.end() && *later <= span.last; ++later) {
        if (!priced(*later)) continue;
        gap.last = *later - std::chrono::days(1);
        break;
      }
      for (const auto day : days) {
        const auto before = day - std::chrono::days(1);
        if (day <= gap.first && priced(before)) gap.ended = before;
      }
      return gap;
    }
    return std::nullopt;
  }

  const Drafts& drafts_;
  const domain::AgreementBook& book_;
  Day today_;
};

/// The price that ended before the gap, of the programme itself rather than of all; null when there never was one.
const Node* node_of(const Gap& gap, const Agreement& agreement, const Drafts& drafts) {
  const Node* found = nullptr;
  for (const auto& draft : drafts.prices) {
    const auto& price = draft.thing;
    const bool ended =
        price.agreement == agreement.id && price.type == gap.type && price.valid_to && price.valid_to == gap.ended;
    const bool is_own = (", " + gap.programme + ", ").find(", " + price.programme + ", ") != std::string::npos;
    if (ended && (is_own || (price.programme == "*" && found == nullptr))) found = &(*draft.node)["valid_to"];
    if (ended && is_own) break;
  }
  return found;
}

std::string text_of(const Gap& gap, const std::vector<const Draft<Agreement>*>& agreements) {
  const auto& first = agreements.front()->thing.id;
  const auto others = agreements.size() - 1;
  std::string text = "the agreement \"" + first + "\"";
  if (others > 0) text += " and " + std::to_string(others) + (others == 1 ? " other hold" : " others hold");
  else text += " holds";
  text += ", but ";
  const auto what = (gap.programme == "*" ? "all programmes" : gap.programme) + " (" + name_of(gap.type) + ")";
  text += gap.ended ? "the prices for " + what + " end on " + to_iso(*gap.ended) : "there is no price for " + what;
  return text + ": from " + to_iso(gap.first) + " to " + to_iso(gap.last) + " such placements are held";
}

}  // namespace

void warn_of_price_gaps(const Drafts& drafts, const domain::AgreementBook& book, Day today, Diagnostics& diagnostics) {
  if (!drafts.complete) return;
  for (const auto& [gap, agreements] : GapFinder(drafts, book, today).find()) {
    const auto* node = node_of(gap, agreements.front()->thing, drafts);
    const auto hint = gap.ended ? "add the price that holds after it, with the document it stands in"
                                : "add a price in prices/, or take it out of the agreement";
    diagnostics.warn(node == nullptr ? *agreements.front()->node : *node, text_of(gap, agreements), hint);
  }
}

}  // namespace sluss::config
