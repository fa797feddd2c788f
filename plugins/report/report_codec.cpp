#include "report_codec.h"

#include <algorithm>

#include "csv.h"
#include "xlsx.h"

namespace sluss::report {
namespace {

void check_forms(const Config& config, const Node& node, ParseContext& context) {
  const auto& at = node.is_map() ? node["as"] : node;
  if (config.as.empty()) context.diagnostics.add(at, "expected at least one of csv, xlsx");
  for (auto form = config.as.begin(); form != config.as.end(); ++form) {
    if (*form != "csv" && *form != "xlsx") context.diagnostics.add(at, "\"" + *form + "\" is not one of csv, xlsx");
    if (std::find(config.as.begin(), form, *form) != form)
      context.diagnostics.add(at, "\"" + *form + "\" stands there twice");
  }
}

}  // namespace

Spec<Config> report_spec() {
  return Spec<Config>("report", "Inquiries, confirmations and whole rounds of orders, for people")
      .option("as", &Config::as, "The forms it is written in: csv, xlsx", "[xlsx, csv]")
      .bare("as")
      .rule(check_forms);
}

Result<std::vector<Document>> ReportCodec::encode(std::span<const Message> messages) {
  if (messages.size() != 1) return fail(Fault::data, "report makes one document of one message");
  SLUSS_TRY_ASSIGN(report, make_report(messages.front()));
  std::vector<Document> documents;
  for (const auto& form : config_.as) {
    if (form == "csv") {
      documents.push_back({form, write_csv(report)});
      continue;
    }
    SLUSS_TRY_ASSIGN(bytes, write_xlsx(report));
    documents.push_back({form, std::move(bytes)});
  }
  return documents;
}

}  // namespace sluss::report
