#include "fixed_width.h"

#include "page.h"
#include "reader.h"
#include "recount.h"
#include "writer.h"

namespace sluss::fixed_width {
namespace {

constexpr std::size_t largest_document = 64U << 20U;

void check_layout(const Config& config, const Node& node, ParseContext& context) {
  (void)read_layout(config.records, config.total, node["total"], context.diagnostics);
}

std::int64_t without_sign(std::int64_t number) { return number < 0 ? -number : number; }

/// What a message that is an invoice says of itself must be what the file says.
Result<void> check_total(const Layout& layout, std::span<const Message> messages, const Recount& counted) {
  std::int64_t total = 0;
  for (const auto& message : messages) {
    const auto* ore = message.body["total_ore"].as_int();
    if (ore == nullptr) return {};
    if (!layout.total)
      return fail(Fault::config,
                  "the layout has no total: say which field sums to an invoice's total, for example row.amount");
    total += *ore;
  }
  // A file of several may add invoices and take credit notes off.
  if (messages.size() == 1 && without_sign(counted.total) != total)
    return fail(Fault::internal, "the file's sum, counted again from its bytes, is not the invoice's total");
  return {};
}

}  // namespace

Spec<Config> fixed_width_spec() {
  return Spec<Config>("fixed_width", "Records with fields in fixed columns, by a layout")
      .required("records", &Config::records, "The kinds of records by name, each with its tag and its fields",
                "{ row: { fields: { id: 1-8, amount: { at: 9-20, as: ore } } } }")
      .shape("records", records_shape())
      .choice("encoding", &Config::encoding, "The code page of the file",
              {{"utf-8", CodePage::utf8},
               {"windows-1252", CodePage::windows1252},
               {"iso-8859-1", CodePage::latin1},
               {"cp437", CodePage::cp437},
               {"cp850", CodePage::cp850}})
      .choice("line_break", &Config::line_break, "What ends a line that is written; both are read",
              {{"crlf", LineBreak::crlf}, {"lf", LineBreak::lf}})
      .option("total", &Config::total, "Of invoices that are written: the field whose sum is the invoice's total",
              "row.amount")
      .rule(check_layout);
}

FixedWidth::FixedWidth(const Config& config) {
  Diagnostics checked_before;
  layout_ = read_layout(config.records, config.total, Node(), checked_before);
  layout_.page = config.encoding;
  layout_.line_break = config.line_break == LineBreak::crlf ? "\r\n" : "\n";
}

Result<void> FixedWidth::decode(Input& input, const Emit& emit) {
  if (!layout_.total) {
    SLUSS_TRY(Reader(input, layout_, emit).run());
    return input.complete();
  }
  SLUSS_TRY_ASSIGN(bytes, read_all(input, largest_document, "the document is larger than 64 MiB"));
  SLUSS_TRY_ASSIGN(counted, recount(bytes, layout_));
  Record record;
  record.message.body["total_ore"] = without_sign(counted.total);
  record.message.body["lines"] = Value(Value::List(static_cast<std::size_t>(counted.rows)));
  record.message.raw = std::move(bytes);
  return emit(std::move(record));
}

Result<std::vector<Document>> FixedWidth::encode(std::span<const Message> messages) {
  SLUSS_TRY_ASSIGN(bytes, write_file(layout_, messages));
  const auto counted = recount(bytes, layout_);
  if (!counted) return fail(Fault::internal, counted.error().what);
  SLUSS_TRY(check_total(layout_, messages, *counted));
  return std::vector<Document>{{"txt", std::move(bytes)}};
}

}  // namespace sluss::fixed_width
