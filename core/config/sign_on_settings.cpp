#include "config/sign_on_settings.h"

#include "config/fields.h"
#include "config/values.h"

namespace sluss::config {
namespace {

/// Without a slash at its end.
void read_https(const Node& node, ParseContext& context, std::string& target) {
  read_text(node, context, target);
  if (!target.empty() && !is_safe_url(target))
    context.diagnostics.add(node, "expected an address that begins with https://, without a name or password in it",
                            "people's sign-on goes encrypted, or stays on this machine");
  while (target.ends_with('/')) target.pop_back();
}

void read_address(const Node& node, ParseContext& context, std::string& target) {
  read_https(node, context, target);
  const auto host = target.find("://");
  if (host != std::string::npos && target.find('/', host + 3) != std::string::npos)
    context.diagnostics.add(node, "expected nothing after the host and port",
                            "for example https://sluss.region.example");
}

}  // namespace

void read_sign_on(const Node& node, ParseContext& context, std::optional<SignOnSettings>& target) {
  SignOnSettings settings;
  settings.claim = "preferred_username";
  Fields fields(node, context);
  fields.required("issuer", read_https, settings.issuer, "https://login.region.example/realms/region");
  fields.required("client_id", read_text, settings.client_id, "sluss");
  fields.required("client_secret", read_secret, settings.client_secret, "secret:sign-on");
  fields.required("address", read_address, settings.address, "https://sluss.region.example");
  fields.optional("claim", read_text, settings.claim);
  fields.optional("called", read_text, settings.called);
  fields.optional("ca", read_path, settings.ca);
  fields.done();
  if (node.is_map()) target = std::move(settings);
}

}  // namespace sluss::config
