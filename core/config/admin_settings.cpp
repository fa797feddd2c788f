#include "config/admin_settings.h"

#include "config/fields.h"
#include "config/values.h"

namespace sluss::config {
namespace {

void read_address(const Node& node, ParseContext& context, Listen& target) {
  std::string text;
  read_text(node, context, text);
  if (text.empty()) return;
  const auto listen = read_listen(text);
  if (!listen) context.diagnostics.add(node, listen.error());
  else if (listen->port == 0) context.diagnostics.add(node, "port 0 would be another port at every start");
  else target = *listen;
}

void read_names(const Node& node, ParseContext& context, std::vector<std::string>& target) {
  options::read(node, context, target);
}

}  // namespace

void read_admin(const Node& node, ParseContext& context, std::optional<AdminSettings>& target) {
  AdminSettings admin;
  Fields fields(node, context);
  fields.required("listen", read_address, admin.listen, "127.0.0.1:8470");
  fields.optional("certificate", read_path, admin.certificate);
  fields.optional("certificate_key", read_path, admin.certificate_key);
  fields.optional("names", read_names, admin.names);
  fields.optional("sign_on", read_sign_on, admin.sign_on);
  fields.optional("proxy", read_proxy, admin.proxy);
  fields.done();
  if (!node.is_map()) return;
  if (!admin.listen.loopback && admin.certificate.empty())
    context.diagnostics.add(node["listen"], "other machines can reach this address, and passwords would go in clear",
                            "give certificate:, or listen at 127.0.0.1 behind a proxy that does TLS");
  if (!admin.certificate_key.empty() && admin.certificate.empty())
    context.diagnostics.add(node["certificate_key"], "it is the key of a certificate, which is not given",
                            "write certificate:");
  target = std::move(admin);
}

}  // namespace sluss::config
