#include "csv_codec.h"
#include "recognise.h"

SLUSS_MODULE(csv, [](sluss::Registry& registry) {
  registry.codec<sluss::csv::Csv>(sluss::csv::csv_spec());
  registry.recogniser("csv", std::make_unique<sluss::csv::CsvRecogniser>());
})
