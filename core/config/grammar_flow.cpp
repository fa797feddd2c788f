// What is set up once: the engine's file, connections, connectors and pipelines.
#include "config/grammar_parts.h"

namespace sluss::config {
namespace {

using K = ValueKind;

Key sign_on_keys() {
  return Key{"sign_on", K::map, "People come in through their organisation (OpenID Connect); each has an account here",
             ""}
      .with({
          Key{"issuer", K::text, "The identity provider, as it calls itself",
              "https://login.region.example/realms/region"}
              .needed(),
          Key{"client_id", K::text, "What Sluss is registered as there", "sluss"}.needed(),
          Key{"client_secret", K::secret, "What goes with it", "secret:sign-on"}.needed(),
          Key{"address", K::text,
              "What browsers call Sluss; the provider sends them back to /api/v1/session/sign-on/back there",
              "https://sluss.region.example"}
              .needed(),
          Key{"claim", K::text, "The claim that is the account's name here", "email"}.defaulting_to(
              "preferred_username"),
          Key{"called", K::text, "What the console's button says; without it, the provider's host", "Region Exempel"},
          Key{"ca", K::path, "What its certificate is verified by, in place of the system's authorities",
              "tls/region-ca.pem"},
      });
}

Key proxy_keys() {
  return Key{"proxy", K::map, "A reverse proxy that is believed about who asks, and from where", ""}.with({
      Key{"from", K::texts, "The addresses that it connects from; without it, this machine's own", "[192.0.2.10]"},
      Key{"header", K::text,
          "Where it names the account of the person whom it has signed on; without it, it signs nobody on",
          "X-Remote-User"},
      Key{"secret_header", K::text, "Where it shows that it is the proxy", "X-Sluss-Proxy"}.defaulting_to(
          "X-Proxy-Secret"),
      Key{"secret", K::secret, "What it shows there: 32 characters or more", "secret:proxy"}.needed(),
  });
}

Key mail_of_alarms() {
  return Key{"mail", K::map, "Who is mailed when an alarm begins or ends", ""}.with({
      Key{"to", K::texts, "Mail addresses of those who look after Sluss", "[drift@region.example]"}.needed(),
      Key{"from", K::text, "The address that the mails come from", "sluss@region.example"}.needed(),
      Key{"server", K::text, "The mail server", "smtp://mail.region.example:587"}.needed(),
      Key{"user", K::text, "The name that Sluss logs in with, when the server asks for one", "sluss"},
      Key{"password", K::secret, "The password that goes with the name", "secret:mail_password"},
      Key{"starttls", K::word, "Whether the way must be encrypted; `none` is for a server on this machine", "required"}
          .of({"required", "none"})
          .defaulting_to("required"),
      Key{"ca", K::path, "Who signed the server's certificate, as PEM; without it those that the machine trusts",
          "/etc/ssl/region-ca.pem"},
  });
}

/// What a connector says of one message that it provides.
std::vector<Key> inlet_keys() {
  return {
      Key{"message", K::name, "What each row is: placement, order, offer, registration, payment, ...", "placement"}
          .needed(),
      Key{"from", K::source, "How it comes: one transport with its options", R"({ file: { folder: "${folder}" } })"}
          .needed(),
      Key{"with", K::options, "Options that hold whichever transport it is, where that transport has them",
          R"({ match: "*.csv" })"},
      Key{"format", K::format, "What the bytes are", "{ csv: {} }"}.needed(),
      Key{"skip", K::step, "Rows that are no records, such as totals: they are passed over before the mapping",
          R"({ column: Nr, like: "Summa*" })"}
          .of({"skip"}),
      Key{"map", K::step, "The mapping table: for each place in the message where its value comes from", "{ id: Nr }"}
          .of({"map"}),
      Key{"steps", K::steps, "What is done with each message behind the mapping", "[{ validate: placement }]"},
      Key{"key", K::texts, "Paths in the message that together name the thing: the same key is the same thing", "[id]"}
          .defaulting_to("[id]"),
      Key{"content", K::word,
          "What one reading stands for: all there is (what is missing has been withdrawn), or changes alone",
          "snapshot"}
          .of({"changes", "snapshot"})
          .defaulting_to("changes"),
      Key{"once", K::text,
          "Of events: the path in the record that names the event; one that was taken before changes nothing", "uid"},
      Key{"scope", K::texts,
          "Of snapshots: paths in the message; each reading stands for those parts of the picture that it holds",
          "[term, institution.id]"},
      Key{"changes", K::text, "Of snapshots: a pattern of the names of those files that hold changes alone",
          R"("placeringar-andringar*")"},
      Key{"withdraw_limit", K::number,
          "Of snapshots: more missing per cent than this is taken for a broken export, and withdraws nothing", "30"}
          .between(0, 100)
          .defaulting_to("20"),
  };
}

std::vector<Key> outlet_keys() {
  return {
      Key{"message", K::name, "What it takes: invoice, inquiry, confirmation, round, ...", "invoice"}.needed(),
      Key{"to", K::sink, "How it goes: one transport with its options", R"({ file: { folder: "${folder}" } })"}
          .needed(),
      Key{"with", K::options, "Options that hold whichever transport it is, where that transport has them",
          R"({ name: "{number}" })"},
      Key{"format", K::format, "What the bytes are", "ubl"}.needed(),
  };
}

}  // namespace

FileKind main_file() {
  return {
      "sluss",
      "sluss.yaml",
      {"store"},
      Key{"", K::map, "Where the store is, and how the engine keeps house", ""}.with({
          Key{"store", K::path, "The database that every message, delivery and invoice number is kept in",
              "/var/lib/sluss/sluss.db"}
              .needed(),
          Key{"connectors", K::path,
              "The folder of connectors, when it is neither `connectors` here nor beside this folder", "../connectors"},
          Key{"basis", K::text, "The connection whose format `sluss invoices basis` writes", "underlag"},
          Key{"largest_store", K::size, "The store grows no larger; without it as large as the disk allows", "20 GiB"},
          Key{"store_keys", K::secrets,
              "The first key seals what messages hold in the store; the others open what they sealed. "
              "`sluss store seal` brings all under the first one",
              "secret:store-key"},
          Key{"longest_step", K::duration,
              "A step that takes longer over one batch hangs: the process ends and is started anew", "10m"}
              .defaulting_to("10m"),
          Key{"retry", K::map, "How deliveries are tried again", ""}.with({
              Key{"first", K::duration, "After so long the first time, then twice as long each time", "30s"}
                  .defaulting_to("30s"),
              Key{"longest", K::duration, "The longest time between two attempts", "1h"}.defaulting_to("1h"),
              Key{"attempts", K::number, "So many of one delivery while its connection is well; then a person decides",
                  "10"}
                  .between(1, 1000)
                  .defaulting_to("10"),
          }),
          Key{"alarms", K::map, "How people hear of trouble", ""}.with({
              mail_of_alarms(),
              Key{"again", K::duration, "An alarm that stands is mailed again after this time; at least 1h", "24h"}
                  .defaulting_to("24h"),
          }),
          Key{"metrics", K::map, "Numbers for Prometheus", ""}.with({
              Key{"file", K::path, "The file that node_exporter reads; its name ends with .prom",
                  "/var/lib/prometheus/node-exporter/sluss.prom"}
                  .needed(),
          }),
          Key{"admin", K::map, "Where programs and browsers reach the daemon; without it, nobody does", ""}.with({
              Key{"listen", K::text, "The IP address and port", "127.0.0.1:8470"}.needed(),
              Key{"certificate", K::path,
                  "The certificate and its chain, as PEM; required when other machines can reach the address",
                  "tls/sluss.pem"},
              Key{"certificate_key", K::path,
                  "Its private key, as PEM; without it, the key stands in the certificate's file", "tls/sluss-key.pem"},
              Key{"names", K::texts, "Host names that it is asked by, besides localhost; those of a proxy too",
                  "[sluss.region.example]"},
              sign_on_keys(),
              proxy_keys(),
          }),
          Key{"traces", K::map, "A collector that is told what each message was at (OpenTelemetry); without it, nobody",
              ""}
              .with({
                  Key{"url", K::text, "Where it takes them, by OTLP over HTTP", "http://127.0.0.1:4318/v1/traces"}
                      .needed(),
                  Key{"token", K::secret, "What it is sent as Authorization: Bearer", "secret:collector_token"},
                  Key{"ca", K::path, "The certificates that are trusted, in place of the system's", "tls/ca.pem"},
              }),
          Key{"retention", K::map, "How long personal data is kept", ""}.with({
              Key{"personal", K::months, "After a placement's end; then what tells who the student is may be purged",
                  "24 months"}
                  .needed(),
          }),
      })};
}

FileKind connections_file() {
  return {"connections",
          "connections.yaml, connections/*.yaml",
          {"connections"},
          Key{"", K::map, "What Sluss is connected to", ""}.with({
              Key{"connections", K::connection,
                  "Systems by the names that pipelines call them; each is a connector and its parameters", "klipp"}
                  .needed(),
          })};
}

FileKind connector_file() {
  return {
      "connector",
      "connectors/NAME/connector.yaml",
      {"connector"},
      Key{"", K::map, "A named system: how its messages come and go, with parameters that a connection fills in", ""}
          .with({
              Key{"connector", K::name, "Its name, that of the folder it stands in", "klipp"}.needed(),
              Key{"summary", K::text, "What it is, in a sentence", "Placements exported from KLiPP as CSV files"}
                  .needed(),
              Key{"version", K::text, "Its version, for those that extend it", R"("1.2")"},
              Key{"requires", K::anything,
                  "The oldest version that will do: of sluss, and of the connector that it extends",
                  R"({ sluss: "0.1" })"},
              Key{"extends", K::name, "Another connector, which this one is but for what it says itself", "klipp"},
              Key{"parameters", K::named, "What a connection fills in; `${name}` stands for it below", "folder"}.with({
                  Key{"type", K::word,
                      "What may stand there. `table`: one text for all, or a text for each by its id; `map`: a "
                      "table that a plugin reads; `transport`: a plugin that reads or writes, with its options",
                      "path"}
                      .of({"text", "path", "number", "yes_no", "duration", "list", "secret", "table", "map",
                           "transport"})
                      .needed(),
                  Key{"required", K::yes_no, "Whether each connection must give it", "yes"}.defaulting_to("no"),
                  Key{"text", K::text, "What it means", "The folder that exports are put into"},
                  Key{"example", K::text, "What one could write", "/srv/klipp/inbox"},
                  Key{"default", K::anything, "What it is when a connection leaves it out", "/srv/inbox"},
                  Key{"formerly", K::texts,
                      "Names that it had: connections and connectors that use them are read as before, and "
                      "`sluss check --fix` writes the present one",
                      "[inbox]"},
              }),
              Key{"provides", K::named, "What can be read from the system, by the name that pipelines read it by",
                  "placements"}
                  .with(inlet_keys()),
              Key{"takes", K::named, "What can be delivered to the system, by name", "invoices"}.with(outlet_keys()),
          })
          .needing_one_of({"provides", "takes", "extends"})};
}

FileKind pipeline_file() {
  return {
      "pipeline",
      "pipelines/*.yaml",
      {"pipeline"},
      Key{"", K::map, "From where messages come, what is done with them, and where they go", ""}.with({
          Key{"pipeline", K::name, "Its name", "nightly-placements"}.needed(),
          Key{"schedule", K::map, "When it runs by itself; without it, when you say so: sluss sync NAME", ""}.with({
              Key{"cron", K::text, "Minute, hour, day of the month, month, day of the week", R"("0 2 * * *")"}.needed(),
              Key{"timezone", K::text, "Whose clock that is", "Europe/Stockholm"}.defaulting_to("Europe/Stockholm"),
              Key{"missed", K::word, "What to do about the times at which no daemon ran", "run_once"}
                  .of({"run_once", "skip", "run_all"})
                  .defaulting_to("run_once"),
              Key{"calendar", K::text, "Only on its days: one of calendars.yaml, or bank_days", "bank_days"},
              Key{"otherwise", K::word, "What becomes of a run whose day is not in the calendar", "next_day"}
                  .of({"skip", "next_day"})
                  .defaulting_to("skip"),
              Key{"longest", K::duration, "A run that takes longer is told of", "2h"}.defaulting_to("4h"),
          }),
          Key{"from", K::inlets, "What it reads: connection.message, or the connection when it has one alone",
              "[klipp.placements]"}
              .needed(),
          Key{"steps", K::steps, "What is done with each message, in this order", "[{ validate: placement }, bill]"},
          Key{"to", K::outlets,
              "Where messages go, each alone or with a condition; the empty list where a step keeps all that comes",
              "[peppol]"}
              .needed(),
      })};
}

}  // namespace sluss::config
