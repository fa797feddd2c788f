#include "json_codec.h"

#include <algorithm>

#include "reader.h"

namespace sluss::json {
namespace {

constexpr std::size_t longest_way = 20;

void check_way(const Config& config, const Node& node, ParseContext& context) {
  if (config.at.empty()) return;
  const auto names = split(config.at, '.');
  const bool has_empty = std::find(names.begin(), names.end(), "") != names.end();
  if (has_empty || names.size() > longest_way)
    context.diagnostics.add(node["at"], "expected at most 20 names with dots between them, for example result.items");
  if (config.form == Form::lines)
    context.diagnostics.add(node["at"], "\"at\" goes with the forms array and object; each line is a record by itself");
}

}  // namespace

Spec<Config> json_spec() {
  return Spec<Config>("json", "JSON: a list of objects, an object a line, or one object")
      .choice("form", &Config::form, "What the text is: a list of records, a record a line, or one record",
              {{"array", Form::array}, {"lines", Form::lines}, {"object", Form::object}})
      .option("at", &Config::at, "Where the list or the object stands, when not the whole document", "result.items")
      .bare("form")
      .rule(check_way);
}

Result<void> Json::decode(Input& input, const Emit& emit) {
  TextStream text([&](std::span<char> buffer) { return input.read(buffer); }, Encoding::utf8);
  SLUSS_TRY(Reader(text, config_, emit).run());
  return input.complete();
}

Result<std::vector<Document>> Json::encode(std::span<const Message> messages) {
  if (config_.form == Form::lines) {
    Document lines{"jsonl", {}};
    for (const auto& message : messages) lines.bytes += to_json(message.body) + "\n";
    return std::vector{std::move(lines)};
  }
  if (config_.form == Form::object && messages.size() != 1)
    return fail(Fault::config, "one JSON object holds one message; write form: array or lines for several");
  Value::List bodies;
  for (const auto& message : messages) bodies.push_back(message.body);
  Value document = config_.form == Form::object ? bodies.front() : Value(std::move(bodies));
  if (!config_.at.empty()) {
    Value around;
    around.make(config_.at) = std::move(document);
    document = std::move(around);
  }
  return std::vector{Document{"json", to_json(document) + "\n"}};
}

}  // namespace sluss::json
