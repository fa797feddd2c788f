#include "engine/person.h"

#include <algorithm>
#include <set>

#include "base/json.h"
#include "base/text.h"
#include "domain/identifiers.h"

namespace sluss::engine {
namespace {

constexpr std::size_t shortest_identifier = 4;

bool is_part_of_word(char c) {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
         (static_cast<unsigned char>(c) & 0x80U) != 0;
}

/// As a word of its own: a number within a longer one is another number.
bool says(std::string_view text, const std::string& word) {
  for (auto at = text.find(word); at != std::string_view::npos; at = text.find(word, at + 1)) {
    const auto end = at + word.size();
    if ((at == 0 || !is_part_of_word(text[at - 1])) && (end == text.size() || !is_part_of_word(text[end]))) return true;
  }
  return false;
}

/// The ways in which systems write one personal number.
std::vector<std::string> spellings_of(const std::string& identifier, Day today) {
  const auto number = domain::check_personnummer(identifier, today);
  if (!number) return {identifier};
  const auto day = number->substr(0, 8), serial = number->substr(8);
  std::vector<std::string> spellings = {identifier};
  for (const auto& first : {day, day.substr(2)}) {
    for (const auto* between : {"", "-", "+", " "}) spellings.push_back(first + between + serial);
  }
  return spellings;
}

class Search {
 public:
  Search(store::Transaction& reading, std::vector<std::string> spellings)
      : reading_(reading), spellings_(std::move(spellings)) {}

  Result<PersonHeld> run() {
    SLUSS_TRY(find_items());
    PersonHeld held;
    for (const auto item : items_) {
      SLUSS_TRY_ASSIGN(versions, reading_.trail().versions(item));
      for (const auto id : versions) SLUSS_TRY(add_message(id, held));
      SLUSS_TRY(add_lines(item, held));
    }
    return held;
  }

 private:
  bool names(const store::StoredMessage& stored) const {
    const auto body = to_json(stored.message.body);
    return std::ranges::any_of(
        spellings_, [&](const auto& spelling) { return says(stored.message.raw, spelling) || says(body, spelling); });
  }

  /// An invoice is about many: its lines are found by the placements that they bill.
  Result<void> find_items() {
    store::MessageFilter all;
    all.current_only = false;
    all.damage = store::Damage::tell;
    for (;;) {
      SLUSS_TRY_ASSIGN(page, reading_.messages().list(all));
      if (page.empty()) return {};
      for (const auto& stored : page) {
        all.after = stored.message.id;
        if (stored.message.kind != "invoice" && names(stored)) items_.insert(stored.message.item);
      }
    }
  }

  Result<void> add_message(std::int64_t id, PersonHeld& held) {
    SLUSS_TRY_ASSIGN(stored, reading_.messages().get(id, store::Damage::tell));
    if (stored) held.messages.push_back(std::move(*stored));
    return {};
  }

  Result<void> add_lines(std::int64_t item, PersonHeld& held) {
    SLUSS_TRY_ASSIGN(lines, reading_.books().lines_of_item(item));
    std::set<std::pair<std::string, std::string>> billed;
    for (const auto& line : lines)
      if (!line.invoice.empty()) billed.emplace(line.invoice, line.placement);
    for (const auto& [number, placement] : billed) {
      SLUSS_TRY_ASSIGN(invoice, reading_.books().invoice(number));
      if (!invoice) continue;
      SLUSS_TRY_ASSIGN(document, reading_.messages().get(invoice->message, store::Damage::tell));
      const auto* rows = document ? document->message.body["lines"].as_list() : nullptr;
      for (const auto& row : rows == nullptr ? Value::List{} : *rows)
        if (row["placement"].text_or_empty() == placement) held.lines.push_back({number, row});
    }
    return {};
  }

  store::Transaction& reading_;
  std::vector<std::string> spellings_;
  std::set<std::int64_t> items_;
};

}  // namespace

Result<PersonHeld> held_of_person(store::Transaction& reading, const std::string& identifier, Day today) {
  const std::string wanted(trim(identifier));
  if (wanted.size() < shortest_identifier)
    return fail(Fault::config, "an identifier of at least " + std::to_string(shortest_identifier) +
                                   " characters is needed: a shorter one stands in what is about others");
  return Search(reading, spellings_of(wanted, today)).run();
}

}  // namespace sluss::engine
