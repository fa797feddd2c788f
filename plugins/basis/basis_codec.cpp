#include "basis_codec.h"

#include <algorithm>

#include "basis.h"
#include "csv.h"
#include "pdf.h"
#include "xlsx.h"

namespace sluss::basis {
namespace {

const std::vector<std::string>& forms() {
  static const std::vector<std::string> all{"csv", "xlsx", "pdf"};
  return all;
}

void check_forms(const Config& config, const Node& node, ParseContext& context) {
  const auto& at = node.is_map() ? node["as"] : node;
  if (config.as.empty()) context.diagnostics.add(at, "expected at least one of csv, xlsx, pdf");
  for (auto form = config.as.begin(); form != config.as.end(); ++form) {
    if (std::find(forms().begin(), forms().end(), *form) == forms().end())
      context.diagnostics.add(at, "\"" + *form + "\" is not one of csv, xlsx, pdf");
    if (std::find(config.as.begin(), form, *form) != form)
      context.diagnostics.add(at, "\"" + *form + "\" stands there twice");
  }
}

Result<std::vector<domain::Invoice>> invoices_of(std::span<const Message> messages) {
  std::vector<domain::Invoice> invoices;
  for (const auto& message : messages) {
    if (message.kind != "invoice")
      return fail(Fault::data, "basis is made from invoices, and a message is of the kind \"" + message.kind + "\"");
    SLUSS_TRY_ASSIGN(invoice, domain::read_invoice(message.body));
    invoices.push_back(std::move(invoice));
  }
  return invoices;
}

/// Of one message that waits for approval, or of invoices.
Result<Basis> basis_of(std::span<const Message> messages) {
  if (messages.size() == 1 && messages.front().kind == "basis") {
    SLUSS_TRY_ASSIGN(to_approve, domain::read_basis_to_approve(messages.front().body));
    return make_basis_to_approve(std::move(to_approve));
  }
  SLUSS_TRY_ASSIGN(invoices, invoices_of(messages));
  return make_basis(std::move(invoices));
}

Result<std::string> write(const Basis& basis, const std::string& form, const Config& config) {
  if (form == "csv") return write_csv(basis);
  if (form == "xlsx") return write_xlsx(basis);
  return write_pdf(basis, config.fonts);
}

}  // namespace

Spec<Config> basis_spec() {
  return Spec<Config>("basis", "Basis for invoicing (annex 2) for people")
      .option("as", &Config::as, "The forms it is written in: csv, xlsx, pdf", "[pdf, xlsx]")
      .option("fonts", &Config::fonts, "The folder with DejaVuSans.ttf and DejaVuSans-Bold.ttf, for pdf",
              "/usr/share/fonts/truetype/dejavu")
      .bare("as")
      .rule(check_forms);
}

Result<std::vector<Document>> BasisCodec::encode(std::span<const Message> messages) {
  SLUSS_TRY_ASSIGN(basis, basis_of(messages));
  std::vector<Document> documents;
  for (const auto& form : config_.as) {
    SLUSS_TRY_ASSIGN(bytes, write(basis, form, config_));
    documents.push_back({form, std::move(bytes)});
  }
  return documents;
}

}  // namespace sluss::basis
