#include "report_codec.h"

SLUSS_MODULE(report, [](sluss::Registry& registry) {
  registry.codec<sluss::report::ReportCodec>(sluss::report::report_spec());
})
