// Messages, as `sluss messages` and the admin API tell of them.
#pragma once

#include "base/result.h"
#include "base/value.h"
#include "engine/mending.h"
#include "store/store.h"

namespace sluss::views {

/// One message without its content.
[[nodiscard]] Value summary(const store::StoredMessage& stored);
/// The same, with what it came of and where it went.
[[nodiscard]] Result<Value> life(store::Transaction& reading, const store::StoredMessage& stored);
/// What became of a message that a person mended.
[[nodiscard]] Value mended(const engine::Mended& mended);

}  // namespace sluss::views
