#include "sie_codec.h"

#include "base/code_page.h"
#include "domain/identifiers.h"
#include "plugin/shapes.h"

namespace sluss::sie {
namespace {

Chart chart_of(const Config& config, Diagnostics& diagnostics) {
  Chart chart{config.receivable, config.revenue, {}, {}, read_dimensions(config.dimensions, diagnostics)};
  chart.units = read_codings(config.units, chart.dimensions, diagnostics);
  chart.institutions = read_codings(config.institutions, chart.dimensions, diagnostics);
  return chart;
}

Heading heading_of(const Config& config, const Chart& chart) {
  auto number = config.organisation_number;
  std::erase(number, '-');
  return {config.company, number, config.series, chart.dimensions};
}

void check(const Config& config, const Node& node, ParseContext& context) {
  auto& diagnostics = context.diagnostics;
  for (const auto* option : {"receivable", "revenue"}) {
    if (!is_account(node[option].text)) diagnostics.add(node[option], "expected the digits of an account");
  }
  const auto chart = chart_of(config, diagnostics);
  const auto heading = heading_of(config, chart);
  if (!heading.organisation_number.empty() && !domain::check_organisation_number(heading.organisation_number))
    diagnostics.add(node["organisation_number"], "expected 10 digits with a right check digit");
  // What cannot be written is told before the first invoice.
  if (const auto written = write_sie(heading, {}); !written) diagnostics.add(node, written.error().what);
}

}  // namespace

/// How a party is booked, by its id, as JSON Schema.
constexpr std::string_view bookings =
    R"({"type":"object","additionalProperties":{"type":"object","additionalProperties":false,"properties":{)"
    R"("receivable":{"type":["string","number"],"description":"The account that is owed, debited"},)"
    R"("revenue":{"type":["string","number"],"description":"The account that is earned, credited"},)"
    R"("objects":{"type":"object","description":"Objects, by the number of their dimension",)"
    R"("additionalProperties":{"type":["string","number"]}}}}})";

Spec<Config> sie_spec() {
  return Spec<Config>("sie", "Invoices as verifications in SIE 4I, for accounting systems")
      .required("company", &Config::company, "The name of the company or municipality whose books they are",
                "Exempelby kommun")
      .required("receivable", &Config::receivable, "The account that is owed, debited", "1510")
      .required("revenue", &Config::revenue, "The account that is earned, credited", "3041")
      .option("organisation_number", &Config::organisation_number, "Its organisation number", "212000-0142")
      .option("series", &Config::series, "The series of the verifications; empty: the receiving system's own", "VF")
      .option("units", &Config::units, "How each unit is booked, by its id; when given, it must have every unit",
              "{ vc-norr: { revenue: 3042, objects: { 1: \"4711\" } } }")
      .option("institutions", &Config::institutions, "The same by institution; what a unit says goes before it",
              "{ ki: { receivable: 1511, objects: { 8: \"KI\" } } }")
      .option("dimensions", &Config::dimensions, "Names of dimensions, needed for those from 20 on",
              "{ 1: Kostnadsställe }")
      .shape("units", bookings)
      .shape("institutions", bookings)
      .shape("dimensions", shapes::texts_by_name)
      .rule(check);
}

Sie::Sie(const Config& config) {
  Diagnostics checked_before;
  chart_ = chart_of(config, checked_before);
  heading_ = heading_of(config, chart_);
}

Result<std::vector<Document>> Sie::encode(std::span<const Message> messages) {
  std::vector<Verification> verifications;
  for (const auto& message : messages) {
    if (message.kind != "invoice")
      return fail(Fault::data, "sie books invoices, and a message is of the kind \"" + message.kind + "\"");
    SLUSS_TRY_ASSIGN(invoice, domain::read_invoice(message.body));
    SLUSS_TRY_ASSIGN(verification, book(invoice, chart_));
    verifications.push_back(std::move(verification));
  }
  if (verifications.empty()) return fail(Fault::config, "sie was given nothing to book");
  SLUSS_TRY_ASSIGN(bytes, write_sie(heading_, verifications));
  return std::vector<Document>{{"si", std::move(bytes)}};
}

}  // namespace sluss::sie
