#include "config/traces_settings.h"

#include "config/fields.h"
#include "config/values.h"

namespace sluss::config {
namespace {

void read_url(const Node& node, ParseContext& context, std::string& target) {
  std::string text;
  read_text(node, context, text);
  if (text.empty()) return;
  if (is_safe_url(text)) target = text;
  else
    context.diagnostics.add(node, "expected https://HOST:PORT/v1/traces, without a name or password in it",
                            "http:// is for a collector on this machine alone");
}

void read_file(const Node& node, ParseContext& context, std::filesystem::path& target) {
  options::read(node, context, target);
  std::error_code failed;
  if (!target.empty() && !std::filesystem::is_regular_file(target, failed))
    context.diagnostics.add(node, "there is no such file");
}

}  // namespace

bool operator==(const TracesSettings& one, const TracesSettings& other) {
  return one.url == other.url && one.token.reveal() == other.token.reveal() && one.ca == other.ca;
}

void read_traces(const Node& node, ParseContext& context, std::optional<TracesSettings>& target) {
  TracesSettings traces;
  Fields fields(node, context);
  fields.required("url", read_url, traces.url, "http://127.0.0.1:4318/v1/traces");
  fields.optional("token", read_secret, traces.token);
  fields.optional("ca", read_file, traces.ca);
  fields.done();
  if (node.is_map()) target = std::move(traces);
}

}  // namespace sluss::config
