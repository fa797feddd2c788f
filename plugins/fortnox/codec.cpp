#include "codec.h"

#include "answers.h"
#include "plugin/shapes.h"

namespace sluss::fortnox {
namespace {

constexpr std::size_t largest_document = 8U << 20U;

Booking booking_of(const CodecConfig& config, Diagnostics& diagnostics) {
  return {read_table(config.customers, diagnostics), read_table(config.accounts, diagnostics),
          read_table(config.cost_centres, diagnostics), read_table(config.projects, diagnostics)};
}

void check(const CodecConfig& config, const Node& /*node*/, ParseContext& context) {
  const auto booking = booking_of(config, context.diagnostics);
  const auto is_account = [](const std::string& text) {
    return text.size() == 4 && text.find_first_not_of("0123456789") == std::string::npos;
  };
  for (const auto& [unit, account] : booking.accounts.by_id) {
    if (!is_account(account)) context.diagnostics.add(config.accounts[unit], "expected the four digits of an account");
  }
  if (!booking.accounts.for_all.empty() && !is_account(booking.accounts.for_all))
    context.diagnostics.add(config.accounts, "expected the four digits of an account");
}

}  // namespace

Spec<CodecConfig> codec_spec() {
  return Spec<CodecConfig>("fortnox", "Invoices as Fortnox takes them")
      .required("customers", &CodecConfig::customers, "The number in Fortnox's customer register, by institution",
                "{ ki: \"10\" }")
      .shape("customers", shapes::text_or_texts_by_name)
      .option("accounts", &CodecConfig::accounts, "The account that is earned, by unit's id or one for all", "\"3041\"")
      .option("cost_centres", &CodecConfig::cost_centres, "The cost centre, by unit's id or one for all",
              "{ vc-norr: \"NORR\" }")
      .option("projects", &CodecConfig::projects, "The project, by agreement's id or one for all", "\"VFU\"")
      .shape("accounts", shapes::text_or_texts_by_name)
      .shape("cost_centres", shapes::text_or_texts_by_name)
      .shape("projects", shapes::text_or_texts_by_name)
      .rule(check);
}

FortnoxCodec::FortnoxCodec(const CodecConfig& config) {
  Diagnostics checked_before;
  booking_ = booking_of(config, checked_before);
}

/// What was written is read back by the engine, for its total.
Result<void> FortnoxCodec::decode(Input& input, const Emit& emit) {
  SLUSS_TRY_ASSIGN(bytes, read_all(input, largest_document, "the document is larger than 8 MiB"));
  SLUSS_TRY_ASSIGN(total, total_in(bytes));
  Record record;
  record.message.body["total_ore"] = total.ore < 0 ? -total.ore : total.ore;
  record.message.body["lines"] = Value(Value::List(total.rows));
  record.message.raw = std::move(bytes);
  return emit(std::move(record));
}

Result<std::vector<Document>> FortnoxCodec::encode(std::span<const Message> messages) {
  if (messages.size() != 1 || messages.front().kind != "invoice")
    return fail(Fault::data, "fortnox takes one invoice at a time");
  SLUSS_TRY_ASSIGN(invoice, domain::read_invoice(messages.front().body));
  SLUSS_TRY_ASSIGN(bytes, invoice_json(invoice, booking_));
  return std::vector<Document>{{"json", std::move(bytes)}};
}

}  // namespace sluss::fortnox
