#include "ubl_codec.h"

#include "domain/invoice.h"
#include "reader.h"
#include "rules.h"
#include "writer.h"

namespace sluss::ubl {
namespace {}  // namespace

Spec<Config> ubl_spec() {
  return {"ubl", std::string("Invoices and credit notes as ") + rule_release +
                     ", checked before they leave; invoice responses, read"};
}

Result<void> Ubl::decode(Input& input, const Emit& emit) {
  SLUSS_TRY_ASSIGN(bytes, read_all(input, longest_document, "UBL document: longer than 32 MiB"));
  SLUSS_TRY_ASSIGN(body, read_document(bytes));
  Record record;
  record.message.body = body;
  record.message.raw = bytes;
  return emit(std::move(record));
}

Result<std::vector<Document>> Ubl::encode(std::span<const Message> messages) {
  if (messages.size() != 1)
    return fail(Fault::config, "ubl writes one invoice a document, and was given " + std::to_string(messages.size()) +
                                   " messages: deliver invoices one by one");
  const auto& message = messages.front();
  if (message.kind != "invoice")
    return fail(Fault::data, "ubl writes invoices, and this message is of the kind \"" + message.kind + "\"");
  SLUSS_TRY_ASSIGN(invoice, domain::read_invoice(message.body));
  SLUSS_TRY_ASSIGN(bytes, write_document(invoice));
  SLUSS_TRY(check_rules(bytes));
  return std::vector<Document>{{"xml", bytes}};
}

}  // namespace sluss::ubl
