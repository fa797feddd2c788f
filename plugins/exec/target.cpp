#include "target.h"

#include <algorithm>

#include "base/file.h"

namespace sluss::exec {
namespace {

Spec<TargetConfig> spec_with_command() {
  Spec<TargetConfig> spec("singer", "Gives documents as records to a Singer target, a program that is run unchanged");
  add_command(spec, "[/opt/targets/target-sqlite/bin/target-sqlite]");
  return spec;
}

void check(const TargetConfig& config, const Node& node, ParseContext& context) {
  check_command(config, node, context);
  auto& diagnostics = context.diagnostics;
  if (config.stream.empty()) diagnostics.add(node["stream"], "expected a name, found nothing");
  if (config.key_field.empty()) diagnostics.add(node["key_field"], "expected a name, found nothing");
}

Result<Value> schema_in(const std::filesystem::path& file) {
  if (file.empty()) return Value();
  SLUSS_TRY_ASSIGN(text, file_bytes(file));
  auto schema = parse_json(text);
  if (!schema || schema->as_object() == nullptr)
    return fail(Fault::unavailable, "the schema " + file.string() + " is no JSON object" +
                                        (schema ? std::string() : ": " + schema.error().what));
  return std::move(*schema);
}

std::vector<std::string> key_properties_of(const TargetConfig& config) {
  return config.key_properties.empty() ? std::vector{config.key_field} : config.key_properties;
}

}  // namespace

Spec<TargetConfig> target_spec() {
  return spec_with_command()
      .required("stream", &TargetConfig::stream, "The stream's name: to most targets the name of a table or a file",
                "invoices")
      .option("key_field", &TargetConfig::key_field,
              "The member that is added to each record: the delivery's key, the same for every attempt", "delivery_key")
      .option("key_properties", &TargetConfig::key_properties,
              "The members that name a record, for targets that update by key; without it the one of key_field",
              "[number]")
      .option("schema", &TargetConfig::schema,
              "The records' JSON Schema, as a file; without it one is made from each batch", "targets/invoices.json")
      .choice("resend", &TargetConfig::resend,
              "What the target promises about a record that comes again: safe, it takes the place of the first one by "
              "its key_properties; never, nothing",
              {{"safe", Resend::safe}, {"never", Resend::never}})
      .rule(check);
}

Result<void> SingerTarget::open(std::stop_token stop) {
  if (stop.stop_requested()) return fail(Fault::cancelled, "opening was stopped");
  if (auto there = try_out(config_); !there) return fail(Fault::unavailable, there.error().what);
  SLUSS_TRY(schema_in(config_.schema));
  return {};
}

Result<Value> SingerTarget::record_of(const Parcel& parcel) const {
  const bool is_one = parcel.documents.size() == 1 && parcel.documents.front().extension == "json";
  auto record = is_one ? parse_json(parcel.documents.front().bytes) : Value();
  if (!record || record->as_object() == nullptr)
    return fail(Fault::rejected,
                "a Singer target takes one JSON object of each message; write format: { json: object }");
  (*record)[config_.key_field] = parcel.key;
  for (const auto& property : key_properties_of(config_)) {
    if ((*record)[property].is_null())
      return fail(Fault::rejected, "the message has no " + property + ", which key_properties: names");
  }
  return record;
}

Result<void> SingerTarget::deliver(const std::vector<Value>& records, const std::string& batch, bool& left,
                                   const std::stop_token& stop) {
  SLUSS_TRY_ASSIGN(schema, schema_in(config_.schema));
  SLUSS_TRY_ASSIGN(running, Running::start(config_, {"--config", "{folder}/config.json"},
                                           {{"config.json", config_.values->settings.reveal()}}));
  auto& child = running->child();
  std::string text = schema_message({config_.stream, schema, key_properties_of(config_)}, records);
  const auto before_records = text.size();
  for (const auto& record : records) text += record_message(config_.stream, record);
  text += state_message(batch);
  const auto written = child.write(text, stop);
  left = child.taken() > before_records;
  if (!written && written.error().fault == Fault::cancelled) return fail(running->told(written.error()));
  child.end_input();
  bool echoed = false;
  for (;;) {
    const auto line = child.read_line(stop);
    if (!line) return fail(running->told(line.error()));
    if (!*line) break;
    echoed = echoed || is_echo(**line, batch);
  }
  SLUSS_TRY(running->expect_good_end(stop));
  if (!echoed) return running->fault(Fault::unavailable, "it ended without giving back the state of its batch");
  return {};
}

Result<WriteReport> SingerTarget::write(std::span<const Parcel> parcels, std::stop_token stop) {
  if (stop.stop_requested()) return fail(Fault::cancelled, "writing was stopped");
  WriteReport report;
  std::vector<Value> records;
  std::vector<std::size_t> which;
  std::string keys;
  for (const auto& parcel : parcels) {
    auto record = record_of(parcel);
    if (record) which.push_back(report.receipts.size());
    if (record) records.push_back(std::move(*record));
    keys += parcel.key + "\n";
    report.receipts.push_back(record ? Result<std::string>("in the stream " + config_.stream) : fail(record.error()));
  }
  if (records.empty()) return report;
  bool left = false;
  const auto delivered = deliver(records, to_hex(digest(keys)), left, stop);
  if (delivered) return report;
  auto error = delivered.error();
  if (error.fault != Fault::cancelled) error.fault = Fault::unavailable;
  if (!left) return fail(error);
  for (const auto at : which) report.receipts[at] = fail(Fault::unknown_outcome, error.what);
  report.stopped = error;
  return report;
}

Result<void> SingerTargetProbe::probe(std::stop_token stop) {
  if (stop.stop_requested()) return fail(Fault::cancelled, "trying it out was stopped");
  SLUSS_TRY(try_out(config_));
  SLUSS_TRY(schema_in(config_.schema));
  return {};
}

}  // namespace sluss::exec
