#include "engine/looking.h"

#include "engine/steps.h"

namespace sluss::engine {
namespace {

Result<void> look_at_all_of(Source& source, const config::Inlet& inlet, const OnRead& on_read,
                            const OnTrouble& on_trouble, const std::stop_token& stop) {
  bool is_first = true;
  for (;;) {
    auto next = guarded(inlet.name, [&] { return source.read(stop); });
    if (!next && is_first) return fail(next.error());
    if (!next) on_trouble(next.error());
    if (!next || !*next) return {};
    is_first = false;
    auto seen = on_read(**next);
    const auto left = guarded(inlet.name, [&] { return source.settle((*next)->ticket, Outcome::left, ""); });
    if (!left) on_trouble(left.error());
    SLUSS_TRY(std::move(seen));
  }
}

}  // namespace

Result<void> look_at(const config::Inlet& inlet, const OnRead& on_read, const OnTrouble& on_trouble,
                     const std::stop_token& stop) {
  const auto source = inlet.source();
  source->only_look();
  if (!source->position_name().empty()) source->go_on_from("");
  auto looked = guarded(inlet.name, [&] { return source->open(stop); });
  if (looked) looked = look_at_all_of(*source, inlet, on_read, on_trouble, stop);
  source->close();
  return looked;
}

}  // namespace sluss::engine
