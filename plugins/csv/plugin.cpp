#include "csv_codec.h"

SLUSS_MODULE(csv, [](sluss::Registry& registry) { registry.codec<sluss::csv::Csv>(sluss::csv::csv_spec()); })
