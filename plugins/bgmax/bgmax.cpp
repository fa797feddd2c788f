#include "bgmax.h"

#include "lines.h"
#include "reader.h"

namespace sluss::bgmax {

Spec<Config> bgmax_spec() { return {"bgmax", "BgMax: payments as Bankgirot tells of them, until that format ends"}; }

Result<void> BgMax::decode(Input& input, const Emit& emit) {
  Lines lines(input);
  Reader reader;
  for (;;) {
    SLUSS_TRY_ASSIGN(line, lines.next());
    if (!line) break;
    SLUSS_TRY(reader.take(*line));
  }
  SLUSS_TRY_ASSIGN(records, reader.finish());
  SLUSS_TRY(input.complete());
  for (auto& record : records) SLUSS_TRY(emit(std::move(record)));
  return {};
}

}  // namespace sluss::bgmax
