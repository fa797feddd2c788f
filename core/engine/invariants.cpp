#include "engine/invariants.h"

#include <algorithm>

namespace sluss::engine {
namespace {

struct Words {
  const char* name;
  const char* promise;
};

constexpr std::array<Words, all_invariants.size()> words = {{
    {"days-once", "a student's day is billed once"},
    {"keys-from-content", "a document's key follows from its content, and is used once"},
    {"numbers-gapless", "invoice numbers have no gap, and each has its document"},
    {"documents-unchanged", "documents are as issued; a credit note takes back no more than its one invoice billed"},
    {"states-forward", "every state is one that an allowed step leads to"},
    {"sums-agree", "days x price = issued - credited + waiting + held, to the öre"},
    {"documents-arrived", "every document is where it was sent, as it was sent"},
    {"store-sound", "the store's own bytes and its audit log are as they were written"},
}};

}  // namespace

const char* name_of(Invariant invariant) { return words.at(static_cast<std::size_t>(invariant)).name; }
const char* promise_of(Invariant invariant) { return words.at(static_cast<std::size_t>(invariant)).promise; }

std::int64_t count_of(const std::vector<Exception>& exceptions, Invariant invariant) {
  return std::count_if(exceptions.begin(), exceptions.end(),
                       [&](const Exception& exception) { return exception.invariant == invariant; });
}

}  // namespace sluss::engine
