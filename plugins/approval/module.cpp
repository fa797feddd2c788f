#include "ask.h"
#include "take.h"

SLUSS_MODULE(approval, [](sluss::Registry& registry) {
  registry.processor<sluss::approval::AskApproval>(sluss::approval::ask_spec());
  registry.processor<sluss::approval::TakeApproval>(sluss::approval::take_spec());
})
