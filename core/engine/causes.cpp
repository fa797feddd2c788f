#include "engine/causes.h"

#include <algorithm>
#include <tuple>
#include <unordered_map>

#include "base/text.h"
#include "store/inspection.h"

namespace sluss::engine {
namespace {

constexpr std::size_t longest_cause = 300;
constexpr std::string_view gap = "…";
constexpr std::string_view punctuation = ".,;:!?()[]\"";

bool is_space(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }

bool has_digit(std::string_view text) {
  return std::ranges::any_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

/// A word with a digit in it is left out; brackets and full stops around it stay.
void add_word(std::string& cause, std::string_view word) {
  if (!has_digit(word)) {
    cause += word;
    return;
  }
  const auto first = std::min(word.find_first_not_of(punctuation), word.size());
  const auto end = word.find_last_not_of(punctuation) + 1;
  const auto before = word.substr(0, first);
  // A list of such words, however long, is one gap.
  const auto between = cause.ends_with("…, ") ? 2U : cause.ends_with("… ") ? 1U : 0U;
  if (between > 0 && before.empty()) cause.resize(cause.size() - between);
  else cause.append(before).append(gap);
  cause += word.substr(end);
}

void cut(std::string& cause) {
  if (cause.size() <= longest_cause) return;
  cause.resize(longest_cause);
  while (!cause.empty() && !is_utf8(cause)) cause.pop_back();
  if (!cause.ends_with(gap)) cause += gap;
}

/// From the end of a text in quotes on; npos when it does not end.
std::size_t after_quotes(std::string_view reason, std::size_t at) {
  const auto end = reason.find('"', at + 1);
  return end == std::string_view::npos ? end : end + 1;
}

/// A group, and the run of its first message.
struct Found {
  ParkedGroup group;
  std::int64_t run = 0;
};

void add(Found& found, const store::ParkedRow& row) {
  auto& group = found.group;
  ++group.count;
  if (row.amount) group.amount = group.amount.value_or(Ore{}) + *row.amount;
  if (group.example != 0 && group.example < row.message) return;
  group.example = row.message;
  found.run = row.run;
}

/// What is asked of a group is asked of its first message.
Result<void> describe(store::Transaction& reading, Found& found) {
  auto& group = found.group;
  SLUSS_TRY_ASSIGN(run, reading.trail().run(found.run));
  if (run) group.since = run->started;
  SLUSS_TRY_ASSIGN(deliveries, reading.deliveries().of_message(group.example));
  const bool refused = std::ranges::any_of(deliveries, [](const store::Delivery& delivery) {
    return delivery.state == store::DeliveryState::rejected || delivery.state == store::DeliveryState::unknown;
  });
  if (refused) group.decisions.emplace_back("retry");
  if (group.kind != "invoice") group.decisions.emplace_back("discard");
  return {};
}

}  // namespace

std::string cause_of(std::string_view reason) {
  std::string cause;
  for (std::size_t at = 0; at < reason.size() && cause.size() <= longest_cause;) {
    if (reason[at] == '"') {
      if (const auto end = after_quotes(reason, at); end != std::string_view::npos) {
        cause.append("\"").append(gap).append("\"");
        at = end;
        continue;
      }
    }
    // A quote within a word is no beginning of a quoted text, but ends the word.
    const bool space = is_space(reason[at]);
    auto end = at + 1;
    while (end < reason.size() && is_space(reason[end]) == space && reason[end] != '"') ++end;
    if (space) cause += ' ';
    else add_word(cause, reason.substr(at, end - at));
    at = end;
  }
  cut(cause);
  return cause;
}

std::string like_of(std::string_view cause) {
  std::string like;
  for (;;) {
    const auto at = cause.find(gap);
    like.append(cause.substr(0, at));
    if (at == std::string_view::npos) return like;
    like += '%';
    cause.remove_prefix(at + gap.size());
  }
}

Result<std::vector<ParkedGroup>> parked_groups(store::Transaction& reading) {
  SLUSS_TRY_ASSIGN(inspection, store::inspection_of(reading));
  std::unordered_map<std::string, Found> found;
  SLUSS_TRY(inspection->each_parked({}, [&](const store::ParkedRow& row) -> Result<void> {
    auto cause = cause_of(row.reason);
    auto& one = found[std::to_string(static_cast<int>(row.state)) + row.kind + '\n' + row.channel + '\n' + cause];
    if (one.group.count == 0) {
      one.group.state = row.state;
      one.group.kind = row.kind;
      one.group.connection = row.channel;
      one.group.cause = std::move(cause);
    }
    add(one, row);
    return {};
  }));
  std::vector<ParkedGroup> groups;
  groups.reserve(found.size());
  for (auto& [key, one] : found) {
    SLUSS_TRY(describe(reading, one));
    groups.push_back(std::move(one.group));
  }
  std::ranges::sort(groups, [](const ParkedGroup& a, const ParkedGroup& b) {
    return std::tie(b.count, a.example) < std::tie(a.count, b.example);
  });
  return groups;
}

Result<std::vector<std::int64_t>> messages_of(store::Transaction& reading, const ParkedName& name) {
  SLUSS_TRY_ASSIGN(inspection, store::inspection_of(reading));
  std::vector<std::int64_t> messages;
  SLUSS_TRY(inspection->each_parked({name.state, name.connection}, [&](const store::ParkedRow& row) -> Result<void> {
    if (row.kind == name.kind && like_of(cause_of(row.reason)) == name.reason_like) messages.push_back(row.message);
    return {};
  }));
  std::ranges::sort(messages);
  return messages;
}

}  // namespace sluss::engine
