#include "bill.h"

SLUSS_MODULE(bill,
             [](sluss::Registry& registry) { registry.processor<sluss::plugins::Bill>(sluss::plugins::bill_spec()); })
